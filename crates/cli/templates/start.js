// Starts the app once the page has been painted: the page is complete without it, and must not wait for it.
const painted = new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
const idle = () =>
  new Promise((resolve) => (window.requestIdleCallback ? requestIdleCallback(resolve, { timeout: 1000 }) : setTimeout(resolve)));

try {
  await painted;
  await idle();
  const app = await import('./{folder}/{glue}');
  await app.default({ module_or_path: new URL('./{folder}/{wasm}', import.meta.url) });
} catch (error) {
  // Links, text and formulas work without the app.
  console.info('The app could not be started; this page works without it.', error);
}
