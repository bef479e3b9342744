// Where the reader is in a post, the offer to go on where they stopped, and the marks of posts in lists.

// Both files stand beside each other in what wasm-bindgen writes.
import { hold } from './hold.js';

/** How far below the top of the window the line is that is being read, in CSS pixels. */
const LINE = 96;
/** How long nothing is scrolled before the reader counts as resting, in milliseconds. */
const REST = 2000;

const prose = () => document.querySelector('.post > .prose');
const isHeading = (block) => /^H[1-6]$/.test(block.tagName);

/** Whether the page is a post. */
export const isPost = () => prose() !== null;

/** What is seen of the post on the page, as `content::memory::Glance` has it. Nothing if the page is not a post. */
export function view() {
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
    section: blocks[heading]?.id ?? '',
    block: Math.max(at - Math.max(heading, 0), 0),
    screens: -box(post).top / innerHeight,
    end: last === undefined || box(last).bottom <= innerHeight,
    minutes: Number.parseInt(document.querySelector('.post-reading-time')?.textContent ?? '', 10) || 1,
  };
}

/** The block at a place; if the section has become shorter, its last. */
function blockAt(section, number) {
  let block = section === '' ? prose()?.firstElementChild : document.getElementById(section);
  // A heading inside of another block is not one that places are counted from.
  if (block?.parentElement !== prose()) return undefined;
  for (let left = number; left > 0 && block.nextElementSibling; left -= 1) {
    if (isHeading(block.nextElementSibling)) break;
    block = block.nextElementSibling;
  }
  return block;
}

/** The offer, if there is one. */
let offered;

/** Offers to go on at a place, above the post. `onDismiss` is called if the reader does not want to. */
export function offer(section, number, onDismiss) {
  const block = blockAt(section, number);
  const page = document.querySelector('.post-page');
  if (!block || !page) return;
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

/** Takes the offer away. */
export const withdraw = () => offered?.remove();

/** What lists posts. Those at the ends of a post say no day, so nothing in them is new. */
const LISTS = { 'post-list': ':scope > li', 'archive-list': ':scope > li', 'post-series': 'li', 'post-links': 'li' };
// Lists are found by their class alone: any other selector is held against each element of each formula.
const items = () =>
  Object.entries(LISTS).flatMap(([name, entries]) =>
    [...document.getElementsByClassName(name)].flatMap((list) => [...list.querySelectorAll(entries)]),
  );

/** Address and day of each post that the page lists, one after the other. */
export const listed = () =>
  items().flatMap((item) => [item.querySelector('a[href]')?.href ?? '', item.querySelector('time')?.dateTime ?? '']);

/** Puts a word beside each post that the page lists, in their order; none where it is empty. */
export function mark(words) {
  items().forEach((item, index) => {
    item.querySelector('.post-mark')?.remove();
    if (!words[index]) return;
    const mark = document.createElement('span');
    mark.className = 'post-mark';
    mark.textContent = words[index];
    (item.querySelector('.post-meta') ?? item).append(' ', mark);
  });
}

/** The minute since 1970. */
export const minute = () => Math.floor(Date.now() / 60_000);

/** The day where the reader is, as `2026-03-04`. */
export function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** Calls back when the reader rests after scrolling, or turns to another tab or program. */
export function onRest(callback) {
  let timer;
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(callback, REST);
  };
  addEventListener('scroll', restart, { passive: true });
  document.addEventListener('visibilitychange', () => document.hidden && callback());
}
