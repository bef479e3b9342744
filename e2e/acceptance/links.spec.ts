import { expect, test } from '../fixtures/test';

test.describe('Clicks that belong to the browser', () => {
  for (const [name, options] of [
    ['ctrl-click', { modifiers: ['Control'] }],
    ['middle-click', { button: 'middle' }],
  ] as const) {
    test(`${name} opens a new tab and leaves this one`, async ({ page, context, visit }) => {
      await visit('');
      const opened = context.waitForEvent('page');
      await page
        .getByRole('link', { name: 'A short post' })
        .click({ ...options, modifiers: 'modifiers' in options ? [...options.modifiers] : [] });
      const tab = await opened;
      await expect(tab.getByRole('heading', { level: 1 })).toHaveText('A short post');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Test Notes');
    });
  }

  test('a link to a file is not taken for a page', async ({ page, visit }) => {
    await visit('');
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = new URL('posts/long-post.md', document.baseURI).href;
      link.textContent = 'source';
      document.querySelector('main')?.append(link);
    });
    const loaded = page.waitForEvent('request', (request) => request.isNavigationRequest());
    await page.getByRole('link', { name: 'source' }).click();
    expect(new URL((await loaded).url()).pathname).toMatch(/posts\/long-post\.md$/);
  });
});
