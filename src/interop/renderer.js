// A second thread for what costs most. It runs this same program, draws posts, and hands their HTML over piece by piece.

// ---- In the renderer. Its messages come as `[what, ...values]`.

let setDraw;
const drawing = new Promise((resolve) => (setDraw = resolve));
const wanted = new Set();

const RECEIVERS = {
  // This script again, as a module that can be called.
  start: async (module) => (await import(import.meta.url)).default({ module_or_path: module }),
  ahead: (urls) => urls.forEach((url) => import(url).catch(() => {})),
  draw: async (id, texts) => {
    wanted.add(id);
    (await drawing)(id, texts);
  },
  forget: (id) => wanted.delete(id),
};

if (typeof document === 'undefined') {
  // The browser does not tell the page of a promise that fails here.
  for (const event of ['error', 'unhandledrejection']) addEventListener(event, refuse);
  addEventListener('message', ({ data: [what, ...values] }) => RECEIVERS[what](...values));
}

export function serve(draw) {
  setDraw(draw);
}

export function answer(id, texts) {
  if (wanted.has(id)) postMessage([id, texts]);
}

export function refuse() {
  postMessage([]);
}

export function isWanted(id) {
  return wanted.has(id);
}

// ---- In the page.

let worker;
let isBroken = false;
let lastId = 0;
// What has come of each order, and who waits for more of it.
const orders = new Map();

export function start(module) {
  if (worker || isBroken) return !isBroken;
  try {
    worker = new Worker(import.meta.url, { type: 'module', name: 'renderer' });
    worker.addEventListener('error', giveUp);
    worker.addEventListener('message', ({ data: [id, texts] }) => {
      if (id === undefined) return giveUp();
      const order = orders.get(id);
      order?.texts.push(texts);
      order?.wake();
    });
    worker.postMessage(['start', module]);
  } catch {
    giveUp();
  }
  return !isBroken;
}

// The page can do all of it by itself.
function giveUp() {
  isBroken = true;
  worker?.terminate();
  orders.forEach((order) => order.wake());
}

export function loadAhead(urls) {
  worker?.postMessage(['ahead', urls]);
}

export function order(texts) {
  lastId += 1;
  orders.set(lastId, { texts: [], wake() {} });
  worker.postMessage(['draw', lastId, texts]);
  return lastId;
}

export async function next(id) {
  const order = orders.get(id);
  while (order.texts.length === 0) {
    if (isBroken) throw new Error('The renderer has failed.');
    await new Promise((resolve) => (order.wake = resolve));
  }
  return order.texts.shift();
}

export function forget(id) {
  orders.delete(id);
  worker.postMessage(['forget', id]);
}
