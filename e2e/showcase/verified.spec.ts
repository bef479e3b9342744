import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible } from '../fixtures/axe';
import { expect, test } from '../fixtures/test';
import { ROOT } from '../product.mjs';

/** What `cargo blog verify` has written beside the post. */
const record = JSON.parse(readFileSync(join(ROOT, 'posts/welcome.verified.json'), 'utf8')) as {
  blocks: { status: string; versions: Record<string, string> }[];
};
const passed = record.blocks.filter(({ status }) => status === 'passed');

for (const width of [1280, 360]) {
  test.describe(`Code that was run, ${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('says so, quietly, and with what on a press of Enter', async ({ page, visit }) => {
      await visit('posts/welcome/');
      const badges = page.locator('.code-run');
      await expect(badges).toHaveCount(passed.length);
      const badge = badges.first();
      const facts = badge.locator('.code-run-facts');
      await expect(facts).toBeHidden();
      await badge.getByText('Verified').focus();
      await page.keyboard.press('Enter');
      await expect(facts).toBeVisible();
      await expect(facts).toContainText(/^Ran on \d+ \w+ \d{4} with Python \d/);
      for (const version of Object.values(passed[0]?.versions ?? {}))
        await expect(facts).toContainText(version);
      await expect(facts).toBeInViewport({ ratio: 1 });
      await expectAccessible(page);
    });

    test('is the same in a page that the app has drawn', async ({ page, visit, expectNoReload }) => {
      await visit('archive/');
      await page
        .getByRole('main')
        .getByRole('link', { name: /welcome/i })
        .first()
        .click();
      await expect(page.locator('.code-run')).toHaveCount(passed.length);
      expectNoReload();
    });
  });
}
