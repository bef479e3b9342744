/** The reader's marks beside the posts that a post's page names. */
import { expectAccessible } from '../fixtures/axe';
import { DEVICES } from '../fixtures/devices';
import { remember } from '../fixtures/memory';
import { expect, test, type Locator, type Page } from '../fixtures/test';

const series = (page: Page): Locator => page.getByRole('navigation', { name: 'Series: Attention, Slowly' });

/** The entries of a list with their marks. */
const entries = (list: Locator): Promise<string[]> => list.getByRole('listitem').allInnerTexts();

for (const [device, viewport] of DEVICES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`On ${device}, in the ${colorScheme} theme`, { tag: '@app' }, () => {
      test.use({ viewport, colorScheme });

      test.beforeEach(async ({ page, baseURL }) => {
        const memory = '1\t29000000\t2026-01-01\t\nscores\tread\nheads\t\t1\tx\nkernels\tread';
        await remember(page, `reading ${baseURL}`, memory);
      });

      for (const drawn of [false, true]) {
        test(`parts and lists at the end say what was read, ${drawn ? 'drawn' : 'as a file'}`, async ({
          page,
          visit,
        }) => {
          await visit(drawn ? 'posts/scores/' : 'posts/weights/');
          if (drawn) {
            await page.getByRole('link', { name: 'Next part' }).click();
            await expect(page.getByRole('heading', { level: 1 })).toHaveText('Weights');
          }
          await series(page).getByText('Part 2 of 3').click();
          const plain = (texts: string[]): string[] =>
            texts.map((text) => text.replace(/\s+/g, ' ').toLowerCase());
          expect(plain(await entries(series(page)))).toEqual(['scores read', 'weights', 'heads started']);
          expect(plain(await entries(page.getByRole('region', { name: 'Linked from' })))).toEqual([
            'attention as a kernel smoother read',
            'heads started',
          ]);
          const marks = page.locator('.post-series .post-mark, .post-links .post-mark');
          const places = await marks.evaluateAll((marks) =>
            marks.map((mark) => {
              const [own, title] = [mark, mark.parentElement?.querySelector('a')].map(
                (element) => element?.getBoundingClientRect() ?? new DOMRect(NaN),
              ) as [DOMRect, DOMRect];
              const middle = ({ top, bottom }: DOMRect): number => (top + bottom) / 2;
              return { gap: own.left - title.right, off: Math.abs(middle(own) - middle(title)) };
            }),
          );
          expect(places.filter(({ gap, off }) => !(gap > -1 && off < 4))).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
            viewport.width,
          );
          await expectAccessible(page);
        });
      }

      test('parts and lists at the end say what is new since the visit before', async ({
        page,
        visit,
        baseURL,
      }) => {
        await remember(page, `reading ${baseURL}`, '1\t29000000\t2026-01-19\t\nscores\tread');
        await visit('posts/weights/');
        await series(page).getByText('Part 2 of 3').click();
        const plain = (texts: string[]): string[] =>
          texts.map((text) => text.replace(/\s+/g, ' ').toLowerCase());
        await expect(series(page).locator('.post-mark')).toHaveCount(2);
        expect(plain(await entries(series(page)))).toEqual(['scores read', 'weights', 'heads new']);
        expect(plain(await entries(page.getByRole('region', { name: 'Linked from' })))).toEqual([
          'attention as a kernel smoother new',
          'heads new',
        ]);
        await expectAccessible(page);
      });

      test('nothing is wrong with a card for axe', async ({ page, visit }) => {
        await visit('posts/weights/');
        const note = page.locator('.prose').getByRole('link', { name: '1', exact: true }).first();
        await note.hover();
        await expect(page.locator('.preview')).toBeVisible();
        await expectAccessible(page);
      });
    });
  }
}
