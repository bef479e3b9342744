// @ts-check
/** The symbolic selectors of the cases in terms of our markup. */

/** @type {Record<string, string>} */
const SYMBOLS = {
  '@body': '.prose',
  '@page': '.page',
  '@toc': 'nav.toc',
  '@list': '.post-list',
  '@search': '.search-results',
  '@theme': '.theme-toggle',
  '@error': ':is(.load-failure, .message-page, .post-problem)',
  '@retry': '.retry-button',
  '@copy': '.copy-button',
};

/**
 * @typedef {object} Selector
 * @property {string} css
 * @property {number | null} nth which match, from 0; `null` is the first where one is wanted
 */

/**
 * Reads `@body p`, `@copy:2`, `a >> 2` (the third match).
 *
 * @param {string} text
 * @returns {Selector}
 */
export function parseSelector(text) {
  let [css, index] = text.split(/\s*>>\s*(?:nth=)?/);
  const copy = /^@copy:(\d+)$/.exec(css.trim());
  if (copy !== null) return { css: SYMBOLS['@copy'], nth: Number(copy[1]) - 1 };
  const inBody = css.includes('@body');
  css = css.replace(/@[a-z]+\b/g, (name) => SYMBOLS[name] ?? name);
  const unknown = /(?:^|[\s,>+~(])(@[a-z]+)/i.exec(css);
  if (unknown !== null) throw new Error(`unknown selector ${unknown[1]}`);
  // `@body` is the rendered Markdown and nothing else: what we put beside headings and above code is not part of it.
  if (inBody) css = `:is(${css}):not(.heading-anchor, .code-bar, .code-bar *)`;
  return { css, nth: index === undefined ? null : Number(index) };
}

/**
 * The selectors that a check is about: one, a list of them, or `{at}`.
 *
 * @param {any} wanted
 * @returns {string[]}
 */
export function selectorsOf(wanted) {
  const selectors = typeof wanted === 'object' && !Array.isArray(wanted) ? wanted.at : wanted;
  return [selectors].flat();
}
