// @ts-check
/** Boxes, colours, scrolling and focus, read in the page. Runs in the browser, as `text.mjs` does. */
import { collapse, isShown, select, textOf } from './text.mjs';

/**
 * @typedef {{ css: string, nth: number | null }} Selector
 */

/** @param {Selector} selector */
export function boxOf(selector) {
  const [element] = select(selector);
  if (element === undefined) return null;
  const { top, left, right, bottom, width, height } = element.getBoundingClientRect();
  return { top, left, right, bottom, width, height };
}

/**
 * @param {Selector} selector
 * @param {string} property
 * @param {string | null} pseudo
 */
export function styleOf(selector, property, pseudo) {
  const [element] = select(selector);
  return element === undefined ? null : getComputedStyle(element, pseudo).getPropertyValue(property);
}

/** By how many pixels the page can be scrolled sideways. */
export function pageOverflow() {
  const { scrollWidth } = document.documentElement;
  return Math.max(scrollWidth, document.body.scrollWidth) - document.documentElement.clientWidth;
}

/**
 * Whether the element, a box around it or one inside it is the one that scrolls sideways.
 *
 * @param {Selector} selector
 * @returns {string | null} what is wrong
 */
export function scrollableProblem(selector) {
  const [element] = select(selector);
  if (element === undefined) return 'no match';
  const around = [];
  for (
    let box = element.parentElement;
    box !== null && !box.matches('.prose, main, body');
    box = box.parentElement
  ) {
    around.push(box);
  }
  const scrolls = [element, ...around, ...element.querySelectorAll('*')].some((box) => {
    const overflow = getComputedStyle(box).overflowX;
    return (overflow === 'auto' || overflow === 'scroll') && box.scrollWidth > box.clientWidth;
  });
  return scrolls
    ? null
    : `no scroller (scroll width ${element.scrollWidth}, client width ${element.clientWidth})`;
}

/**
 * What lies over an element.
 *
 * @param {Selector} selector
 * @returns {string | null} `null` if it can be seen
 */
export function coveredBy(selector) {
  const [element] = select(selector);
  if (element === undefined) return 'no match';
  const box = element.getBoundingClientRect();
  if (box.bottom <= 0 || box.top >= innerHeight) return `outside the window (top ${Math.round(box.top)})`;
  for (const y of [box.top + 2, (box.top + box.bottom) / 2, box.bottom - 2]) {
    const x = Math.min(Math.max(box.left + 4, 0), innerWidth - 1);
    const seen = document.elementFromPoint(x, y);
    if (seen === null) return `a part outside the window (top ${Math.round(box.top)})`;
    if (seen !== element && !element.contains(seen))
      return `<${seen.tagName.toLowerCase()} class="${seen.className}">`;
  }
  return null;
}

/**
 * Contrast of the text colour to what is painted behind it, after WCAG 2.2.
 *
 * @param {Selector} selector
 */
export function contrastOf(selector) {
  const [element] = select(selector);
  if (element === undefined) return null;
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (canvas === null) return null;
  canvas.canvas.width = canvas.canvas.height = 1;
  // The canvas knows every colour space and paints what is half transparent over what is there.
  const layers = [getComputedStyle(element).color];
  for (let box = /** @type {Element | null} */ (element); box !== null; box = box.parentElement) {
    layers.push(getComputedStyle(box).backgroundColor);
  }
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  const isDark =
    scheme.includes('dark') &&
    (!scheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches);
  /** @param {string[]} colours the topmost first */
  const luminance = (colours) => {
    for (const colour of [isDark ? '#121212' : '#fff', ...colours.reverse()]) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
      const c = value / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [light, dark] = [luminance([...layers]), luminance(layers.slice(1))].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** @param {Selector} selector */
export function focusIsIn(selector) {
  return select(selector).some((element) => element.contains(document.activeElement));
}

export function focusedElement() {
  const element = document.activeElement;
  return element === null
    ? 'nothing'
    : `<${element.tagName.toLowerCase()} class="${element.className}" id="${element.id}">`;
}

export function liveTexts() {
  const regions = document.querySelectorAll(
    '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log], output',
  );
  return [...regions].map((region) => collapse(region.textContent ?? '')).filter((text) => text !== '');
}

/** @param {Selector} selector */
export function isVisible(selector) {
  const [element] = select(selector);
  if (element === undefined) return false;
  const box = element.getBoundingClientRect();
  const shown = element.checkVisibility({
    visibilityProperty: true,
    opacityProperty: true,
    contentVisibilityAuto: false,
  });
  return shown && isShown(element) && box.width > 0 && box.height > 0;
}

/**
 * Top of the element with an id, from the top of the window, in pixels.
 *
 * @param {string} id
 */
export function topOf(id) {
  return document.getElementById(id)?.getBoundingClientRect().top ?? null;
}

export function scrollTop() {
  return scrollY;
}

/** Addresses of images of the post that did not load; lazy ones are asked for first. */
export function missingImages() {
  const images = /** @type {NodeListOf<HTMLImageElement>} */ (document.querySelectorAll('.prose img'));
  for (const image of images) image.loading = 'eager';
  return {
    count: images.length,
    pending: [...images].filter((image) => !image.complete).length,
    broken: [...images]
      .filter((image) => image.complete && image.naturalWidth === 0)
      .map((image) => image.src),
  };
}

/** Sentences by which the page explains itself: an error page, a note on a post, `<noscript>`. */
export function messages() {
  const boxes = [
    ...document.querySelectorAll('.load-failure, .message-page, .post-problem, [role=alert], noscript'),
  ];
  return boxes
    .filter((box) => box.checkVisibility() && isShown(box))
    .map(textOf)
    .filter((text) => /\S+\s+\S+\s+\S+/.test(text));
}
