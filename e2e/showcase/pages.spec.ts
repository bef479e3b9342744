import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible } from '../fixtures/axe';
import { expect, test } from '../fixtures/test';
import { ROOT } from '../product.mjs';
import { SITES } from '../sites.mjs';

/** Read from the folder, so that a new post is tested without a word here. */
const POSTS = readdirSync(join(ROOT, 'posts'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `posts/${name.replace(/\.md$/, '')}/`);
const PAGES = ['', 'archive/', 'tags/', 'about/', ...POSTS];
const WIDTHS = [1440, 820, 360];

test.beforeAll(() => {
  const home = join(SITES.showcase.dist, 'index.html');
  expect(existsSync(home), `${home} exists; if not, run \`cargo xtask build\``).toBe(true);
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(`In the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    for (const path of PAGES) {
      const name = path === '' ? 'home' : path.replace(/\/$/, '').replaceAll('/', '-');

      test(`${name} is accessible and has no failed formula`, async ({ page, visit }) => {
        test.slow();
        await visit(path);
        await expect(page.locator('.katex-error')).toHaveCount(0);
        await expectAccessible(page);
      });

      test(`${name} fits into every window`, async ({ page, visit }) => {
        await visit(path);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(overflow, `sideways overflow at ${width} px`).toBe(0);
          await page.screenshot({ path: `target/e2e/screens/${name}-${width}-${theme}.png` });
        }
      });
    }
  });
}
