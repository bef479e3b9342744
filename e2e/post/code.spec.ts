import { expect, test } from '../fixtures/test';

const SECTION_1 = `def partial_sum(n: int = 10) -> float:
    return sum(1 / k**1 for k in range(1, n + 1))


print(f"{partial_sum():.4f}")`;

test.describe('Code', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('is copied as written, without a line break at its end', { tag: '@app' }, async ({ page, visit }) => {
    await visit('posts/long-post/');
    const button = page.getByRole('button', { name: 'Copy' }).first();
    await button.click();
    await expect(page.getByText('Copied').first()).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(SECTION_1);
  });

  test('can be copied on a page that the app has drawn', { tag: '@app' }, async ({ page, visit }) => {
    await visit('posts/short-post/');
    await page.getByRole('link', { name: 'long post', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    await page.getByRole('button', { name: 'Copy' }).first().click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(SECTION_1);
  });

  test('is coloured, titled and has its lines marked, on both ways to the page', async ({ page, visit }) => {
    const expectCode = async (): Promise<void> => {
      const block = page.locator('.prose pre').first();
      await expect(page.locator('.code-title').first()).toHaveText('section_1.py');
      await expect(block.locator('[class^=hljs-keyword]').first()).toHaveText('def');
      await expect(block.locator('.line-marked')).toHaveCount(1);
    };
    await visit('posts/long-post/');
    await expectCode();
    await visit('posts/short-post/');
    await page.getByRole('link', { name: 'long post', exact: true }).click();
    await expectCode();
  });
});
