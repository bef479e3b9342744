// The renderer's own script: what a worker runs, and what the page loads if it has to draw by itself. Messages of a worker's come
// as `[what, ...values]`.
import start, * as program from './NAME.js';

export { default, draw, open } from './NAME.js';

if (typeof document === 'undefined') {
  const wanted = new Set();
  const refuse = () => postMessage([]);
  // The browser does not tell the page of a promise that fails here.
  for (const event of ['error', 'unhandledrejection']) addEventListener(event, refuse);
  const started = start();

  const RECEIVERS = {
    ahead: (urls) => urls.forEach((url) => import(url).catch(() => {})),
    draw: async (id, texts) => {
      wanted.add(id);
      await started;
      const answer = (piece) => {
        if (wanted.has(id)) postMessage([id, piece]);
        return wanted.has(id);
      };
      if (!(await program.draw(texts, true, answer))) refuse();
    },
    forget: (id) => wanted.delete(id),
  };
  addEventListener('message', ({ data: [what, ...values] }) => RECEIVERS[what](...values));
}
