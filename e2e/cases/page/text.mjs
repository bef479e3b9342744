// @ts-check
/**
 * What a reader sees, read in the page.
 *
 * These functions run in the browser (see `../in-page.mjs`), so they use nothing but each other and the DOM.
 */

/**
 * All matches of a parsed selector, or the one that it names.
 *
 * @param {{ css: string, nth: number | null }} selector
 * @returns {Element[]}
 */
export function select({ css, nth }) {
  const found = [...document.querySelectorAll(css)];
  return nth === null ? found : found.slice(nth, nth + 1);
}

/** @param {string} text */
export function collapse(text) {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * The TeX of an element that is a formula: typeset, failed, or still its source.
 *
 * @param {Element} element
 * @returns {string | null} `null` if it is no formula, or one that holds the real one
 */
export function formulaOf(element) {
  if (element.matches('.katex')) {
    return element.querySelector('annotation[encoding="application/x-tex"]')?.textContent ?? '';
  }
  if (element.matches('.katex-error')) return element.textContent;
  if (element.matches('.math') && element.querySelector('.katex, .katex-error') === null)
    return element.textContent;
  return null;
}

/**
 * Visible text with white space collapsed and each formula as `⟦TeX⟧`. A formula that is asked for itself, or a part
 * of one, gives its plain text.
 *
 * @param {Element} root
 */
export function textOf(root) {
  if (root.closest('.katex, .katex-error') !== null || formulaOf(root) !== null)
    return collapse(root.textContent ?? '');
  /** @type {string[]} */
  const parts = [];
  /** @param {Element} element */
  const walk = (element) => {
    for (const child of element.childNodes) {
      if (child instanceof Text) {
        if (getComputedStyle(element).visibility === 'visible') parts.push(child.data);
      } else if (child instanceof Element && isShown(child)) {
        const tex = formulaOf(child);
        const inline =
          /^(inline|contents|ruby)/.test(getComputedStyle(child).display) && child.tagName !== 'BR';
        if (!inline) parts.push(' ');
        if (tex !== null) parts.push(`⟦${tex.trim()}⟧`);
        else walk(child);
        if (!inline) parts.push(' ');
      }
    }
  };
  walk(root);
  return collapse(parts.join(''));
}

/**
 * Whether an element adds to what is read. The content of a closed `<details>` does: the reader can open it.
 *
 * @param {Element} element
 */
export function isShown(element) {
  if (element.matches('script, style, template, .heading-anchor')) return false;
  const { display, position, overflow } = getComputedStyle(element);
  if (display === 'none') return false;
  const box = element.getBoundingClientRect();
  const onlyForScreenReaders =
    position === 'absolute' && overflow !== 'visible' && box.width <= 1 && box.height <= 1;
  return !onlyForScreenReaders;
}

/**
 * @param {{ css: string, nth: number | null }} selector
 * @returns {string | null}
 */
export function firstText(selector) {
  const [element] = select(selector);
  return element === undefined ? null : textOf(element);
}

/** @param {{ css: string, nth: number | null }} selector */
export function allTexts(selector) {
  return select(selector).map(textOf);
}

/**
 * @param {{ css: string, nth: number | null }} selector
 * @returns {string | null}
 */
export function rawText(selector) {
  return select(selector)[0]?.textContent ?? null;
}

/** @param {{ css: string, nth: number | null }} selector */
export function countOf(selector) {
  return select(selector).length;
}

/**
 * @param {{ css: string, nth: number | null }} selector
 * @param {string} name
 * @returns {{ value: string | null, url: string | null } | null} `url` is the value as an absolute address
 */
export function attributeOf(selector, name) {
  const [element] = select(selector);
  if (element === undefined) return null;
  const value = element.getAttribute(name);
  const isAddress = value !== null && ['href', 'src', 'content', 'action', 'poster'].includes(name);
  return {
    value,
    url: isAddress && URL.canParse(value, document.baseURI) ? new URL(value, document.baseURI).href : null,
  };
}

/** Everything that is read on the whole page; with scripts off also what `<noscript>` says. */
export function pageText() {
  return textOf(document.body);
}
