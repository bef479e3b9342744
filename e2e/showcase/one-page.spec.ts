import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test, type Page } from '../fixtures/test';
import { SITES, urlOf } from '../sites.mjs';
import { compareCode, takeSnapshot } from './snapshot';

/**
 * How many of a language's words and signs must have the same class from both highlighters, and how many the same
 * colour, in percent. Classes without a colour of their own are the most that differ.
 */
const AGREEMENT: Record<string, { classes: number; colors: number }> = {
  bash: { classes: 85, colors: 85 },
  cpp: { classes: 85, colors: 90 },
  javascript: { classes: 85, colors: 95 },
  output: { classes: 100, colors: 100 },
  python: { classes: 90, colors: 95 },
  rust: { classes: 90, colors: 95 },
};

/** All addresses of a site, as its pages name them. */
function pagesOf(dist: string): string[] {
  const found = new Set<string>(['']);
  for (const page of found) {
    const html = readFileSync(join(dist, page, 'index.html'), 'utf8');
    for (const [, href] of html.matchAll(/<a[^>]* href="([^"#]*)"/g)) {
      const { origin, pathname } = new URL(href ?? '', `http://site/${page}`);
      if (origin === 'http://site' && pathname.endsWith('/')) found.add(pathname.slice(1));
    }
  }
  return [...found];
}

/** Goes to an address of the site as a click on a link does. */
async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => {
    const link = Object.assign(document.createElement('a'), { href, textContent: 'there' });
    document.querySelector('.site-footer')?.append(link);
    link.click();
    link.remove();
  }, `/${path}`);
  await expect(page).toHaveURL(new RegExp(`/${path}$`));
  await expect(page.locator('html')).not.toHaveAttribute('data-busy');
  await expect(page.locator('[data-pending]')).toHaveCount(0);
}

for (const site of [SITES.showcase, SITES.root]) {
  test.describe(`A page of ${basename(site.dist)} is the same`, () => {
    test.use({ baseURL: urlOf(site), expectedErrors: [/status of 404/] });

    // Lists are as in the showcase; posts of the fixture have what its posts lack.
    const isFixture = site === SITES.root;
    const pages = pagesOf(site.dist).filter((path) => !isFixture || path.startsWith('posts/'));
    for (const path of isFixture ? pages : [...pages, 'posts/no-such-post/']) {
      test(`as a file and drawn by the app: /${path}`, async ({ page, visit }) => {
        await visit(path);
        const finished = await takeSnapshot(page);
        await follow(page, path === 'about/' ? 'archive/' : 'about/');
        await follow(page, path);
        const drawn = await takeSnapshot(page);
        expect(drawn.head).toEqual(finished.head);
        expect(drawn.body).toEqual(finished.body);
        expect(drawn.formulas).toEqual(finished.formulas);
        expect(drawn.code.map(({ words }) => words)).toEqual(finished.code.map(({ words }) => words));
        const agreement = compareCode(finished.code, drawn.code);
        for (const [language, { words, classes, colors }] of Object.entries(agreement)) {
          const least = AGREEMENT[language] ?? { classes: 80, colors: 80 };
          const seen = `${language}: ${words} words, ${classes} % same class, ${colors} % same colour`;
          test.info().annotations.push({ type: 'agreement', description: seen });
          expect(classes, seen).toBeGreaterThanOrEqual(least.classes);
          expect(colors, seen).toBeGreaterThanOrEqual(least.colors);
        }
      });
    }
  });
}
