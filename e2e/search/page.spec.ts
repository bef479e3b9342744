import { expectAccessible } from '../fixtures/axe';
import { DEVICES } from '../fixtures/devices';
import { expect, test, type Page } from '../fixtures/test';

const results = (page: Page) => page.locator('.search-results').getByRole('link');

for (const [device, viewport] of DEVICES) {
  test.describe(`On ${device} the page of the search`, { tag: '@app' }, () => {
    test.use({ viewport });

    test('answers the address that it was opened by, and keeps what is typed in it', async ({
      page,
      visit,
      expectNoReload,
    }) => {
      await visit('search/?q=checking%20gradients');
      await expect(page.getByRole('searchbox')).toHaveValue('checking gradients');
      await expect(results(page).first()).toContainText('Checking gradients');
      await expect(page.locator('.search-status')).toContainText(/sections? found/);
      await expectAccessible(page);

      await page.getByRole('searchbox').fill('filler');
      await expect(results(page)).toHaveCount(8);
      await expect(page).toHaveURL(/search\/\?q=filler$/);
      await page.keyboard.press('ArrowDown');
      await expect(results(page).first()).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/posts\/filler-\d\/\?q=filler/);
      await page.goBack();
      await expect(results(page)).toHaveCount(8);
      await expect(page.getByRole('searchbox')).toHaveValue('filler');
      expectNoReload();
    });

    test('says that nothing was found', async ({ page, visit }) => {
      await visit('search/?q=zzzz%3Cqqq%3E');
      await expect(page.getByText('Nothing found for “zzzz<qqq>”.')).toBeVisible();
      await expect(results(page)).toHaveCount(0);
    });

    test('does not scroll sideways', async ({ page, visit }) => {
      await visit('search/?q=partial_sum');
      await expect(results(page).first()).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      );
    });
  });
}

test('a result opened in a new tab has its hits marked', { tag: '@app' }, async ({ page, visit }) => {
  await visit('posts/long-post/?q=kernels#kernels');
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('search')?.size ?? 0)).toBeGreaterThan(0);
});
