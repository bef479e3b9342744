// Starts the app once the page is complete and still: the page can do without it, and must not wait for it. A reader
// who does something is not kept waiting either.
const complete = new Promise((resolve) => {
  if (document.readyState === 'complete') resolve();
  else addEventListener('load', resolve, { once: true });
});
const first = (events) =>
  new Promise((resolve) => {
    for (const event of events) addEventListener(event, resolve, { once: true, capture: true, passive: true });
  });
const acted = first(['pointerdown', 'keydown']);
// The app puts nobody back who has moved since the page came.
first(['pointerdown', 'keydown', 'wheel']).then(() => (document.documentElement.dataset.moved = ''));
// A hidden tab paints nothing.
const painted = () =>
  new Promise((resolve) => {
    const paints = new PerformanceObserver((list) => list.getEntriesByName('first-contentful-paint').forEach(resolve));
    paints.observe({ type: 'paint', buffered: true });
    setTimeout(resolve, 1000);
  });
const idle = () =>
  new Promise((resolve) => (window.requestIdleCallback ? requestIdleCallback(resolve, { timeout: 1000 }) : setTimeout(resolve)));

// On a narrow screen the site's own faces come after the text (fonts.css). Once here, later pages have them at once. Many who open
// a text see nothing else of the site: they fetch them who read on. A list is there to be left: they come behind what posts
// are typeset with (`prefetch.js`).
const isText = document.getElementsByClassName('prose').length !== 0;
const readsOn = first(['scroll', 'pointerdown', 'keydown', ...(isText ? [] : ['ahead'])]);
async function keepFonts() {
  if (document.documentElement.dataset.fonts === 'own' || navigator.connection?.saveData) return;
  await readsOn;
  await idle();
  // Fetched, not loaded: a face that nobody shows would have the page's styles looked through again.
  const fetched = {fonts}.map((name) => fetch(new URL(name, import.meta.url), { priority: 'low' }).then((font) => font.blob()));
  await Promise.all(fetched);
  localStorage.setItem('fonts', 'own');
}

// If the app fails on the way to a page, that page is loaded as a document: it is finished there.
for (const event of ['error', 'unhandledrejection']) {
  addEventListener(event, ({ error, reason }) => {
    const { going } = document.documentElement.dataset;
    if (going && (error ?? reason) instanceof WebAssembly.RuntimeError) location.assign(going);
  });
}

// Program and glue are fetched into the browser's cache first. Read as it comes, the program would wake the page for each of the
// pieces in which a slow line brings it. `acted` ends the wait, and so does a browser that fetches nothing ahead: some are
// told not to.
const cached = (url) =>
  new Promise((resolve) => {
    const link = document.createElement('link');
    if (!link.relList?.supports?.('prefetch')) return resolve();
    Object.assign(link, { rel: 'prefetch', href: url, onload: resolve, onerror: resolve });
    document.head.append(link);
    setTimeout(resolve, 4000);
  });

// What draws posts. Who is at a list will go to one; who has opened a text may do so if they read on.
function fetchRenderer() {
  const files = ['./{folder}/renderer/renderer.js', './{folder}/renderer/renderer_bg.wasm'];
  if (!navigator.connection?.saveData) files.forEach((path) => cached(new URL(path, import.meta.url)));
}

try {
  const [glue, program] = ['./{folder}/{glue}', './{folder}/{wasm}'].map((path) => new URL(path, import.meta.url));
  const fetched = complete.then(painted).then(idle).then(() => {
    if (isText) readsOn.then(idle).then(fetchRenderer);
    else fetchRenderer();
    return Promise.all([glue, program].map(cached));
  });
  await Promise.race([fetched, acted]);
  const app = await import(glue);
  await app.default({ module_or_path: program });
} catch (error) {
  // Links, text and formulas work without the app.
  console.info('The app could not be started; this page works without it.', error);
}
// Without storage, or without the network, the faces of the system stay.
keepFonts().catch(() => {});
