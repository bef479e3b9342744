import { expectAccessible } from './fixtures/axe';
import { expect, test } from './fixtures/test';

const PAGES = {
  'the list of posts': '',
  'its second page': 'page/2/',
  'a long post': 'posts/long-post/',
  'a post with notes': 'posts/footnotes/',
  'a post with citations': 'posts/citations/',
  'a post with wide blocks': 'posts/wide/',
  'a post with a bad formula': 'posts/bad-formula/',
  'a post with a broken header': 'posts/broken-header/',
  'a tag': 'tags/testing/',
  'all tags': 'tags/',
  'a category': 'categories/deep-dives/',
  'the archive': 'archive/',
  'the page about the site': 'about/',
  'a page that is not found': 'posts/no-such-post/',
};

for (const theme of ['light', 'dark'] as const) {
  test.describe(`In the ${theme} theme axe finds nothing wrong with`, () => {
    test.use({ colorScheme: theme, expectedErrors: [/Failed to load resource/] });

    for (const [name, path] of Object.entries(PAGES)) {
      test(name, async ({ page, visit }) => {
        await visit(path);
        await expectAccessible(page);
      });
    }

    test('a page that could not be loaded', async ({ page, visit }) => {
      await page.route('**/posts/long-post.md', (route) => route.abort());
      await visit('');
      await page.getByRole('link', { name: 'A long post' }).click();
      await expect(page.getByRole('alert')).toBeVisible();
      await expectAccessible(page);
    });

    test('a long post on a phone with its contents open', async ({ page, visit }) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await visit('posts/long-post/');
      await page.getByRole('navigation', { name: 'On this page' }).getByText('On this page').click();
      await expectAccessible(page);
    });
  });
}
