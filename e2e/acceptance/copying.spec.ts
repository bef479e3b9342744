import { expect, test, type Page } from '../fixtures/test';

/** Selects from the start of one element to the end of another, and copies. */
async function copy(page: Page, first: string, last = first): Promise<string> {
  await page.evaluate(
    ([start, end]) => {
      const [from, to] = [document.querySelector(start ?? ''), document.querySelector(end ?? '')];
      if (from === null || to === null) throw new Error('nothing to select');
      document.getSelection()?.setBaseAndExtent(from, 0, to, to.childNodes.length);
    },
    [first, last],
  );
  await page.keyboard.press('Control+C');
  return page.evaluate(() => navigator.clipboard.readText());
}

test.describe('What is copied from a page', { tag: '@app' }, () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('has each formula once, as TeX', async ({ page, visit }) => {
    await visit('posts/short-post/');
    expect(await copy(page, '.prose p')).toBe(
      'A single formula, $e^{i\\pi} = -1$, and a link to the kernels of the long post.',
    );
  });

  test('has a whole formula where the selection cuts one', async ({ page, visit }) => {
    await visit('posts/short-post/');
    expect(await copy(page, '.prose .katex-html .mathnormal', '.prose p a')).toMatch(
      /^\$e\^\{i\\pi\} = -1\$, and a link/,
    );
  });

  test('keeps paragraphs and displayed formulas apart', async ({ page, visit }) => {
    await visit('posts/long-post/');
    const text = await copy(page, '.prose h2 + p', '.prose h2 + p ~ .math-display');
    expect(text).toMatch(/[^\n]\n+\$\$\n[^$]+\n\$\$/);
    expect(text).not.toContain('​');
  });

  test('is what the browser makes of it where there is no formula', async ({ page, visit }) => {
    await visit('posts/short-post/');
    expect(await copy(page, '.prose p:nth-of-type(2)')).toBe(
      'The long post takes longer, and another site is another site.',
    );
  });
});
