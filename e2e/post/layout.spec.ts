import { expect, test } from '../fixtures/test';

test.describe('The layout of a post', () => {
  for (const [what, path] of [
    ['formulas and code', 'posts/long-post/'],
    ['a figure', 'posts/short-post/'],
  ]) {
    test(`with ${what} does not move once it is there`, { tag: '@app' }, async ({ page, visit }) => {
      await page.addInitScript(() => {
        const shifts: { value: number; what: string }[] = [];
        Object.assign(window, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { value, sources } = entry as unknown as {
              value: number;
              sources: { node: Node | null }[];
            };
            shifts.push({ value, what: sources.map(({ node }) => node?.nodeName).join(', ') });
          }
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await visit(path);
      await page.waitForLoadState('networkidle');
      await page.evaluate(() => document.fonts.ready.then(() => null));
      const shifts = await page.evaluate(
        () => (window as unknown as { shifts: { value: number; what: string }[] }).shifts,
      );
      // The cumulative layout shift is given with three decimals: fractions of a pixel in a formula are none.
      const total = shifts.reduce((sum, { value }) => sum + value, 0);
      expect(total.toFixed(3), JSON.stringify(shifts)).toBe('0.000');
    });
  }

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

  test('shows text alone in print, dark ink on white', async ({ page, visit }) => {
    await page.addInitScript(() => localStorage.setItem('theme', 'dark'));
    await visit('posts/long-post/');
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('It follows that').first()).toBeVisible();
    for (const chrome of ['.site-nav', '.theme-toggle', 'nav.toc', '.copy-button', '.post-neighbours']) {
      await expect(page.locator(chrome).first(), chrome).toBeHidden();
    }
    const ink = await page
      .locator('.prose p')
      .first()
      .evaluate((text) => getComputedStyle(text).color);
    const luminance = await page.evaluate((color) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext(
        '2d',
      );
      if (canvas === null) return NaN;
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      return Math.max(...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
    }, ink);
    expect(luminance).toBeLessThan(100);
  });

  test('has the faces of formulas that were never on the screen, for paper', { tag: '@app' }, async ({ page, visit }) => {
    await visit('posts/long-post/');
    const status = (): Promise<string[]> =>
      page.evaluate(() => {
        const faces = [...document.fonts].filter(({ family, weight }) => family === 'KaTeX_Fraktur' && weight === '400');
        return faces.map((face) => face.status);
      });
    await expect.poll(status).toEqual(['loaded']);
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
