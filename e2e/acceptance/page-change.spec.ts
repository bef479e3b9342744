import { expect, test } from '../fixtures/test';

test.describe('A change of page', () => {
  test(
    'sets the title, moves the focus and is announced',
    { tag: '@app' },
    async ({ page, visit, expectNoReload }) => {
      await visit('posts/short-post/');
      await expect(page).toHaveTitle(/^A short post/);
      await page.getByRole('link', { name: 'long post', exact: true }).click();

      await expect(page).toHaveTitle(/^A long post/);
      await expect(page.getByRole('main')).toBeFocused();
      await expect(page.getByRole('status')).toHaveText('A long post');
      expectNoReload();

      await page.goBack();
      await expect(page).toHaveTitle(/^A short post/);
      await expect(page.getByRole('status')).toHaveText('A short post');
    },
  );

  for (const [reader, width, motion, fades] of [
    ['a reader on a wide window', 1280, 'no-preference', 1],
    ['a reader who wants no motion', 1280, 'reduce', 0],
    ['a reader on a phone, whom it would keep waiting', 360, 'no-preference', 0],
  ] as const) {
    test(
      `fades ${fades ? '' : 'not '}for ${reader}`,
      { tag: '@app' },
      async ({ page, visit, expectNoReload }) => {
        await page.setViewportSize({ width, height: 740 });
        await page.emulateMedia({ reducedMotion: motion });
        await page.addInitScript(() => {
          const start = document.startViewTransition.bind(document);
          const counted = Object.assign(window, { fades: 0 });
          document.startViewTransition = (update) => {
            counted.fades += 1;
            return start(update);
          };
        });
        await visit('posts/short-post/');
        await page.getByRole('link', { name: 'long post', exact: true }).click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
        await expect(page.locator('html')).not.toHaveAttribute('data-busy');
        expect(await page.evaluate(() => (window as unknown as { fades: number }).fades)).toBe(fades);
        expectNoReload();
      },
    );
  }

  test('marks the page in the navigation of the site', async ({ page, visit }) => {
    await visit('');
    const site = page.getByRole('navigation', { name: 'Site' });
    await site.getByRole('link', { name: 'Archive' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Archive');
    await expect(site.locator('[aria-current=page]')).toHaveText(['Archive']);
  });

  test('to the last of two links clicked quickly', { tag: '@app' }, async ({ page, visit }) => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/posts/long-post.md', async (route) => {
      await held;
      await route.continue().catch(() => {});
    });
    await visit('');
    await page.getByRole('link', { name: 'A long post' }).click();
    await page.getByRole('link', { name: 'A short post' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A short post');
    release();
    await page.waitForLoadState('networkidle');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A short post');
    await expect(page).toHaveURL(/posts\/short-post\/$/);
  });

  test('replaces the facts about the page that machines read', { tag: '@app' }, async ({ page, visit }) => {
    await visit('posts/short-post/');
    await page.getByRole('link', { name: 'long post', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    const description = page.locator('meta[name=description]');
    await expect(description).toHaveCount(1);
    await expect(description).toHaveAttribute('content', /Twelve sections/);
  });
});
