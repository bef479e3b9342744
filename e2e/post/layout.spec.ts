import { expect, scrollTop, test, type Page } from '../fixtures/test';
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

  /** Goes to the long post from a list, in the app. */
  const goTo = async (page: Page, visit: (path: string) => Promise<unknown>): Promise<void> => {
    await visit('archive/');
    await expect(page.locator('html')).toHaveAttribute('data-app', 'ready');
    const link = page.locator('.archive-list a[href$="posts/long-post/"]');
    await link.evaluate((link: HTMLElement) => link.click());
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
  };

  test(
    'waits with what is below the first screen until that is shown, where it cannot be on it',
    {
      tag: '@app',
    },
    async ({ page, visit }) => {
      const blocks = (mark: string) =>
        page
          .locator(`.prose > .room${mark}`)
          .evaluateAll((elements) => [
            ...new Set(
              elements
                .map(getComputedStyle)
                .map((style) => `${style.animationName} ${style.contentVisibility}`),
            ),
          ]);
      await page.setViewportSize({ width: 390, height: 800 });
      await visit('posts/long-post/');
      // Its text may come in pieces: what waits then is counted as moved.
      expect(await blocks('[data-soon]')).toEqual(['none auto']);
      await goTo(page, visit);
      await expect.poll(() => blocks('[data-soon]')).toEqual(['room-soon auto']);
      expect(await blocks(':not([data-soon])')).toEqual(['none auto']);
      await page.setViewportSize({ width: 390, height: 1000 });
      expect(await blocks('[data-soon]')).toEqual(['none auto']);
      await page.setViewportSize({ width: 1280, height: 720 });
      await expect.poll(() => blocks('[data-soon]:not([data-wide])')).toEqual(['room-soon auto']);
      expect(await blocks('[data-soon][data-wide=""]')).toEqual(['none visible']);
      await expect.poll(() => blocks('[data-soon][data-wide="tall"]')).toEqual(['room-soon auto']);
      await page.setViewportSize({ width: 1280, height: 1000 });
      expect(await blocks('[data-soon][data-wide]')).toEqual(['none visible']);
    },
  );

  test(
    'waits with nothing that is in view where it is shown at a place inside',
    { tag: '@app' },
    async ({ page, visit }) => {
      const waits = () =>
        page
          .locator('.prose > [data-soon]')
          .evaluateAll((blocks) => blocks.map((block) => getComputedStyle(block).animationName));
      await page.setViewportSize({ width: 390, height: 800 });
      await goTo(page, visit);
      expect(await waits()).toContain('room-soon');
      await page.evaluate(() => scrollTo({ top: 1200, behavior: 'instant' }));
      await page.locator('.site-title').evaluate((link: HTMLElement) => link.click());
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Test Notes');
      await page.goBack();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
      await expect.poll(() => scrollTop(page)).toBeGreaterThan(1000);
      expect(await waits()).not.toContain('room-soon');
    },
  );

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
