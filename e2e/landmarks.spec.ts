import { expect, test } from './fixtures/test';

/** What a screen reader is told of the page: one snapshot says more than ten assertions, and survives restyling. */
test.describe('Landmarks, headings and links of', () => {
  test('a post', { tag: '@app' }, async ({ page, visit }) => {
    await visit('posts/short-post/');
    await expect(page.locator('body')).toMatchAriaSnapshot(`
      - link "Skip to content"
      - banner:
        - link "Test Notes"
        - navigation "Site":
          - list:
            - listitem:
              - link "Posts"
            - listitem:
              - link "Archive"
            - listitem:
              - link "Tags"
            - listitem:
              - link "About"
        - button "Search"
        - 'button "Theme: system"'
      - main:
        - article:
          - paragraph:
            - link "Notes"
          - heading "A short post" [level=1]
          - paragraph: Two paragraphs and a way back.
          - paragraph:
            - time: 3 March 2026
            - text: 1 min read
          - list "Tags":
            - listitem:
              - link "testing"
          - paragraph:
            - text: A single formula,
            - math
            - text: ", and a link to"
            - link "the kernels"
            - text: of the long post.
          - paragraph
          - figure:
            - img "Three grey bars of growing height"
            - text: Bars that grow.
          - navigation "More posts":
            - link /Code in many languages/
            - link /A long post/
      - contentinfo
    `);
  });

  test('the list of posts', async ({ page, visit }) => {
    await visit('');
    await expect(page.getByRole('main')).toMatchAriaSnapshot(`
      - main:
        - heading "Test Notes" [level=1]
        - paragraph: Posts made for the tests.
        - list:
          - listitem:
            - article:
              - heading "A long post" [level=2]:
                - link "A long post"
          - listitem:
            - article:
              - heading "A short post" [level=2]:
                - link "A short post"
        - navigation "Pages":
          - text: Page 1 of 3
          - link "Older posts"
    `);
  });
});
