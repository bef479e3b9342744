/** What a page needs is on its way before it is needed, and nothing is asked for twice. */
import { expect, test } from '../fixtures/test';

test.describe('What the next page needs', { tag: '@app' }, () => {
  test('is asked for once when its link is pointed at and then followed', async ({ page, visit }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await visit('archive/');
    const link = page.getByRole('link', { name: 'A long post' });
    const fetched = page.waitForResponse(/long-post\.md$/);
    await link.hover();
    await fetched;
    await link.click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    expect(asked.filter((url) => /\.md$/.test(url))).toHaveLength(1);
    expect(asked.filter((url) => /manifest\.json/.test(url))).toHaveLength(1);
  });

  test('is here before a link on the screen of a list is followed', async ({ page, visit }) => {
    const fetched: string[] = [];
    page.on('requestfinished', (request) => fetched.push(request.url().replace(/.*\//, '')));
    await visit('');
    const count = (pattern: RegExp) => fetched.filter((name) => pattern.test(name)).length;
    await expect.poll(() => count(/^long-post\.md$/)).toBe(1);
    await expect.poll(() => count(/^manifest\.json/)).toBe(1);
    expect(count(/\.md$/)).toBeLessThanOrEqual(6);
    fetched.length = 0;
    await page.getByRole('link', { name: 'A long post', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    // Others on the screen may still be on their way.
    expect(fetched.filter((name) => /^(long-post\.md|manifest)/.test(name))).toEqual([]);
  });

  test('is KaTeX, which comes while the Markdown is on its way', async ({ page, visit }) => {
    await visit('archive/');
    const katex = page.waitForRequest(/katex-[^/]*\.js$/);
    await page.route('**/long-post.md', async (route) => {
      await katex;
      await route.continue();
    });
    await page.getByRole('link', { name: 'A long post' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    await expect(page.locator('.prose .katex').first()).toBeVisible();
  });
});
