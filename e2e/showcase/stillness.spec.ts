import { expect, readThrough, test } from '../fixtures/test';
import { shiftsOf, watchShifts } from '../fixtures/shifts';

const POSTS = ['how-transformers-work', 'quantization', 'rlhf-and-alternatives', 'scaling-laws'];

test.describe('Nothing moves by itself on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  for (const [at, post] of POSTS.entries()) {
    test(`while ${post} is loaded and read through, nor in the post after it`, async ({
      page,
      visit,
      expectNoReload,
    }) => {
      test.slow();
      await watchShifts(page);
      await visit(`posts/${post}/`);
      await page.waitForLoadState('networkidle');
      await page.evaluate(() => document.fonts.ready.then(() => null));
      await readThrough(page);
      const alone = await shiftsOf(page);
      expect(alone.total, JSON.stringify(alone.shifts)).toBe('0.000');

      const next = POSTS[(at + 1) % POSTS.length] ?? '';
      await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Archive' }).tap();
      await page.locator(`.archive-list a[href$="posts/${next}/"]`).tap();
      await expect(page).toHaveURL(new RegExp(`/${next}/$`));
      await expect(page.locator('.prose h2').first()).toBeAttached();
      await readThrough(page);
      expectNoReload();
      const both = await shiftsOf(page);
      expect(both.total, JSON.stringify(both.shifts)).toBe('0.000');
    });
  }

  test("and later pages are in the site's own faces from the first paint", async ({ page, visit }) => {
    await visit('posts/scaling-laws/');
    await expect(page.locator('html')).not.toHaveAttribute('data-fonts');
    await expect(page.locator('html')).toHaveAttribute('data-app', 'ready');
    await page.waitForTimeout(1500);
    expect(
      await page.evaluate(() => localStorage.getItem('fonts')),
      'fetched for who has not read on',
    ).toBeNull();
    await page.mouse.wheel(0, 600);
    await expect.poll(() => page.evaluate(() => localStorage.getItem('fonts'))).toBe('own');
    await watchShifts(page);
    await visit('posts/quantization/');
    await expect(page.locator('html')).toHaveAttribute('data-fonts', 'own');
    await page.evaluate(() => document.fonts.ready.then(() => null));
    const { total, shifts } = await shiftsOf(page);
    expect(total, JSON.stringify(shifts)).toBe('0.000');
  });
});

test.describe('Nothing moves by itself on a desktop', () => {
  test.use({ viewport: { width: 1280, height: 900 } });

  for (const [faces, pattern] of [
    ['the face of the text comes', /source-serif-4-latin-wght-normal[^/]*\.woff2$/],
    ['all faces come', /source-[^/]*\.woff2$/],
  ] as const) {
    test(`when ${faces} late`, async ({ page, visit }) => {
      await watchShifts(page);
      await page.route(pattern, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        await route.continue();
      });
      const late = page.waitForResponse(/source-serif-4-latin-wght-normal/);
      await visit('posts/scaling-laws/');
      await late;
      await page.evaluate(() => document.fonts.ready.then(() => null));
      await page.waitForTimeout(300);
      const { total, shifts } = await shiftsOf(page);
      expect(total, JSON.stringify(shifts)).toBe('0.000');
      // A tag in italics may become a pixel wider; no line of the text may break elsewhere.
      expect(shifts.filter(({ value }) => value > 0.0002)).toEqual([]);
    });
  }

  test('and italics and code have their own faces on the first page', async ({ page, visit }) => {
    await visit('posts/scaling-laws/');
    const session = await page.context().newCDPSession(page);
    await session.send('DOM.enable');
    await session.send('CSS.enable');
    const { root } = await session.send('DOM.getDocument');
    /** Whether an element's text is shown in one face, the site's own. */
    const hasOwnFace = async (selector: string): Promise<boolean> => {
      const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
      const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
      return fonts.length === 1 && fonts.every(({ isCustomFont }) => isCustomFont);
    };
    await expect.poll(() => hasOwnFace('.post-header .tag')).toBe(true);
    await page.locator('.prose pre code').first().scrollIntoViewIfNeeded();
    await expect.poll(() => hasOwnFace('.prose pre code')).toBe(true);
  });
});
