// Where the reader is in a post, the offer to go on where they stopped, and the marks of posts in lists. What is decided is in
// memory.js; it is kept in the browser's storage, which is read anew each time: another tab may have written.

import { hold } from './hold.js';
import { Memory } from './memory.js';

/** How far below the top of the window the line is that is being read, in CSS pixels. */
const LINE = 96;
/** How long nothing is scrolled before the reader counts as resting, in milliseconds. */
const REST = 2000;
/** What lists posts: classes, and the entries below each. */
const LISTS = { 'post-list': ':scope > li', 'archive-list': ':scope > li', 'post-series': 'li', 'post-links': 'li' };

let root;
/** The name under which the browser keeps the memory. */
let key;
/** The offer to go on, if there is one. */
let offered;
/** The post that is shown: its slug, empty if the page is none, and since when. */
let post = {};

/** Keeps from now on where the reader of a site is, whenever they rest or turn to another tab or program. */
export function start(siteRoot, storageKey) {
  [root, key] = [siteRoot, storageKey];
  let timer;
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, REST);
  };
  addEventListener('scroll', restart, { passive: true });
  document.addEventListener('visibilitychange', () => document.hidden && keep());
  restart();
}

/** A page is shown: its posts are marked. On a post that is opened at its top, where the reader stopped is offered. */
export function pageShown({ isAtTop, since }) {
  const memory = new Memory(kept());
  begin(memory);
  // Lists are found by their class alone: any other selector is held against each element of each formula.
  for (const [name, entries] of Object.entries(LISTS))
    for (const list of document.getElementsByClassName(name))
      for (const item of list.querySelectorAll(entries)) mark(item, memory);
  withdraw();
  // A post can be missing, or fail to load.
  const slug = prose() && slugOf(location.href);
  if (slug) {
    memory.open(slug);
    const place = isAtTop && memory.place(slug);
    if (place) whenWhole(() => offer(place, () => change((memory) => memory.forgetPlace(slug))));
  }
  keepText(memory);
  post = { slug, since };
}

/** Keeps where the reader is. */
export function keep() {
  const { slug, since } = post;
  const glance = slug && look(since);
  if (!glance) return;
  change((memory) => {
    begin(memory);
    if (memory.note(slug, glance)) withdraw();
  });
}

function kept() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keepText(memory) {
  try {
    localStorage.setItem(key, memory);
  } catch {
    // A full or forbidden store only forgets.
  }
}

/** Where nothing is kept any more the reader has asked to forget, and nothing begins anew before the next page. */
function change(how) {
  const text = kept();
  if (text === null) return;
  const memory = new Memory(text);
  how(memory);
  keepText(memory);
}

function begin(memory) {
  const now = new Date();
  const local = new Date(now - now.getTimezoneOffset() * 60_000);
  memory.beginOrGoOn(Math.floor(now / 60_000), local.toISOString().slice(0, 10));
}

/** The slug of the post at an address; nothing if it is none of this site. */
function slugOf(url) {
  const path = url.startsWith(root) ? url.slice(root.length).replace(/[?#].*/s, '') : '';
  const [, slug] = /^posts\/([^/]+)\/?$/.exec(path) ?? [];
  try {
    return slug && decodeURIComponent(slug);
  } catch {
    return undefined;
  }
}

/** Puts the word for a post at the end of its entry in a list. */
function mark(item, memory) {
  item.querySelector('.post-mark')?.remove();
  const slug = slugOf(item.querySelector('a[href]')?.href ?? '');
  const word = slug && memory.mark(slug, item.querySelector('time')?.dateTime ?? item.dataset.day ?? '');
  if (!word) return;
  const mark = document.createElement('span');
  mark.className = 'post-mark';
  mark.textContent = word;
  (item.querySelector('.post-meta') ?? item).append(' ', mark);
}

const prose = () => document.querySelector('.post > .prose');
const isHeading = (block) => /^H[1-6]$/.test(block.tagName);

/** What is seen of the post on the page, as `Memory.note` wants it. Nothing if the page is not a post. */
function look(since) {
  const post = prose();
  if (!post) return undefined;
  // Notes stand behind the end.
  const blocks = [...post.children].filter((block) => !block.matches('.footnotes'));
  const box = (block) => block.getBoundingClientRect();
  const last = blocks.at(-1);
  const at = blocks.findIndex((block) => box(block).bottom > LINE);
  let heading = at;
  while (heading >= 0 && !isHeading(blocks[heading])) heading -= 1;
  return {
    place: { section: blocks[heading]?.id ?? '', block: Math.max(at - Math.max(heading, 0), 0) },
    screens: -box(post).top / innerHeight,
    end: last === undefined || box(last).bottom <= innerHeight,
    seconds: (performance.now() - since) / 1000,
    minutes: Number.parseInt(document.querySelector('.post-reading-time')?.textContent ?? '', 10) || 1,
  };
}

/** The block at a place; if the section has become shorter, its last. */
function blockAt({ section, block: number }) {
  let block = section === '' ? prose()?.firstElementChild : document.getElementById(section);
  // A heading inside of another block is not one that places are counted from.
  if (block?.parentElement !== prose()) return undefined;
  for (let left = number; left > 0 && block.nextElementSibling; left -= 1) {
    if (isHeading(block.nextElementSibling)) break;
    block = block.nextElementSibling;
  }
  return block;
}

/** Offers to go on at a place, above the post. `onDismiss` is called if the reader does not want to. */
function offer(place, onDismiss) {
  const block = blockAt(place);
  const page = document.querySelector('.post-page');
  if (!block || !page) return;
  const { section } = place;
  const entry = document.querySelector(`.toc a[href="#${CSS.escape(section)}"]`);
  const box = document.createElement('p');
  box.className = 'reading-offer';
  offered = box;
  const link = document.createElement('a');
  link.href = section === '' ? '#sb-main' : `#${section}`;
  const name = entry ? [...entry.cloneNode(true).childNodes] : ['where you stopped'];
  link.append(entry ? 'Continue at ' : 'Continue ', ...name);
  const button = document.createElement('button');
  button.type = 'button';
  button.ariaLabel = button.title = 'Start over';
  button.addEventListener('click', () => {
    document.getElementById('sb-main').focus({ preventScroll: true });
    box.remove();
    onDismiss();
  });
  link.addEventListener('click', (event) => {
    // The history keeps one entry for the post: back leads to where the reader came from.
    event.preventDefault();
    box.remove();
    const top = isHeading(block) ? 32 : 24;
    block.tabIndex = -1;
    block.focus({ preventScroll: true });
    scrollTo({ top: scrollY + block.getBoundingClientRect().top - top, behavior: 'instant' });
    hold(block, top);
  });
  box.append(link, button);
  page.prepend(box);
}

/** Once all of the text has come; until then an empty element stands for the rest. */
function whenWhole(then) {
  const post = prose();
  const isWhole = () => post.lastElementChild?.dataset.pending === undefined;
  if (isWhole()) return then();
  const observer = new MutationObserver(() => {
    if (post.isConnected && !isWhole()) return;
    observer.disconnect();
    if (post.isConnected) then();
  });
  return observer.observe(post, { childList: true });
}

const withdraw = () => offered?.remove();
