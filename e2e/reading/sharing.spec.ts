import { expectAccessible } from '../fixtures/axe';
import { DEVICES } from '../fixtures/devices';
import { expect, expectAtTop, section, sight, test, type Page } from '../fixtures/test';

/** What a screen reader is told. */
const said = (page: Page) => page.locator('#sb-app').getByRole('status');
const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

for (const [device, viewport] of DEVICES) {
  test.describe(`On ${device}`, () => {
    test.use({ viewport });

    test('a post says at its end how to cite it', async ({ page, visit, javaScriptEnabled }) => {
      await visit('posts/long-post/');
      const fold = page.locator('.post-citation');
      await expect(fold.locator('pre').first()).toBeHidden();
      await fold.getByText('Cite this post').click();
      // The site does not say where it will be: the app knows where it is.
      const text = fold.locator('pre').first();
      await expect
        .poll(async () => (await text.innerText()).endsWith(`. ${page.url()}`))
        .toBe(javaScriptEnabled);
      await expect(fold.locator('pre').first()).toContainText('“A long post” (2026). Test Notes');
      await expect(fold.locator('pre').last()).toContainText('title = {{A long post}},');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      );
    });

    test(
      'a citation is copied, and nothing is wrong with it for axe',
      { tag: '@app' },
      async ({ page, visit, context }) => {
        await context.grantPermissions(['clipboard-read', 'clipboard-write']);
        await visit('posts/short-post/');
        await page.getByText('Cite this post').click();
        await expectAccessible(page);
        await page.locator('.post-citation').getByRole('button', { name: 'Copy' }).last().click();
        await expect.poll(() => clipboard(page)).toMatch(/^@misc\{2026short,\n(.*\n)*\}\n$/);
        expect(await clipboard(page)).toContain(`\n  url = {${page.url()}},\n}`);
        await expect(said(page)).toHaveText('Copied');
      },
    );

    test(
      'the sign of a heading leads there and copies the link, by keyboard too',
      { tag: '@app' },
      async ({ page, visit, context }) => {
        await context.grantPermissions(['clipboard-read', 'clipboard-write']);
        await visit('posts/long-post/?q=norm');
        const sign = section(page, 'Norms').locator('.heading-anchor');
        // What comes near is laid out, and moves what a click is aimed at.
        await sign.scrollIntoViewIfNeeded();
        await sight(page);
        await sign.click();
        await expect.poll(() => clipboard(page)).toMatch(/posts\/long-post\/#norms$/);
        await expectAtTop(page, 'Norms');
        await expect(sign).toHaveAttribute('data-copied');
        await expect(said(page)).toHaveText('Link copied');
        const before = await said(page).textContent();
        await section(page, 'Bounds').locator('.heading-anchor').focus();
        await page.keyboard.press('Enter');
        await expect.poll(() => clipboard(page)).toMatch(/posts\/long-post\/#bounds$/);
        await expect(page).toHaveURL(/#bounds$/);
        // Read out again only if something changes.
        await expect.poll(() => said(page).textContent()).not.toBe(before);
        await expect(said(page)).toHaveText('Link copied');
      },
    );

    test(
      'a button of the header sets the text; its program is loaded with the first press',
      { tag: '@app' },
      async ({ page, visit }) => {
        const loaded: string[] = [];
        page.on('request', (request) => loaded.push(request.url()));
        await visit('posts/short-post/');
        expect(loaded.filter((url) => url.includes('/finder/'))).toEqual([]);
        const button = page.getByRole('button', { name: 'Set the text' });
        await button.click();
        const panel = page.getByRole('dialog', { name: 'Text' });
        await panel.getByText('Larger').click();
        await expect(page.locator('html')).toHaveAttribute('data-size', 'larger');
        await page.keyboard.press('Escape');
        await expect(panel).toBeHidden();
        await expect(button).toBeFocused();
      },
    );
  });
}
