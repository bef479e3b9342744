import { expect, test } from '../fixtures/test';
import { SITES, urlOf } from '../sites.mjs';

test.describe('A site built for the root', () => {
  test.use({ baseURL: urlOf(SITES.anywhere) });

  test('works where it is put', async ({ page, visit, documentLoads }) => {
    const outside: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(urlOf(SITES.anywhere))) outside.push(request.url());
    });
    await visit('posts/short-post/');
    await page.getByRole('link', { name: 'long post', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Tags' }).click();
    await expect(page).toHaveURL(/\/some\/where\/else\/tags\/$/);
    await page
      .getByRole('main')
      .getByRole('link', { name: /^testing/ })
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('testing');
    expect(outside).toEqual([]);
    expect(documentLoads()).toBe(1);
  });
});
