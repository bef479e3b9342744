import { expect, test } from '../fixtures/test';

test('a footnote leads to its note and back', async ({ page, visit, expectNoReload }) => {
  await visit('posts/footnotes/');
  const notes = page.getByLabel('Footnotes');
  await expect(notes.getByRole('listitem')).toHaveCount(2);

  await page.locator('.prose').getByRole('link', { name: '2', exact: true }).click();
  const note = notes.getByRole('listitem').filter({ hasText: 'The second note' });
  await expect(page).toHaveURL(/#fn:?.*2|#fn.*second/);
  await expect(note).toBeInViewport();

  await note.getByRole('link', { name: /^Back to/ }).click();
  await expect(page.locator(':target')).toHaveText('2');
  expectNoReload();
});
