import { expect, expectAtTop, scrollTo, test } from '../fixtures/test';

test.describe('Links to sections', () => {
  test('work when they are the first thing opened', async ({ page, visit }) => {
    await visit('posts/long-post/#bounds');
    await expectAtTop(page, 'Bounds');
  });

  test('work inside a post, and a second time', async ({ page, visit, expectNoReload }) => {
    await visit('posts/long-post/');
    const link = page.getByRole('main').getByRole('link', { name: 'the bounds' });
    await link.click();
    await expect(page).toHaveURL(/posts\/long-post\/#bounds$/);
    await expectAtTop(page, 'Bounds');

    await scrollTo(page, 0);
    await link.click();
    await expectAtTop(page, 'Bounds');
    expectNoReload();
  });

  test('work from one post to another', async ({ page, visit, expectNoReload }) => {
    await visit('posts/short-post/');
    await page.getByRole('link', { name: 'the kernels' }).click();
    await expect(page).toHaveURL(/posts\/long-post\/#kernels$/);
    await expectAtTop(page, 'Kernels');
    expectNoReload();
  });

  test('find a section whatever the case of their letters', { tag: '@app' }, async ({ page, visit }) => {
    await visit('posts/long-post/#Bounds');
    await expectAtTop(page, 'Bounds');
  });

  test('are undone by back', async ({ page, visit }) => {
    await visit('posts/long-post/');
    await page.getByRole('main').getByRole('link', { name: 'the bounds' }).click();
    await expectAtTop(page, 'Bounds');
    await page.goBack();
    await expect(page).toHaveURL(/posts\/long-post\/$/);
    await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
  });
});
