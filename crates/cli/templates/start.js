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
const idle = () =>
  new Promise((resolve) => (window.requestIdleCallback ? requestIdleCallback(resolve, { timeout: 1000 }) : setTimeout(resolve)));

// On a narrow screen the site's own faces come after the text (fonts.css). Once here, later pages have them at once.
async function keepFonts() {
  if (document.documentElement.dataset.fonts === 'own' || navigator.connection?.saveData) return;
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

try {
  await Promise.race([complete.then(idle), acted]);
  const app = await import('./{folder}/{glue}');
  await app.default({ module_or_path: new URL('./{folder}/{wasm}', import.meta.url) });
} catch (error) {
  // Links, text and formulas work without the app.
  console.info('The app could not be started; this page works without it.', error);
}
// Without storage, or without the network, the faces of the system stay.
keepFonts().catch(() => {});
