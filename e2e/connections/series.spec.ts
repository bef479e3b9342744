import { expectAccessible } from '../fixtures/axe';
import { expect, test } from '../fixtures/test';

const SERIES = 'Series: Attention, Slowly';

for (const [device, viewport] of [
  ['a desktop', { width: 1280, height: 800 }],
  ['a phone', { width: 360, height: 740 }],
] as const) {
  test.describe(`On ${device}`, () => {
    test.use({ viewport });

    test('a part says its place, and unfolds all others', async ({ page, visit, expectNoReload }) => {
      await visit('posts/weights/');
      const series = page.getByRole('navigation', { name: SERIES });
      const list = series.getByRole('list');
      await expect(series).toContainText('Part 2 of 3 in Attention, Slowly');
      await expect(list).toBeHidden();
      await expectAccessible(page);
      await series.getByText('Part 2 of 3').click();
      await expect(list.getByRole('listitem')).toHaveText(['Scores', 'Weights', 'Heads']);
      await expect(list.locator('[aria-current=page]')).toHaveText('Weights');
      await expect(list.getByRole('link')).toHaveText(['Scores', 'Heads']);
      await expectAccessible(page);
      await list.getByRole('link', { name: 'Heads' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Heads');
      await expect(series).toContainText('Part 3 of 3');
      expectNoReload();
    });
  });
}

test('the keyboard unfolds the parts', async ({ page, visit }) => {
  await visit('posts/heads/');
  const series = page.getByRole('navigation', { name: SERIES });
  await series.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(series.getByRole('link', { name: 'Scores' })).toBeVisible();
});

test('the end of a part leads to the next, and the end of the series to the post after it', async ({
  page,
  visit,
}) => {
  await visit('posts/scores/');
  const more = page.getByRole('navigation', { name: 'More posts' });
  await expect(more.getByRole('link')).toHaveText(['Next part Weights']);
  await more.getByRole('link').click();
  await expect(more.getByRole('link')).toHaveText(['Previous part Scores', 'Next part Heads']);
  await more.getByRole('link', { name: 'Heads' }).click();
  await expect(more.getByRole('link')).toHaveText([
    'Previous part Weights',
    'Next post Attention as a kernel smoother',
  ]);
});

test('search engines are told of the series', async ({ page, visit }) => {
  await visit('posts/heads/');
  const posting = await page.locator('script[type="application/ld+json"]').first().textContent();
  expect(JSON.parse(posting ?? '')).toMatchObject({
    position: 3,
    isPartOf: [{ '@type': 'Blog' }, { '@type': 'CreativeWorkSeries', name: 'Attention, Slowly' }],
  });
});
