// Notices that a reader wants to know where a link leads: the pointer rests on it, the keyboard stops at it, a finger is
// held on it. What shows it is loaded when it is first needed.

/** Milliseconds that a pointer or the focus rests before a card opens: who passes by wants none. */
const REST = 300;
/** How long a finger is held. The browser's own menu comes later, and is left alone. */
const HOLD = 400;
/** How far a finger may move while it is held, in CSS pixels. */
const SLIP = 10;

const LINKS =
  '.post :is(.prose, .post-series, .post-neighbours, .post-links) a[href]:not(.heading-anchor, .footnote-backref)';

let moduleUrl;
let site;
/** The link that a card is wanted for, and by what; kept while the reader stays, so that Escape is for good. */
let wish = {};
let timer;
/** The link on which a finger has opened a card. */
let held;
let loading;
let failures = 0;

export function prepare(url, root, shell) {
  [moduleUrl, site] = [url, { root, shell }];
  on('pointerover', (event) => {
    const link = linkOf(event);
    if (event.pointerType === 'touch' || link === wish.link) return;
    if (link) want({ link, by: 'pointer' }, REST);
    else if (wish.by === 'pointer') forget();
  });
  on('focusin', (event) => {
    const link = linkOf(event);
    if (link?.matches(':focus-visible')) want({ link, by: 'focus' }, REST);
  });
  on('focusout', () => {
    if (wish.by === 'focus') forget();
  });
  on('keydown', ({ key }) => {
    if (key === 'Escape') stop();
  });
  on('pointerdown', (event) => {
    forget();
    held = undefined;
    const link = event.pointerType === 'touch' && linkOf(event);
    if (link) want({ link, by: 'finger', x: event.clientX, y: event.clientY }, HOLD);
  });
  on('pointermove', ({ clientX, clientY }) => {
    if (wish.by === 'finger' && Math.hypot(clientX - wish.x, clientY - wish.y) > SLIP) forget();
  });
  on('pointerup', () => {
    if (wish.by === 'finger') forget();
  });
  on('scroll', () => {
    // Rest begins when the page does: a link that the keyboard goes to is scrolled into view first.
    if (wish.by === 'finger') forget();
    else if (timer) want(wish, REST);
  });
  on('click', (event) => {
    // The finger that has opened a card does not follow the link.
    if (held && linkOf(event) === held) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      forget();
    }
    held = undefined;
  });
}

const on = (event, listener) => document.addEventListener(event, listener, { capture: true });

const linkOf = ({ target }) => (target instanceof Element ? target.closest(LINKS) : null);

function want(next, delay) {
  stop();
  wish = next;
  timer = setTimeout(() => {
    timer = undefined;
    if (wish.by === 'finger') held = wish.link;
    show(wish);
  }, delay);
}

function stop() {
  clearTimeout(timer);
  timer = undefined;
}

function forget() {
  stop();
  wish = {};
}

/** Shows the card. If it cannot be had, the link leads where it led before. */
async function show(asked) {
  const isWanted = () => asked.by === 'finger' || asked === wish;
  const module = await load().catch(() => undefined);
  await module?.open(asked.link, asked.by, site, isWanted).catch(() => {});
}

function load() {
  // Browsers keep it that an address could not be loaded: another try needs another one.
  loading ??= import(moduleUrl + (failures === 0 ? '' : `?try=${failures}`));
  loading.catch(() => {
    loading = undefined;
    failures += 1;
  });
  return loading;
}
