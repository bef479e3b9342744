import { expect, test } from '../fixtures/test';

test.describe('What can go wrong', () => {
  test.describe('an address that leads nowhere', () => {
    test.use({ expectedErrors: [/status of 404/] });

    test('says so and leads home', async ({ page, visit, hasFallback, expectNoReload }) => {
      test.skip(!hasFallback, 'the host shows a page of its own');
      await visit('posts/no-such-post/');
      await expect(page).toHaveTitle(/not found/);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
      await page.getByRole('link', { name: 'All posts' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Test Notes');
      expectNoReload();
    });
  });

  test('a post with a broken header is complete, with a note', async ({ page, visit }) => {
    await visit('posts/broken-header/');
    await expect(page.getByRole('note')).toContainText('could not be read');
    await expect(page.getByRole('main')).toContainText('The text of a post survives its front matter.');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('A header');
  });

  test('one bad formula shows its source and leaves the others alone', async ({ page, visit }) => {
    await visit('posts/bad-formula/');
    const bad = page.locator('.katex-error');
    await expect(bad).toHaveText('a_b_c');
    await expect(bad).toHaveAttribute('title', /Double subscript/);
    await expect(page.locator('.prose .katex')).toHaveCount(2);
    await expect(page.getByText('The last paragraph is there all the same.')).toBeVisible();
  });

  test.describe('a network that fails', { tag: '@app' }, () => {
    test.use({ expectedErrors: [/Failed to load resource/] });

    test('is told, and another try works', async ({ page, visit, expectNoReload }) => {
      await page.route('**/posts/long-post.md', (route) => route.abort('internetdisconnected'));
      await visit('');
      await page.getByRole('link', { name: 'A long post' }).click();
      const alert = page.getByRole('alert');
      await expect(alert.getByRole('heading')).toHaveText('This page could not be loaded');
      await expect(alert).toContainText('connection');
      await expect(page).toHaveURL(/posts\/long-post\/$/);
      await expect(page).toHaveTitle(/could not be loaded/);

      await page.unroute('**/posts/long-post.md');
      await alert.getByRole('button', { name: 'Try again' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
      await expect(alert).toHaveCount(0);
      expectNoReload();
    });

    test('does not keep a reader from going back', async ({ page, visit }) => {
      await page.route('**/posts/long-post.md', (route) => route.fulfill({ status: 503 }));
      await visit('');
      await page.getByRole('link', { name: 'A long post' }).click();
      await expect(page.getByRole('alert')).toContainText('server');
      await page.goBack();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Test Notes');
    });

    test('is told when the list of posts itself is missing', async ({ page, visit }) => {
      await page.route('**/posts/manifest.json*', (route) => route.abort());
      await visit('');
      await page.getByRole('link', { name: 'A long post' }).click();
      await expect(page.getByRole('alert')).toBeVisible();
      await page.unroute('**/posts/manifest.json*');
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    });

    test('leaves formulas readable as TeX when KaTeX does not come', async ({ page, visit }) => {
      await page.route('**/*katex*.js', (route) => route.abort());
      await visit('');
      await page.getByRole('link', { name: 'A short post' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('A short post');
      await expect(page.getByRole('main')).toContainText('e^{i\\pi} = -1');
      await page.getByRole('link', { name: 'the kernels' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    });
  });

  test.describe('a fault of the app', { tag: '@app' }, () => {
    test.use({ expectedErrors: [/unreachable/] });

    test('ends in the finished page', async ({ page, visit }) => {
      // Not a list of which posts are asked for ahead.
      await visit('archive/');
      // The post does not come before the app has failed, as a trap in WebAssembly makes it fail.
      await page.route('**/posts/long-post.md', () =>
        page.evaluate(() => {
          void Promise.reject(new WebAssembly.RuntimeError('unreachable'));
        }),
      );
      const document = page.waitForRequest((request) => request.isNavigationRequest());
      // Not pointed at: its post would be asked for, and the app fail, before it is gone to.
      await page.getByRole('link', { name: 'A long post' }).dispatchEvent('click');
      expect((await document).url()).toMatch(/posts\/long-post\/$/);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    });
  });
});
