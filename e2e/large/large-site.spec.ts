/** A site with more posts than one manifest holds: the app fetches what the next page needs, and no more. */
import { expect, test, type Page } from '../fixtures/test';

/** The files of data that the app fetches from now on, with their sizes in bytes. */
function watchData(page: Page): Map<string, Promise<number>> {
  const fetched = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.json'))
      fetched.set(
        pathname,
        response.body().then((body) => body.length),
      );
  });
  return fetched;
}

test('lists are gone through page by page, each with data of its own @app', async ({
  page,
  visit,
  expectNoReload,
}) => {
  await visit('./');
  const fetched = watchData(page);
  await page.getByRole('link', { name: 'Older posts' }).click();
  await expect(page.locator('.pagination-place')).toHaveText('Page 2 of 24');
  await expect(page.locator('.post-item')).toHaveCount(5);
  await page.locator('.site-nav').getByRole('link', { name: 'Tags' }).click();
  await page.locator('.tag-cloud').getByRole('link', { name: 'even' }).click();
  await page.getByRole('link', { name: 'Older posts' }).click();
  await expect(page).toHaveTitle(/^even, page 2 /);
  await expect(page.locator('.post-item')).toHaveCount(10);
  await page.locator('.site-nav').getByRole('link', { name: 'Archive' }).click();
  await expect(page.locator('.archive-list a')).toHaveCount(120);
  // Of the posts of a list those come ahead that are on the screen, six at most.
  const [posts, lists] = [true, false].map((wanted) =>
    [...fetched.keys()].filter((path) => /^\/posts\/post-\d+\.json$/.test(path) === wanted),
  );
  expect(posts?.length).toBeGreaterThan(0);
  expect(posts?.length).toBeLessThanOrEqual(4 * 6);
  expect(lists).toEqual([
    '/posts/manifest.json',
    '/page/2/list.json',
    '/tags/list.json',
    '/tags/even/list.json',
    '/tags/even/page/2/list.json',
    '/archive/list.json',
  ]);
  expect(await fetched.get('/posts/manifest.json')).toBeLessThan(1_000);
  expectNoReload();
});

test('a post needs its own data, and its links and neighbours are right @app', async ({
  page,
  visit,
  expectNoReload,
}) => {
  await visit('posts/post-010/');
  const fetched = watchData(page);
  await page.locator('.prose').getByRole('link', { name: 'the one before' }).click();
  await expect(page.locator('h1')).toHaveText('Post 9');
  await expect(page.locator('.prose').getByRole('link', { name: 'the one before' })).toHaveAttribute(
    'href',
    '../../posts/post-008/',
  );
  await page
    .locator('.post-neighbours')
    .getByRole('link', { name: /^Next post/ })
    .click();
  await expect(page.locator('h1')).toHaveText('Post 10');
  const sizes = await Promise.all(fetched.values());
  expect([...fetched.keys()]).toEqual([
    '/posts/manifest.json',
    '/posts/post-009.json',
    '/posts/post-010.json',
  ]);
  expect(Math.max(...sizes)).toBeLessThan(1_000);
  expectNoReload();
});

test.describe('an address that leads nowhere', () => {
  test.use({ expectedErrors: [/404/] });

  test('says so, for a post and for a page of a list @app', async ({ page, visit }) => {
    for (const path of ['posts/none/', 'page/99/', 'tags/none/']) {
      await visit('./');
      await page.evaluate((href) => {
        const link = Object.assign(document.createElement('a'), { href, textContent: 'nowhere' });
        document.querySelector('.page')?.prepend(link);
      }, path);
      await page.getByRole('link', { name: 'nowhere' }).click();
      await expect(page.locator('#sb-main h1')).toHaveText('Page not found');
    }
  });
});
