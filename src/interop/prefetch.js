// Asks for what a reader is about to need.

import { idle } from './pause.js';

/** Whether what nobody has asked for may be fetched: not on a connection that is slow or paid for by the byte. */
export function isWelcome() {
  const { saveData, effectiveType = '' } = navigator.connection ?? {};
  return !saveData && !effectiveType.endsWith('2g');
}

// Texts on their way. Each is asked for once: a browser that is told to fetch a file ahead asks the server again if the
// file is needed before it is here, as it is when a reader points and clicks.
const texts = new Map();
const FRESH = 300_000;
const isFresh = (text) => text !== undefined && performance.now() - text.asked < FRESH;

export function fetchAhead(url) {
  ask(url, 'auto');
}

function ask(url, priority) {
  if (!isWelcome() || isFresh(texts.get(url))) return;
  const content = fetch(url, { priority }).then((response) => (response.status === 200 ? response.text() : undefined));
  // What did not come is asked for again when it is needed, and then its absence is told.
  texts.set(url, { asked: performance.now(), content: content.catch(() => undefined) });
}

export async function take(url) {
  const text = texts.get(url);
  // Until it is here nobody else need ask.
  const content = isFresh(text) ? await text.content : undefined;
  texts.delete(url);
  return content;
}

/** Adds a style sheet to the page; says whether it has come. What it is for works without it, too. */
export function addSheet(url, name) {
  const link = document.createElement('link');
  if (name) link.dataset.sheet = name;
  return new Promise((resolve) => {
    link.onload = () => resolve(true);
    link.onerror = () => {
      link.remove();
      resolve(false);
    };
    Object.assign(link, { rel: 'stylesheet', href: url });
    document.head.append(link);
  });
}

/** Fetches files into the browser's cache when it has nothing else to do, if that is welcome; says when that is done. */
export async function prefetchWhenIdle(urls) {
  if (!isWelcome()) return false;
  await idle(1000);
  await Promise.all(urls.map(prefetch));
  // `start.js` waits for it.
  dispatchEvent(new Event('ahead'));
  await idle(1000);
  return true;
}

/** As many posts as stand on a screen or two: of a long list a reader goes to few. */
const MOST = 6;
let sight;

/** Asks for the texts that links need, each beside its link, as these come on the screen, if that is welcome. */
export function fetchOnSight(links, urls) {
  sight?.disconnect();
  if (!isWelcome()) return;
  const asked = new Set();
  sight = new IntersectionObserver((entries) => {
    for (const { target } of entries.filter(({ isIntersecting }) => isIntersecting)) {
      if (asked.has(target.href) || asked.size === MOST) continue;
      asked.add(target.href);
      urls.filter((_, at) => links[at] === target).forEach((url) => ask(url, 'low'));
    }
  });
  for (const link of links) sight.observe(link);
}

function prefetch(url) {
  const link = document.createElement('link');
  return new Promise((resolve) => {
    link.onload = link.onerror = resolve;
    Object.assign(link, { rel: 'prefetch', href: url });
    document.head.append(link);
  });
}
