// Loads the finder when it is first used, and says so if that fails.

let moduleUrl;
let root;
let loading;
let loaded = false;
let tries = 0;

export function prepare(url, siteRoot) {
  [moduleUrl, root] = [url, siteRoot];
  document.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    const isTyping = target instanceof Element && target.closest('input, textarea, select, [contenteditable]');
    const isSlash = key === '/' && !ctrlKey && !metaKey && !altKey && !isTyping;
    const isCommand = key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey;
    if (event.defaultPrevented || !(isSlash || isCommand)) return;
    event.preventDefault();
    open();
  });
}

function load() {
  // Browsers keep it that an address could not be loaded: another try needs another one.
  loading ??= import(moduleUrl + (tries === 0 ? '' : `?try=${tries}`)).then(async (module) => {
    await module.default();
    loaded = true;
    return module;
  });
  // A failure is not kept: the next use tries again.
  loading.catch(() => {
    loading = undefined;
    tries += 1;
  });
  return loading;
}

export function open() {
  load().then(
    (module) => module.open(root),
    () => explain(),
  );
}

export function pageShown() {
  if (moduleUrl === undefined) return;
  const isAsked = new URLSearchParams(location.search).has('q') || document.querySelector('.search-page') !== null;
  // Without the finder the page has no marks; the search page says itself what it needs.
  if (!isAsked && !loaded) return;
  const page = document.documentElement;
  page.dataset.busy = 'true';
  load()
    .then((module) => module.shown(root))
    .catch(() => {})
    .finally(() => delete page.dataset.busy);
}

function explain() {
  const dialog = document.createElement('dialog');
  dialog.className = 'search-dialog';
  dialog.innerHTML = `<form class="search-box" method="dialog"><p class="search-note">The search could not be loaded.
    Check your connection and try again.</p><p class="search-help"><button class="retry-button" value="retry">Try again</button>
    <button class="search-close">Close</button></p></form>`;
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (dialog.returnValue === 'retry') open();
  });
  document.body.append(dialog);
  dialog.showModal();
}
