import { expect, test, type Page } from '../fixtures/test';

const paper = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

test.describe('The theme', () => {
  test('is the system’s until the reader chooses', async ({ page, visit }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await visit('');
    const light = await paper(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => paper(page)).not.toBe(light);
    await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  });

  test('chosen by the reader lasts over pages and reloads', { tag: '@app' }, async ({ page, visit }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await visit('');
    const html = page.locator('html');
    const toggle = page.getByRole('button', { name: /^Theme/ });
    await expect(toggle).toHaveAccessibleName('Theme: system');
    await toggle.click();
    await expect(html).toHaveAttribute('data-theme', 'light');
    const light = await paper(page);
    await toggle.click();
    await expect(html).toHaveAttribute('data-theme', 'dark');
    await expect(toggle).toHaveAccessibleName('Theme: dark');
    await expect.poll(() => paper(page)).not.toBe(light);

    await page.getByRole('link', { name: 'A short post' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A short post');
    await expect(html).toHaveAttribute('data-theme', 'dark');
    await page.reload();
    await expect(html).toHaveAttribute('data-theme', 'dark');
    await expect(toggle).toHaveAccessibleName('Theme: dark');

    await toggle.click();
    await expect(html).not.toHaveAttribute('data-theme');
  });

  test('is there before anything is painted', { tag: '@app' }, async ({ page, visit }) => {
    await page.addInitScript(() => {
      localStorage.setItem('theme', 'dark');
      const seen: { hasBody: boolean; theme: string | undefined }[] = [];
      Object.assign(window, { themeChanges: seen });
      new MutationObserver(() => {
        seen.push({ hasBody: document.body !== null, theme: document.documentElement.dataset.theme });
      }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-theme'] });
    });
    await visit('posts/short-post/');
    const changes = await page.evaluate(() => (window as unknown as { themeChanges: unknown }).themeChanges);
    expect(changes).toEqual([{ hasBody: false, theme: 'dark' }]);
  });
});
