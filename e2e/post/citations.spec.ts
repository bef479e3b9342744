import { expect, test } from '../fixtures/test';

test('a citation leads to its entry and back', async ({ page, visit, expectNoReload }) => {
  await visit('posts/citations/');
  const prose = page.locator('.prose');
  const references = page.getByLabel('References');
  await expect(references.getByRole('listitem')).toHaveCount(2);
  await expect(prose.locator('p').first()).toHaveText(
    'It began with [1, p. 3]. Others [2, 1, missing] followed, as Higgins and Matthey [2] say.1',
  );

  await prose
    .getByRole('link', { name: /^1: Vaswani et al\., Attention Is All You Need, 2017/ })
    .first()
    .click();
  await expect(page).toHaveURL(/#ref-vaswani2017attention$/);
  const entry = references.getByRole('listitem').first();
  await expect(entry).toContainText('Ashish Vaswani, Noam Shazeer et al. Attention Is All You Need.');
  await expect(entry).toBeInViewport();
  await expect(entry.getByRole('link', { name: 'Attention Is All You Need' })).toHaveAttribute(
    'href',
    'https://arxiv.org/abs/1706.03762',
  );

  await entry.getByRole('link', { name: 'Back to reference 1', exact: true }).click();
  await expect(page.locator(':target')).toHaveText('1');
  expectNoReload();
});

test('a title has its formula and no script', async ({ page, visit }) => {
  await visit('posts/citations/');
  const entry = page.getByLabel('References').getByRole('listitem').nth(1);
  await expect(entry).toContainText('Irina Higgins, Loïc Matthey.');
  await expect(entry.locator('.katex').first()).toBeAttached();
  await expect(entry.locator('a:not(.footnote-backref)')).toHaveCount(0);
});

test('numbers are no part of the outline', async ({ page, visit }) => {
  await visit('posts/citations/');
  await expect(page.locator('#a-heading-with-a-citation')).toBeAttached();
  const outline = page.locator('nav.toc').getByRole('link');
  await expect(outline).toHaveText(['A heading with a citation', 'References']);
});
