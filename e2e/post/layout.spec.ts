import { expect, scrollTop, test } from '../fixtures/test';
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

  test(
    'waits with what is surely below the first screen until that is shown',
    { tag: '@app' },
    async ({ page, visit }) => {
      const animations = (mark: string) =>
        page
          .locator(`.prose > .room${mark}`)
          .evaluateAll((blocks) => [
            ...new Set(blocks.map((block) => getComputedStyle(block).animationName)),
          ]);
      await page.setViewportSize({ width: 390, height: 800 });
      await visit('posts/long-post/');
      await expect.poll(() => animations('[data-soon~="narrow"]')).toEqual(['room-soon']);
      expect(await animations(':not([data-soon~="narrow"])')).toEqual(['none']);
      await page.setViewportSize({ width: 390, height: 1000 });
      expect(await animations('')).toEqual(['none']);
      await page.setViewportSize({ width: 1280, height: 720 });
      await expect.poll(() => animations('[data-soon~="wide"]')).toEqual(['room-soon']);
      expect(await animations(':not([data-soon~="wide"])')).toEqual(['none']);
      await page.setViewportSize({ width: 1280, height: 1000 });
      expect(await animations('')).toEqual(['none']);
    },
  );

  test('has nothing that waits in view, on any screen', async ({ page, visit }) => {
    for (const post of ['long-post', 'short-post', 'wide']) {
      await visit(`posts/${post}/`);
      for (const [width, height] of [
        [320, 895],
        [687, 895],
        [688, 959],
        [1920, 959],
      ] as const) {
        await page.setViewportSize({ width, height });
        const tops = await page
          .locator(`.prose > [data-soon~="${width < 688 ? 'narrow' : 'wide'}"]`)
          .evaluateAll((blocks) => blocks.map((block) => block.getBoundingClientRect().top));
        for (const top of tops) {
          expect(top, `${post} at ${width} × ${height}`).toBeGreaterThan(height);
        }
      }
    }
  });

  test('waits with nothing where it is shown at a place inside', { tag: '@app' }, async ({ page, visit }) => {
    const waits = () =>
      page
        .locator('.prose > [data-soon]')
        .evaluateAll((blocks) => blocks.map((block) => getComputedStyle(block).animationName));
    await page.setViewportSize({ width: 390, height: 800 });
    await visit('posts/long-post/');
    expect(await waits()).toContain('room-soon');
    await page.evaluate(() => scrollTo({ top: 1200, behavior: 'instant' }));
    await page.reload();
    await expect.poll(() => scrollTop(page)).toBe(1200);
    expect(await waits()).not.toContain('room-soon');
    await expect(page.locator('html')).toHaveAttribute('data-app', 'ready');

    await page.locator('.site-title').evaluate((link: HTMLElement) => link.click());
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Test Notes');
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    await expect.poll(() => scrollTop(page)).toBeGreaterThan(1000);
    expect(await waits()).not.toContain('room-soon');

    await visit('about/');
    await visit('posts/long-post/#kernels');
    expect(await waits()).not.toContain('room-soon');
  });

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
