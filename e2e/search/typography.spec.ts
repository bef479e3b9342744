import { expectAccessible } from '../fixtures/axe';
import { expect, test } from '../fixtures/test';

for (const [device, viewport] of Object.entries({
  'a desktop': { width: 1280, height: 800 },
  'a phone': { width: 360, height: 740 },
})) {
  test.describe(`On ${device} readers set the text`, { tag: '@app' }, () => {
    test.use({ viewport });

    test('and find it so again, from the first paint, until they reset it', async ({ page, visit }) => {
      await visit('posts/short-post/');
      const root = page.locator('html');
      const size = (): Promise<number> =>
        page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('.prose p')!).fontSize));
      const normal = await size();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('>set text');
      await page.keyboard.press('Enter');
      const panel = page.getByRole('dialog', { name: 'Text' });
      await expectAccessible(page);
      await panel.getByText('Larger').click();
      await panel.getByText('Sans').click();
      await panel.getByText('Long', { exact: true }).click();
      expect(await size()).toBeGreaterThan(normal * 1.2);
      await page.keyboard.press('Escape');
      await expect(panel).toBeHidden();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      );

      await page.route(/assets\/app-/, (route) => route.abort());
      await page.reload();
      await expect(root).toHaveAttribute('data-size', 'larger');
      await expect(root).toHaveAttribute('data-font', 'sans');
      expect(await size()).toBeGreaterThan(normal * 1.2);

      await page.unroute(/assets\/app-/);
      await visit('posts/short-post/');
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('>set text');
      await page.keyboard.press('Enter');
      await expect(panel.getByRole('radio', { name: 'Larger' })).toBeChecked();
      await panel.getByRole('button', { name: 'Reset' }).click();
      await expect(root).not.toHaveAttribute('data-size');
      expect(await size()).toBe(normal);
      expect(await page.evaluate(() => localStorage.getItem('typography'))).toBeNull();
    });

    test.use({ expectedErrors: [/Failed to load resource|net::ERR/] });
  });
}
