// A card beside a link that shows where it leads: a post of the site, or a place in this one.
//
// It comes as WCAG 1.4.13 asks: it goes with Escape, the pointer may enter it, and it stays until the reader turns away.
// Screen readers pass it over: to them it would say twice what the link leads to. So nothing in it takes the focus.

import { isWelcome } from './prefetch.js';

/** Milliseconds that the pointer may need from the link into the card. */
const GRACE = 250;
/** Pixels between link and card, and between card and the edges of the window. */
const [GAP, MARGIN] = [6, 12];
/** A section is shown up to so many characters. */
const SECTION = 600;

let card;
let closing;

/** Shows where a link leads, if that can be shown and `isWanted` still when it is there. */
export async function open(link, how, site, isWanted) {
  if (card?.link === link) return card.keep();
  const content = await contentOf(link, site);
  if (!content || !isWanted() || !link.isConnected) return;
  card?.close();
  card = show(link, how, content);
}

async function contentOf(link, { root, shell }) {
  const url = new URL(link.href);
  const isHere = url.origin === location.origin && url.pathname === location.pathname;
  if (isHere) return url.hash.length > 1 ? placeOf(decoded(url.hash.slice(1))) : undefined;
  const [, slug] = url.href.startsWith(`${root}posts/`) ? (url.pathname.match(/\/posts\/([^/]+)\/$/) ?? []) : [];
  return slug && postOf(decoded(slug), root, shell);
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Places in this post.

/** What a fragment leads to: a whole note, formula, figure, or the start of a section. */
async function placeOf(id) {
  const target = document.getElementById(id);
  if (!target?.closest('.post .prose')) return undefined;
  const whole =
    target.closest('.math-display, figure, table, li, dd, .alert, h1, h2, h3, h4, h5, h6') ??
    target.closest('.prose > *');
  if (!whole) return undefined;
  const blocks = isHeading(whole) ? sectionOf(whole) : [whole];
  // The app fills in formulas that are far from the screen a little later.
  for (let tries = 0; blocks.some(isUnfinished); tries += 1) {
    if (tries === 40) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const content = document.createElement('div');
  content.className = 'preview-text';
  const copies = whole.tagName === 'LI' ? [...whole.childNodes] : blocks;
  content.append(...copies.map((node) => node.cloneNode(true)));
  return quiet(content);
}

const isHeading = (block) => /^H\d$/.test(block.tagName);

const isUnfinished = (block) => block.matches('[data-pending]') || block.querySelector('[data-pending]') !== null;

/** A heading and the blocks that follow it, until there is enough to know the section by. */
function sectionOf(heading) {
  const blocks = [heading];
  let length = 0;
  for (let next = heading.nextElementSibling; next && !isHeading(next); next = next.nextElementSibling) {
    length += next.textContent.length;
    if (blocks.length > 1 && length > SECTION) break;
    blocks.push(next);
  }
  return blocks;
}

/** Takes out of a copy what belongs to its place only, and whatever could take the focus. */
function quiet(content) {
  const left = '.footnote-backref, .heading-anchor, .copy-button, .code-run, button, iframe, video, audio, script';
  content.querySelectorAll(left).forEach((element) => element.remove());
  for (const element of content.querySelectorAll('*')) {
    for (const name of ['id', 'name', 'data-math', 'aria-describedby']) element.removeAttribute(name);
    if (element.matches('a[href], [tabindex], summary')) element.tabIndex = -1;
  }
  return content;
}

// Other posts.

let manifest;
const shards = new Map();

/** Title, date, length and description of a post; nothing where readers pay for what is fetched. */
async function postOf(slug, root, shell) {
  if (!isWelcome() || matchMedia('(prefers-reduced-data: reduce)').matches) return undefined;
  manifest ??= fetchJson(`${root}posts/manifest.json?shell=${shell}`).catch((error) => {
    manifest = undefined;
    throw error;
  });
  const { build, sharded, posts } = await manifest;
  let post = posts.find((one) => one.slug === slug);
  if (sharded) {
    if (!shards.has(slug)) shards.set(slug, await fetchJson(`${root}posts/${slug}.json?build=${build}`));
    post = shards.get(slug).summary;
  }
  return post && drawPost(post);
}

async function fetchJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

function drawPost({ title, date, minutes, description }) {
  const content = document.createElement('div');
  const paragraph = (name, text) => {
    const element = document.createElement('p');
    element.className = name;
    element.textContent = text;
    content.append(element);
  };
  paragraph('preview-title', title);
  paragraph('preview-facts', [date && dayOf(date), `${minutes} min read`].filter(Boolean).join(' · '));
  if (description) paragraph('preview-description', description);
  return content;
}

/** `2026-03-01T10:00:00+02:00` as pages write it: the day that the author wrote. */
function dayOf(date) {
  const [year, month, day] = date.slice(0, 10).split('-').map(Number);
  const name = new Date(Date.UTC(year, month - 1)).toLocaleString('en', { month: 'long', timeZone: 'UTC' });
  return `${day} ${name} ${year}`;
}

// The card.

function show(link, how, content) {
  const element = document.createElement('div');
  element.className = 'preview';
  element.setAttribute('aria-hidden', 'true');
  element.setAttribute('popover', 'manual');
  element.append(content);
  document.getElementById('sb-app').append(element);
  element.showPopover?.();
  const { top } = link.getBoundingClientRect();
  place(element, link);

  const ends = new AbortController();
  const close = () => {
    clearTimeout(closing);
    ends.abort();
    element.remove();
    if (card?.link === link) card = undefined;
  };
  const keep = () => clearTimeout(closing);
  const on = (target, event, listener) =>
    target.addEventListener(event, listener, { capture: true, signal: ends.signal });
  const isOurs = (node) => node instanceof Node && (link.contains(node) || element.contains(node));
  on(document, 'keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  on(document, 'scroll', ({ target }) => {
    const hasMoved = Math.abs(link.getBoundingClientRect().top - top) > 4;
    if (!element.contains(target) && hasMoved) close();
  });
  on(document, 'pointerdown', ({ target }) => {
    if (!element.contains(target)) close();
  });
  on(document, 'click', ({ target }) => {
    if (!element.contains(target) || target.closest('a')) close();
  });
  on(window, 'resize', close);
  on(window, 'popstate', close);
  on(link, 'focusout', close);
  if (how === 'pointer') {
    on(document, 'pointerover', ({ target, pointerType }) => {
      keep();
      if (pointerType !== 'touch' && !isOurs(target)) closing = setTimeout(close, GRACE);
    });
    on(document.documentElement, 'pointerleave', ({ target }) => {
      if (target === document.documentElement) closing = setTimeout(close, GRACE);
    });
  }
  return { link, close, keep };
}

/** Puts the card below the link, or above it where that has more room; never on it. */
function place(element, link) {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const lines = [...link.getClientRects()];
  const [first, last] = [lines[0], lines.at(-1)];
  const below = height - last.bottom - GAP - MARGIN;
  const above = first.top - GAP - MARGIN;
  const isBelow = below >= Math.min(element.offsetHeight, 240) || below >= above;
  element.style.maxBlockSize = `${Math.min(Math.max(isBelow ? below : above, 48), 0.6 * height)}px`;
  const { offsetWidth: own, offsetHeight: tall } = element;
  const line = isBelow ? last : first;
  element.style.left = `${Math.max(MARGIN, Math.min(line.left - MARGIN, width - own - MARGIN))}px`;
  element.style.top = `${isBelow ? line.bottom + GAP : line.top - GAP - tall}px`;
}
