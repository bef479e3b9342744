import { expect, expectAtTop, section, test } from '../fixtures/test';

test.describe('Table of contents', () => {
  test('marks the section being read', { tag: '@app' }, async ({ page, visit }) => {
    await visit('posts/long-post/');
    const toc = page.getByRole('navigation', { name: 'On this page' });
    await toc.getByRole('link', { name: 'Entropies', exact: true }).click();
    await expect(page).toHaveURL(/#entropies$/);
    await expect(toc.locator('[aria-current]')).toHaveText('Entropies');

    await section(page, 'Spectra').evaluate((heading) => heading.scrollIntoView());
    await expect(toc.locator('[aria-current]')).toHaveText('Spectra');
  });

  test('marks sections after a change of page', { tag: '@app' }, async ({ page, visit }) => {
    await visit('posts/short-post/');
    await page.getByRole('link', { name: 'the kernels' }).click();
    await expect(page.getByRole('navigation', { name: 'On this page' }).locator('[aria-current]')).toHaveText(
      'Kernels',
    );
  });

  test('stays in sight on a wide screen', async ({ page, visit }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await visit('posts/long-post/#bounds');
    await expectAtTop(page, 'Bounds');
    await expect(
      page
        .getByRole('navigation', { name: 'On this page' })
        .getByRole('link', { name: 'Bounds', exact: true }),
    ).toBeInViewport();
  });

  test('is a closed disclosure on a phone', async ({ page, visit }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await visit('posts/long-post/');
    const toc = page.getByRole('navigation', { name: 'On this page' });
    const link = toc.getByRole('link', { name: 'Bounds', exact: true });
    await expect(link).toBeHidden();
    await toc.getByText('On this page').click();
    await expect(link).toBeVisible();
    await link.click();
    await expectAtTop(page, 'Bounds');
  });

  test('is open beside the text as soon as a page is there', { tag: '@app' }, async ({ page, visit }) => {
    await visit('posts/short-post/');
    await page.evaluate(() => {
      const root = document.documentElement;
      const whenShown = (): void => {
        if (root.hasAttribute('data-busy')) return;
        root.dataset.outline = String(document.querySelector('.toc details')?.hasAttribute('open'));
      };
      new MutationObserver(whenShown).observe(root, { attributeFilter: ['data-busy'] });
    });
    await page.getByRole('link', { name: 'the kernels' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    await expect(page.locator('html')).toHaveAttribute('data-outline', 'true');
  });

  test('follows a window that changes its width', { tag: '@app' }, async ({ page, visit }) => {
    await visit('posts/long-post/');
    const toc = page.getByRole('navigation', { name: 'On this page' });
    const link = toc.getByRole('link', { name: 'Bounds', exact: true });
    await page.setViewportSize({ width: 880, height: 800 });
    await expect(link).toBeHidden();
    await toc.getByText('On this page').click();
    await expect(link).toBeVisible();
    await page.setViewportSize({ width: 880, height: 700 });
    await expect(link).toBeVisible();
    await toc.getByText('On this page').click();
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect(toc.locator('details')).toHaveAttribute('open');
  });

  test('is absent where the author wants none', async ({ page, visit }) => {
    await visit('posts/footnotes/');
    await expect(page.getByRole('navigation', { name: 'On this page' })).toHaveCount(0);
  });
});
