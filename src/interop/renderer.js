// The renderer: a program of its own, which draws posts on a second thread and hands their HTML over piece by piece. Where there
// is no second thread, or where what is on the screen counts, the page runs it itself. Its side of this is `rendering.js`.

let moduleUrl;

export function prepare(url) {
  moduleUrl = url;
}

// ---- On a second thread.

let worker;
let isBroken = false;
let lastId = 0;
// What has come of each order, and who waits for more of it.
const orders = new Map();

export function start() {
  if (worker || isBroken) return !isBroken;
  try {
    worker = new Worker(moduleUrl, { type: 'module', name: 'renderer' });
    worker.addEventListener('error', giveUp);
    worker.addEventListener('message', ({ data: [id, texts] }) => (id === undefined ? giveUp() : receive(id, texts)));
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
  const id = newOrder({ isThere: true });
  worker.postMessage(['draw', id, texts]);
  return id;
}

// ---- On the thread of the page.

let loading;
let tries = 0;

// Browsers keep it that an address could not be loaded: another try needs another one.
async function load() {
  loading ??= import(moduleUrl + (tries === 0 ? '' : `?try=${tries}`)).then(async (module) => {
    await module.default();
    return module;
  });
  try {
    return await loading;
  } catch (error) {
    loading = undefined;
    tries += 1;
    throw error;
  }
}

export function loadHereAhead(urls) {
  load().catch(() => {});
  urls.forEach((url) => import(url).catch(() => {}));
}

export async function open(texts) {
  return (await load()).open(texts);
}

export function orderHere(texts) {
  const id = newOrder({ isThere: false });
  const fail = () => {
    const order = orders.get(id);
    if (!order) return;
    order.hasFailed = true;
    order.wake();
  };
  load()
    .then(({ draw }) => draw(texts, false, (piece) => receive(id, piece)))
    .then((isDrawn) => isDrawn || fail(), fail);
  return id;
}

// ---- On both.

function newOrder(order) {
  lastId += 1;
  orders.set(lastId, { texts: [], wake() {}, ...order });
  return lastId;
}

// Whether anybody waits for it.
function receive(id, texts) {
  const order = orders.get(id);
  order?.texts.push(texts);
  order?.wake();
  return order !== undefined;
}

export async function next(id) {
  const order = orders.get(id);
  while (order.texts.length === 0) {
    if (order.hasFailed || (order.isThere && isBroken)) throw new Error('The renderer has failed.');
    await new Promise((resolve) => (order.wake = resolve));
  }
  return order.texts.shift();
}

export function forget(id) {
  const order = orders.get(id);
  orders.delete(id);
  if (order?.isThere) worker?.postMessage(['forget', id]);
}
