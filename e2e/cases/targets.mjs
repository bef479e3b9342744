// @ts-check
/** Finding what a step or a check acts on, the way a reader would. */
import { Failure } from './failure.mjs';
import { parseSelector } from './selector.mjs';

/**
 * @import { Session } from './session.mjs'
 */

/**
 * The first match, seen or not; a closed `<details>` around it is opened.
 *
 * @param {{ session: Session }} run
 * @param {string} selector
 */
export async function reachable({ session }, selector) {
  const { css, nth } = parseSelector(selector);
  const target = session.page.locator(`css=${css}`).nth(nth ?? 0);
  if ((await target.count()) === 0) return null;
  const closed = target.locator('xpath=ancestor::details[not(@open)][1]/summary');
  if (!(await target.isVisible()) && (await closed.count()) > 0 && (await closed.isVisible())) {
    await closed.click();
  }
  return target;
}

/**
 * @param {{ session: Session }} run
 * @param {string} selector
 */
export async function required(run, selector) {
  const target = await reachable(run, selector);
  if (target === null) throw new Failure(`no match for ${selector}`);
  return target;
}

/**
 * Clicks a visible link of the page that leads to a path. One out of sight is followed where the reader is, as by the
 * keyboard: scrolling to it would change the place that a step may have recorded.
 *
 * @param {{ session: Session }} run
 * @param {string} path
 */
export async function clickLinkTo({ session }, path) {
  const index = await session.page.evaluate((wanted) => {
    const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll('a[href]')]);
    const fits = links.map(
      (link) =>
        decodeURI(link.pathname + (wanted.includes('#') ? link.hash : '')) === decodeURI(wanted) &&
        link.checkVisibility(),
    );
    // The content's own links before those of the site's frame.
    const inMain = links.findIndex((link, i) => fits[i] && link.closest('main') !== null);
    return inMain >= 0 ? inMain : fits.indexOf(true);
  }, path);
  if (index < 0) throw new Failure(`no link to ${path} on ${new URL(session.page.url()).pathname}`);
  const link = session.page.locator('a[href]').nth(index);
  const isInSight = await link.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
  if (isInSight) await link.click();
  else await link.evaluate((element) => /** @type {HTMLElement} */ (element).click());
}
