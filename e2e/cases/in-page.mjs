// @ts-check
/**
 * Runs the functions of `page/` in the browser.
 *
 * Their sources are put into one expression, so they can call each other like modules do, leave nothing behind in
 * the page, and also work where the page's own scripts are off.
 */
import * as document from './page/document.mjs';
import * as layout from './page/layout.mjs';
import * as text from './page/text.mjs';

const library = { ...text, ...layout, ...document };
const sources = Object.values(library).map(String).join('\n');

/**
 * @template {keyof typeof library} Name
 * @param {import('@playwright/test').Page} page
 * @param {Name} name
 * @param {Parameters<(typeof library)[Name]>} args values that survive JSON
 * @returns {Promise<ReturnType<(typeof library)[Name]>>}
 */
export function inPage(page, name, ...args) {
  return page.evaluate(`(() => { ${sources}\nreturn ${name}(...${JSON.stringify(args)}); })()`);
}
