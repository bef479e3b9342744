import { drift, expect, scrollTo, scrollTop, sight, test } from '../fixtures/test';

test.describe('Reading', () => {
  test.use({ viewport: { width: 1280, height: 500 } });

  test('from home to a post, to one of its tags, and all the way back', async ({
    page,
    visit,
    expectNoReload,
  }) => {
    await visit('');
    await scrollTo(page, 120);
    await page.getByRole('link', { name: 'A long post' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    await expect.poll(() => scrollTop(page)).toBe(0);

    await page.getByRole('main').getByRole('link', { name: 'mathematics' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('mathematics');
    await expect(page.getByRole('main').getByRole('listitem').getByRole('heading')).toHaveText([
      'A long post',
    ]);

    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Test Notes');
    await expect.poll(() => scrollTop(page)).toBe(120);
    expectNoReload();
  });

  test('back leads to the place in the post that was left', async ({ page, visit }) => {
    await visit('posts/long-post/');
    const next = page.getByRole('navigation', { name: 'More posts' }).getByRole('link').first();
    await next.scrollIntoViewIfNeeded();
    expect(await scrollTop(page)).toBeGreaterThan(2000);
    const seen = await sight(page);

    await next.click();
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('A long post');
    await expect.poll(() => scrollTop(page)).toBe(0);
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    await expect.poll(() => drift(page, seen)).toBeLessThanOrEqual(2);

    await page.goForward();
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('A long post');
    await expect.poll(() => scrollTop(page)).toBe(0);
  });

  test('a reload keeps the place', { tag: '@app' }, async ({ page, visit }) => {
    await visit('posts/long-post/');
    await scrollTo(page, 3000);
    const seen = await sight(page);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-app', 'ready');
    await expect.poll(() => drift(page, seen)).toBeLessThanOrEqual(2);
  });

  test('a reload finds the place where the browser does not', { tag: '@app' }, async ({ page, visit }) => {
    await visit('posts/long-post/');
    await scrollTo(page, 3000);
    const seen = await sight(page);
    await page.addInitScript(() => {
      history.scrollRestoration = 'manual';
    });
    await page.reload();
    await expect.poll(() => drift(page, seen)).toBeLessThanOrEqual(2);
  });

  test('a reader who has moved on is not put back', { tag: '@app' }, async ({ page, visit }) => {
    await visit('posts/long-post/');
    await scrollTo(page, 3000);
    await page.addInitScript(() => {
      history.scrollRestoration = 'manual';
      addEventListener('DOMContentLoaded', () => dispatchEvent(new WheelEvent('wheel')));
    });
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('data-app', 'ready');
    expect(await scrollTop(page)).toBe(0);
  });

  test('the list goes on over several pages', async ({ page, visit, expectNoReload }) => {
    await visit('');
    await page.getByRole('link', { name: 'Older posts' }).click();
    await expect(page).toHaveURL(/page\/2\/$/);
    await expect(page.getByRole('navigation', { name: 'Pages' })).toContainText('Page 2 of');
    await page.getByRole('link', { name: 'Newer posts' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Test Notes');
    expectNoReload();
  });

  test('a post without a date stands last and shows none', async ({ page, visit }) => {
    await visit('archive/');
    await expect(page.getByRole('main').getByRole('link').last()).toHaveText('No date at all');
    await page.getByRole('link', { name: 'No date at all' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('No date at all');
    await expect(page.getByRole('main').getByRole('time')).toHaveCount(0);
  });
});
