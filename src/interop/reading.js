// Loads what remembers the reader (bookmark.js) once there is something to remember, or to be reminded of: the reader
// scrolls, or was here before.

let moduleUrl;
let root;
/** The name under which the browser keeps the memory of this site: sites of one host have one storage. */
let key;
/** The page that is shown: whether it was opened at its top, and since when. */
let page;
let bookmark;
let isLoading = false;

export function prepare(url, siteRoot) {
  [moduleUrl, root] = [url, siteRoot];
  key = `reading ${root}`;
  addEventListener('scroll', load, { passive: true, once: true });
}

/** A page is shown; `isOpened` if the reader has not been at a place in it before. */
export function pageShown(isOpened) {
  page = { isAtTop: isOpened && location.hash === '', since: performance.now() };
  if (bookmark) bookmark.pageShown(page);
  // Who was at a place of the page before has begun to read it.
  else if (!isOpened || wasHere()) load();
}

/** Keeps where the reader is. */
export const keep = () => bookmark?.keep();

function wasHere() {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    // Where nothing can be kept there is nothing to load.
    return false;
  }
}

async function load() {
  if (isLoading || moduleUrl === undefined) return;
  isLoading = true;
  try {
    const module = await import(moduleUrl);
    module.start(root, key);
    bookmark = module;
    module.pageShown(page);
  } catch {
    // Nothing on the page needs it; the next document tries again.
  }
}
