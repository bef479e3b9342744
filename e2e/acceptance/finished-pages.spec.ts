import { expect, section, test } from '../fixtures/test';

test.describe('With or without scripts', () => {
  test('home leads to a post, and the post is all there', async ({ page, visit }) => {
    await visit('');
    await page.getByRole('link', { name: 'A long post' }).click();
    await expect(page).toHaveURL(/posts\/long-post\/$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toHaveCount(12);
    await expect(page.locator('.prose pre').first()).toContainText('def partial_sum');
    await page.getByRole('main').getByRole('link', { name: 'the bounds' }).click();
    await expect(section(page, 'Bounds')).toBeInViewport();
  });

  test('formulas are set', async ({ page, visit }) => {
    await visit('posts/short-post/');
    await expect(page.locator('.prose .katex')).toHaveCount(1);
  });

  test('links between posts, tags and the archive work', async ({ page, visit }) => {
    await visit('posts/short-post/');
    await page.getByRole('link', { name: 'long post', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    await page.getByRole('main').getByRole('link', { name: 'mathematics' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('mathematics');
    await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Archive' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Archive');
  });
});

test('without scripts the search says that it needs them', async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled, 'with them it searches');
  await page.goto('search/');
  await expect(page.getByText('needs scripts')).toBeVisible();
});
