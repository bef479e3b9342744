import { expect, test, type Page } from '../fixtures/test';

/** What lies between the margins of a sheet of A4 (style/print.css), in CSS pixels. */
const SHEET = { width: 627, height: 971 };

async function print(page: Page): Promise<void> {
  await page.setViewportSize(SHEET);
  await page.emulateMedia({ media: 'print' });
}

test.describe('A post on paper', () => {
  test('is text alone, dark ink on white', async ({ page, visit }) => {
    await page.addInitScript(() => localStorage.setItem('theme', 'dark'));
    await visit('posts/long-post/');
    await print(page);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('It follows that').first()).toBeVisible();
    for (const chrome of [
      '.site-header',
      '.site-footer',
      '.skip-link',
      'nav.toc',
      '.copy-button',
      '.post-neighbours',
    ]) {
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

  test('is laid out to its end, also where no reader has been', async ({ page, visit }) => {
    await visit('posts/long-post/');
    const skipped = (): Promise<number> =>
      page.evaluate(
        () =>
          [...document.querySelectorAll('.prose > * > *')].filter(
            (element) => !element.checkVisibility({ contentVisibilityAuto: true }),
          ).length,
      );
    expect(await skipped(), 'on the screen').toBeGreaterThan(100);
    await print(page);
    const onPaper = await page.evaluate(
      () =>
        [...document.querySelectorAll('.prose > *')].filter(
          (block) => getComputedStyle(block).contentVisibility !== 'visible',
        ).length,
    );
    expect(onPaper).toBe(0);
  });

  test('has wide code, formulas and tables within its edges', async ({ page, visit }) => {
    await visit('posts/wide/');
    await print(page);
    const beyond = await page.evaluate((width) => {
      const parts = [
        ...document.querySelectorAll('.prose :is(pre code, .katex-html, .katex-html .base, td)'),
      ];
      const outside = parts.filter((part) => part.getBoundingClientRect().right > width + 1);
      return outside.map((part) => `${part.className || part.nodeName}: ${part.textContent?.slice(0, 40)}`);
    }, SHEET.width);
    expect(beyond).toEqual([]);
    const code = page.locator('.prose pre').first();
    expect(await code.evaluate((pre) => pre.scrollWidth - pre.clientWidth)).toBeLessThanOrEqual(1);
    await expect(code).toContainText('nobody broke it in two');
  });

  test('says where links lead, has its notes, and what is folded', async ({ page, visit }) => {
    await visit('posts/short-post/');
    await print(page);
    const link = page.getByRole('link', { name: 'another site' });
    expect(await link.evaluate((element) => getComputedStyle(element, '::after').content)).toContain(
      'https://example.org/',
    );
    await visit('posts/footnotes/');
    await print(page);
    await expect(page.getByText('The second note, with')).toBeVisible();
    await expect(page.locator('.footnote-backref').first()).toBeHidden();
    await visit('posts/citations/');
    await print(page);
    const work = page.getByLabel('References').getByRole('link', { name: 'Attention Is All You Need' });
    await expect(work).toBeVisible();
    expect(await work.evaluate((element) => getComputedStyle(element, '::after').content)).toContain(
      'arxiv.org',
    );
    await visit('posts/wide/');
    await print(page);
    await expect(page.getByText('What is folded away on the screen.')).toBeVisible();
  });

  test('is a file of several sheets', async ({ page, visit }) => {
    await visit('posts/long-post/');
    const file = await page.pdf({ format: 'A4' });
    const sheets = file.toString('latin1').match(/\/Type \/Page\b/g) ?? [];
    expect(sheets.length).toBeGreaterThan(3);
  });

  test(
    'has the faces of formulas that were never on the screen',
    { tag: '@app' },
    async ({ page, visit }) => {
      await visit('posts/long-post/');
      const loaded = (): Promise<string[]> =>
        page.evaluate(() =>
          [...document.fonts]
            .filter(({ family, weight }) => /AMS|Fraktur/.test(family) && weight === 'normal')
            .filter(({ status }) => status === 'loaded')
            .map(({ family }) => family)
            .sort(),
        );
      // Blackboard letters are in another file than relations.
      await expect.poll(loaded).toEqual(['KaTeX_AMS', 'KaTeX_AMS', 'KaTeX_Fraktur']);
    },
  );
});
