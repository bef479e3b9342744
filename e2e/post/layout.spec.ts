import { expect, test } from '../fixtures/test';
import { shiftsOf, watchShifts } from '../fixtures/shifts';

test.describe('The layout of a post', () => {
  for (const [what, path] of [
    ['formulas and code', 'posts/long-post/'],
    ['a figure', 'posts/short-post/'],
  ]) {
    test(`with ${what} does not move once it is there`, { tag: '@app' }, async ({ page, visit }) => {
      await watchShifts(page);
      await visit(path);
      await page.waitForLoadState('networkidle');
      await page.evaluate(() => document.fonts.ready.then(() => null));
      const { total, shifts } = await shiftsOf(page);
      expect(total, JSON.stringify(shifts)).toBe('0.000');
    });
  }

  test('leaves to a tall window what only that shows at once', async ({ page, visit }) => {
    const tall = () =>
      page
        .locator('.prose > [data-wide="tall"]')
        .evaluateAll((blocks) => [
          ...new Set(blocks.map((block) => getComputedStyle(block).contentVisibility)),
        ]);
    await page.setViewportSize({ width: 1280, height: 720 });
    await visit('posts/long-post/');
    expect(await tall()).toEqual(['auto']);
    await page.setViewportSize({ width: 1280, height: 1000 });
    expect(await tall()).toEqual(['visible']);
  });

  test('keeps wide blocks in boxes of their own on a phone', async ({ page, visit }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await visit('posts/wide/');
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    for (const selector of ['.table-scroll', '.math-display', 'pre']) {
      const box = page.locator(`.prose ${selector}`).first();
      const scrolls = await box.evaluate((element) =>
        [element, ...element.querySelectorAll('*')].some(
          (part) =>
            part.scrollWidth > part.clientWidth && /auto|scroll/.test(getComputedStyle(part).overflowX),
        ),
      );
      expect(scrolls, `${selector} scrolls`).toBe(true);
    }
  });

  test('calls its sections what their headings say', async ({ page, visit }) => {
    await visit('posts/long-post/');
    await expect(page.getByRole('heading', { name: 'Kernels', exact: true })).toHaveCount(1);
  });

  test('shows figures with their captions', async ({ page, visit }) => {
    await visit('posts/short-post/');
    const figure = page.getByRole('figure');
    await expect(figure).toContainText('Bars that grow.');
    const image = figure.getByRole('img', { name: 'Three grey bars of growing height' });
    await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(240);
  });
});
