import { expect, test as base } from '../fixtures/test';
import { ANYWHERE } from '../sites.mjs';
import { crawl } from './crawl';
import { start, type Kind } from './servers';

const PUBLISHED = 'https://example.org/';
const KINDS: Kind[] = ['nginx', 'python', 'spa-200', 'github-pages'];

for (const kind of KINDS) {
  for (const path of ['/', '/blog/']) {
    const test = base.extend({
      // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names here.
      baseURL: async ({}, use) => {
        const host = await start(kind, ANYWHERE, path);
        await use(host.url);
        await host.close();
      },
    });

    test.describe(`${kind} at ${path}`, () => {
      test('has every file that a file of the site names', async ({ baseURL }) => {
        const starts = [
          '',
          'sitemap.xml',
          'old/short.html',
          'old-short/',
          'robots.txt',
          'llms.txt',
          'rss.xml',
        ];
        const { problems, paths } = await crawl(baseURL ?? '', starts, PUBLISHED);
        expect(problems).toEqual([]);
        for (const part of [/\.woff2$/, /^posts\/long-post\/$/, /^feed\.json$/]) {
          expect(
            [...paths].some((found) => part.test(found)),
            String(part),
          ).toBe(true);
        }
      });

      test('is read with the app', async ({ page, visit, expectNoReload, baseURL }) => {
        const failed: string[] = [];
        page.on('response', (response) => {
          if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
        });
        page.on('request', (request) => {
          if (!request.url().startsWith(baseURL ?? '')) failed.push(`outside: ${request.url()}`);
        });
        await visit('');
        await page.getByRole('link', { name: 'A short post' }).click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('A short post');
        await expect(page.getByRole('figure').getByRole('img')).toBeVisible();
        await page.getByRole('link', { name: 'long post', exact: true }).click();
        await expect(page.locator('.prose .katex').first()).toBeVisible();
        await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Tags' }).click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tags');
        expectNoReload();
        expect(failed).toEqual([]);
      });

      test('shows the same page at other forms of its address', async ({ page, visit }) => {
        const asked: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        for (const form of [
          'posts/short-post',
          'posts/short-post/index.html',
          'posts/short-post/?from=feed',
        ]) {
          await visit(form);
          await page.waitForLoadState('networkidle');
          await expect(page.getByRole('heading', { level: 1 })).toHaveText('A short post');
          const canonical = page.locator('link[rel=canonical]');
          await expect(canonical).toHaveAttribute('href', `${PUBLISHED}posts/short-post/`);
        }
        expect(asked.filter((url) => /manifest|\.md$/.test(url))).toEqual([]);
      });

      test('follows an old address', async ({ page }) => {
        await page.goto('old/short.html');
        await expect(page).toHaveURL(/\/posts\/short-post\/$/);
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('A short post');
      });
    });
  }
}
