import { expectAccessible } from '../fixtures/axe';
import { expect, test, type Page } from '../fixtures/test';

const list = (page: Page, title: string): ReturnType<Page['locator']> =>
  page.getByRole('region', { name: title });

for (const width of [1280, 360]) {
  test(`a post ends with related posts and with those that link to it, ${width} pixels wide`, async ({
    page,
    visit,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await visit('posts/weights/');
    // Links to the file, to an old address and to the whole address are all links.
    await expect(list(page, 'Linked from').getByRole('link')).toHaveText([
      'Attention as a kernel smoother',
      'Heads',
    ]);
    // The other parts are shown above, and bread is about something else.
    await expect(list(page, 'Related posts').getByRole('link')).toHaveText([
      'Attention as a kernel smoother',
    ]);
    await expectAccessible(page);
    await list(page, 'Related posts').getByRole('link').click();
    await expect(page).toHaveURL(/\/notes\/posts\/kernels\/$/);
    await expect(list(page, 'Linked from').getByRole('link')).toHaveText(['Weights']);
  });
}

test('what stands beside a post is not named again as related', async ({ page, visit }) => {
  await visit('posts/bread/');
  await expect(page.getByRole('navigation', { name: 'More posts' }).getByRole('link')).toHaveCount(2);
  await expect(list(page, 'Related posts')).toHaveCount(0);
  await expect(list(page, 'Linked from').getByRole('link')).toHaveText(['Soup']);
});

test('a post drawn by the app ends as the one in the file', async ({ page, visit }) => {
  await visit('posts/weights/');
  const connections = (): Promise<string[]> =>
    page
      .locator('.post-series, .post-neighbours, .post-links')
      .evaluateAll((parts) => parts.map((part) => part.outerHTML));
  const finished = await connections();
  expect(finished).toHaveLength(3);
  await page.getByRole('link', { name: 'Next part' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Heads');
  await page.getByRole('link', { name: 'Previous part' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Weights');
  expect(await connections()).toEqual(finished);
});
