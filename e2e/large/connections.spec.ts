/** What a post says of others where the manifest names none of them: each has its data in a file of its own. */
import { expectAccessible } from '../fixtures/axe';
import { DEVICES } from '../fixtures/devices';
import { expect, test, type Locator, type Page } from '../fixtures/test';
import { hold } from '../fixtures/touch';

const card = (page: Page): Locator => page.locator('.preview');
const before = (page: Page): Locator => page.locator('.prose').getByRole('link', { name: 'the one before' });

/** The paths of the files of data that are asked for from now on. */
function watchData(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('.json')) asked.push(pathname);
  });
  return asked;
}

for (const drawn of [false, true]) {
  test.describe(drawn ? 'On a page drawn by the app' : 'On a finished page', { tag: '@app' }, () => {
    test.beforeEach(async ({ page, visit }) => {
      await visit(drawn ? 'posts/post-062/' : 'posts/post-061/');
      if (!drawn) return;
      await before(page).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Post 61');
      await page.mouse.move(0, 0);
    });

    test('a card tells of a post that nothing was fetched of', async ({ page }) => {
      const asked = watchData(page);
      await before(page).hover();
      await expect(card(page)).toHaveText('Post 6029 February 2020 · 1 min readThe first of three.');
      expect([...new Set(asked)]).toContain('/posts/post-060.json');
      expect(asked.filter((path) => !/^\/posts\/(manifest|post-060)\.json$/.test(path))).toEqual([]);
      await page.keyboard.press('Escape');
      await page.mouse.move(0, 0);
      await before(page).hover();
      await expect(card(page)).toBeVisible();
      expect(asked.filter((path) => path === '/posts/post-060.json')).toHaveLength(1);
    });

    test('cards tell of the parts of the series and of posts that link here', async ({ page }) => {
      await page.getByRole('navigation', { name: 'Series: Three of Many' }).getByText('Part 2 of 3').click();
      await page.getByRole('navigation', { name: 'Series: Three of Many' }).getByRole('link').last().hover();
      await expect(card(page)).toContainText('Post 62');
      await page.getByRole('region', { name: 'Linked from' }).getByRole('link').hover();
      await expect(card(page)).toContainText('Post 622 March 2020');
      await expect(card(page)).toHaveCount(1);
    });
  });
}

test.describe('When the data of a post cannot be had', { tag: '@app' }, () => {
  test.use({ expectedErrors: [/Failed to load resource|net::ERR/] });

  test('there is no card, the next try has one, and the link leads where it led', async ({ page, visit }) => {
    await visit('posts/post-061/');
    await page.route('**/posts/post-060.json*', (route) => route.abort());
    const failed = page.waitForEvent('requestfailed');
    await before(page).hover();
    await failed;
    await expect(card(page)).toHaveCount(0);
    await page.unroute('**/posts/post-060.json*');
    await page.mouse.move(0, 0);
    await before(page).hover();
    await expect(card(page)).toContainText('Post 60');
    await before(page).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Post 60');
  });
});

test.describe('On a phone', { tag: '@app' }, () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('a finger held on a link opens the card', async ({ page, visit }) => {
    await visit('posts/post-061/');
    await hold(page, before(page), 460);
    await expect(card(page)).toContainText('The first of three.');
    await expect(page).toHaveURL(/posts\/post-061\/$/);
  });
});

for (const [device, viewport] of DEVICES) {
  test.describe(`On ${device}`, () => {
    test.use({ viewport });

    test('a post names related posts, those that link to it and its series, as a file and drawn @app', async ({
      page,
      visit,
      expectNoReload,
    }) => {
      const connections = (): Promise<string[]> =>
        page
          .locator('.post-series, .post-neighbours, .post-links')
          .evaluateAll((parts) => parts.map((part) => part.outerHTML));
      await visit('posts/post-090/');
      // The others are about even numbers, as this one.
      const related = page.getByRole('region', { name: 'Related posts' }).getByRole('link');
      await expect(related.first()).toHaveText('Post 30');
      await expect(page.getByRole('region', { name: 'Linked from' }).getByRole('link')).toHaveText([
        'Post 91',
      ]);
      await expectAccessible(page);
      const finished = await connections();
      await related.first().click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Post 30');
      await related.filter({ hasText: 'Post 90' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Post 90');
      expect(await connections()).toEqual(finished);
      expectNoReload();

      await visit('posts/post-062/');
      const series = page.getByRole('navigation', { name: 'Series: Three of Many' });
      await expect(series).toContainText('Part 3 of 3');
      await page
        .getByRole('navigation', { name: 'More posts' })
        .getByRole('link', { name: /^Previous part/ })
        .click();
      await expect(series).toContainText('Part 2 of 3');
    });
  });
}
