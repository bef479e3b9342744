// @ts-check
/** Expectations about what must not happen: scripts of a post, errors, violations of the policy. */
import { inPage } from '../in-page.mjs';
import { assert, assertNumber } from '../match.mjs';
import { parseSelector } from '../selector.mjs';

/**
 * @import { Check } from '../expect.mjs'
 */

/** @type {Record<string, Check>} */
export const safetyChecks = {
  no_script_ran: async ({ session }, wanted) => {
    await session.noteScripts();
    const ran = session.scriptRan || session.dialogs.length > 0;
    assert(
      ran !== wanted,
      'no script of the post',
      session.dialogs.length > 0 ? session.dialogs : 'window.__pwned is set',
    );
  },

  console_errors: ({ session }, wanted) => {
    const count = session.errors.length;
    const isMet = typeof wanted === 'number' ? count === wanted : true;
    assert(isMet, `${wanted} errors on the console`, session.errors);
    if (typeof wanted !== 'number') assertNumber(count, wanted, 'errors on the console');
  },

  csp_violations: ({ session }, wanted) => {
    assert(
      session.cspViolations.length === wanted,
      `${wanted} violations of the policy`,
      session.cspViolations,
    );
  },

  click_all: async ({ page, session }, wanted) => {
    const selector = parseSelector(wanted);
    const start = page.url();
    const count = await inPage(page, 'countOf', selector);
    for (let index = 0; index < count; index += 1) {
      const link = page.locator(`css=${selector.css}`).nth(index);
      if (!(await link.isVisible())) continue;
      await link.click({ noWaitAfter: true });
      await session.quiet();
      await session.noteScripts();
      if (page.url() !== start) {
        await page.goto(start, { waitUntil: 'commit' });
        await session.quiet();
      }
    }
  },
};
