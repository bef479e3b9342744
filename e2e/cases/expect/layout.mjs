// @ts-check
/** Expectations about what the eye and the keyboard meet: overflow, contrast, focus, announcements, pictures. */
import { inPage } from '../in-page.mjs';
import { assert, assertNumber, assertText, show } from '../match.mjs';
import { parseSelector, selectorsOf } from '../selector.mjs';

/**
 * @import { Check } from '../expect.mjs'
 */

/** @type {Record<string, Check>} */
export const layoutChecks = {
  page_overflow_x: async ({ page }, wanted) => {
    assertNumber(
      await inPage(page, 'pageOverflow'),
      typeof wanted === 'number' ? { max: wanted } : wanted,
      'sideways overflow in px',
    );
  },

  scrollable_x: async ({ page }, wanted) => {
    for (const selector of selectorsOf(wanted)) {
      const problem = await inPage(page, 'scrollableProblem', parseSelector(selector));
      assert(problem === null, `${selector} scrolls sideways`, problem);
    }
  },

  not_covered: async ({ page }, wanted) => {
    for (const selector of selectorsOf(wanted)) {
      const cover = await inPage(page, 'coveredBy', parseSelector(selector));
      assert(cover === null, `${selector} can be seen`, cover);
    }
  },

  contrast_min: async ({ page }, wanted) => {
    const ratio = await inPage(page, 'contrastOf', parseSelector(wanted.at));
    assert(ratio !== null, `a match for ${wanted.at}`, 'none');
    assertNumber(Math.round((ratio ?? 0) * 100) / 100, { min: wanted.ratio ?? wanted.min }, 'contrast');
  },

  focus_in: async ({ page }, wanted) => {
    assert(
      await inPage(page, 'focusIsIn', parseSelector(wanted)),
      `focus in ${wanted}`,
      await inPage(page, 'focusedElement'),
    );
  },
  focused: (run, wanted) => layoutChecks.focus_in(run, wanted),

  live_region_contains: async ({ page }, wanted) => {
    const texts = await inPage(page, 'liveTexts');
    assert(
      [wanted].flat().every((part) => texts.some((text) => text.includes(part))),
      `a live region with ${show(wanted)}`,
      texts,
    );
  },

  images_loaded: async ({ page, session }, wanted) => {
    let images = await inPage(page, 'missingImages');
    for (let tries = 0; images.pending > 0 && tries < 50; tries += 1) {
      await session.quiet({ page });
      images = await inPage(page, 'missingImages');
    }
    const loaded = images.count > 0 && images.broken.length === 0 && images.pending === 0;
    assert(loaded === wanted, wanted ? 'all images loaded' : 'an image missing', images);
  },

  visible_message: async ({ page, session }, wanted) => {
    const messages = await inPage(page, 'messages');
    // Where the app cannot run, the whole post is as good as a note that it does not.
    const runs = session.scripts && (await inPage(page, 'appHasStarted'));
    const reads = !runs && (await inPage(page, 'countOf', { css: '.prose p', nth: null })) > 0;
    if (typeof wanted === 'boolean')
      return assert((messages.length > 0 || reads) === wanted, wanted ? 'a message' : 'no message', messages);
    assertText(
      messages.join('\n'),
      typeof wanted === 'string' || Array.isArray(wanted) ? { contains: wanted } : wanted,
      { anyCase: true },
    );
  },
};
