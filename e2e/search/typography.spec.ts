import { expectAccessible } from '../fixtures/axe';
import { DEVICES } from '../fixtures/devices';
import { kept, remember } from '../fixtures/memory';
import { expect, test } from '../fixtures/test';

for (const [device, viewport] of DEVICES) {
  test.describe(`On ${device} readers set the text`, { tag: '@app' }, () => {
    test.use({ viewport });

    test('and find it so again, from the first paint, until they reset it', async ({ page, visit }) => {
      await visit('posts/short-post/');
      const root = page.locator('html');
      const size = (): Promise<number> =>
        page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('.prose p')!).fontSize));
      const style = (name: string): Promise<string> =>
        page.evaluate(
          (name) => getComputedStyle(document.querySelector('.prose p')!).getPropertyValue(name),
          name,
        );
      const [normal, lines, ink] = [await size(), await style('line-height'), await style('color')];
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('>set text');
      await page.keyboard.press('Enter');
      const panel = page.getByRole('dialog', { name: 'Text' });
      await panel.getByText('Loose').click();
      expect(parseFloat(await style('line-height'))).toBeGreaterThan(parseFloat(lines) * 1.05);
      await panel.getByText('More').click();
      expect(await style('color')).not.toBe(ink);
      await panel.getByText('Larger').click();
      await panel.getByText('Sans').click();
      await panel.getByText('Long', { exact: true }).click();
      expect(await style('--measure')).toBe('46rem');
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

    test('and have forgotten what is remembered of them', async ({ page, visit, baseURL }) => {
      const memory = '1\t29000000\t2025-01-01\t\nshort-post\tread\nlong-post\t\t2\tnorms';
      await remember(page, `reading ${baseURL}`, memory);
      await visit('posts/long-post/');
      await expect(page.locator('.reading-offer')).toBeVisible();
      await page.getByRole('button', { name: 'Set the text' }).click();
      const panel = page.getByRole('dialog', { name: 'Text' });
      const forget = panel.getByRole('button', { name: 'Forget what I read' });
      await expect(forget).toBeHidden();
      await panel.getByText('What is remembered').click();
      await expect(panel).toContainText('in this browser, and nowhere else');
      await forget.click();
      await expect(panel.getByRole('status')).toHaveText('Forgotten');
      await expect(page.locator('.reading-offer')).toHaveCount(0);
      expect(await kept(page)).toBeNull();
      const box = await panel.boundingBox();
      expect((box?.y ?? -1) + (box?.height ?? 9999)).toBeLessThanOrEqual(viewport.height);
      await page.keyboard.press('Escape');
      await visit('');
      await expect(page.getByRole('link', { name: 'A short post' })).toBeVisible();
      await expect(page.locator('.post-mark')).toHaveCount(0);
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      test(`in a panel that axe finds nothing wrong with, ${colorScheme}`, async ({ page, visit }) => {
        await page.emulateMedia({ colorScheme });
        await visit('posts/short-post/');
        await page.getByText('Cite this post').click();
        await expectAccessible(page);
        await page.getByRole('button', { name: 'Set the text' }).click();
        const panel = page.getByRole('dialog', { name: 'Text' });
        await panel.getByText('What is remembered').click();
        await panel.getByText('Forget what I read').click();
        await expectAccessible(page);
      });
    }
  });
}
