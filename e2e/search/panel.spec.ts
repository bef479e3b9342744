import { expectAccessible } from '../fixtures/axe';
import { DEVICES } from '../fixtures/devices';
import { expect, expectAtTop, test, type Page } from '../fixtures/test';

const field = (page: Page) => page.getByRole('combobox', { name: 'Search posts, sections and actions' });
const options = (page: Page) => page.getByRole('dialog').getByRole('option');
const chosen = (page: Page) => page.getByRole('dialog').getByRole('option', { selected: true });

/** How many places in the text are marked. */
const marks = (page: Page): Promise<number> =>
  page.evaluate(
    () => (CSS.highlights.get('search')?.size ?? 0) + document.querySelectorAll('.search-hit').length,
  );

async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press('/');
  await expect(field(page)).toBeFocused();
  await field(page).fill(text);
  await expect(page.getByRole('listbox')).toHaveAttribute('aria-busy', 'false');
}

for (const [device, viewport] of DEVICES) {
  test.describe(`On ${device} the search`, { tag: '@app' }, () => {
    test.use({ viewport });

    test('opens by a slash, by Ctrl and K, by its button; Escape gives the focus back', async ({
      page,
      visit,
    }) => {
      await visit('posts/short-post/');
      const button = page.getByRole('button', { name: 'Search' });
      await button.focus();
      for (const open of [
        () => page.keyboard.press('/'),
        () => page.keyboard.press('Control+k'),
        () => page.keyboard.press('Meta+k'),
        () => button.click(),
      ]) {
        await open();
        await expect(field(page)).toBeFocused();
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
        await expect(button).toBeFocused();
      }
    });

    test('finds a section, and opens it with the hits marked until they are cleared', async ({
      page,
      visit,
      expectNoReload,
    }) => {
      await visit('');
      await search(page, 'checking gradients');
      await expect(chosen(page)).toContainText('Checking gradients');
      await expect(chosen(page)).toContainText('A long post');
      await expect(chosen(page).locator('mark').first()).toHaveText('Checking');
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/posts\/long-post\/\?q=checking\+gradients#checking-gradients$/);
      await expectAtTop(page, 'Checking gradients');
      await expect(page.getByRole('dialog')).toBeHidden();
      await expect.poll(() => marks(page)).toBeGreaterThan(12);
      const clear = page.getByRole('button', { name: /Clear \d+ marks/ });
      await clear.click();
      expect(await marks(page)).toBe(0);
      await expect(page).toHaveURL(/posts\/long-post\/#checking-gradients$/);
      await expect(clear).toBeHidden();
      await page.goBack();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Test Notes');
      expectNoReload();
    });

    test('shows formulas as formulas, and marks them where it leads', async ({ page, visit }) => {
      await visit('');
      await search(page, 'lVert ');
      const formula = chosen(page).locator('.search-excerpt math').first();
      await expect(formula).toBeVisible();
      await chosen(page).click();
      await expect(page.locator('.prose .search-hit').first()).toBeVisible();
    });

    test('says that there is nothing, and what to do', async ({ page, visit }) => {
      await visit('');
      await search(page, 'zzzzqq');
      await expect(page.getByRole('dialog').getByText('Nothing found. Try fewer words')).toBeVisible();
      const status = page.getByRole('dialog').getByRole('status');
      await expect(status).toHaveText('Nothing found');
      // Said again of the next try, a text is read out only if it is another.
      const before = await status.textContent();
      await field(page).fill('zzzzqqx');
      await expect.poll(() => status.textContent()).not.toBe(before);
      await expect(status).toHaveText('Nothing found');
    });

    test('keeps the focus inside', async ({ page, visit }) => {
      await visit('');
      await search(page, 'checking');
      for (const key of ['Tab', 'Tab', 'Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab']) {
        await page.keyboard.press(key);
        // Beside the panel only the browser itself has the focus.
        expect(await page.evaluate(() => document.activeElement?.closest('main, header, footer'))).toBeNull();
      }
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    });

    test('keeps to a tag and to a category', async ({ page, visit }) => {
      await visit('');
      const found = page.getByRole('group', { name: 'Posts' }).getByRole('option');
      await search(page, 'tag:filler one');
      await expect(found).toHaveCount(4);
      await search(page, 'category:deep-dives checking');
      await expect(found.first()).toContainText('A long post');
      await search(page, 'category:notes checking gradients');
      await expect(found).toHaveCount(0);
    });

    for (const [asked, post] of [
      ['np.where', 'Code in many languages'],
      ['self.weights.T', 'Code in many languages'],
      ['partial_sm', 'A long post'],
      ['KERNÈLS', 'A long post'],
      ['gradeints ', 'A long post'],
      ['\\lVert', 'A long post'],
    ] as const) {
      test(`finds \`${asked}\``, async ({ page, visit }) => {
        await visit('');
        await search(page, asked);
        await expect(chosen(page)).toContainText(post);
      });
    }

    for (const colorScheme of ['light', 'dark'] as const) {
      test(`is accessible in the ${colorScheme} theme, open and with results`, async ({ page, visit }) => {
        test.slow();
        await page.emulateMedia({ colorScheme });
        await visit('posts/short-post/');
        await page.keyboard.press('/');
        await expect(options(page).first()).toBeVisible();
        await expectAccessible(page);
        await field(page).fill('partial_sum');
        await expect(options(page).first()).toContainText('partial_sum');
        await expectAccessible(page);
      });
    }
  });
}

test.describe('The search', { tag: '@app' }, () => {
  test('is used by keyboard alone', async ({ page, visit }) => {
    await visit('');
    await search(page, 'checking');
    await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowDown');
    await expect(options(page).nth(1)).toHaveAttribute('aria-selected', 'true');
    const id = await options(page).nth(1).getAttribute('id');
    await expect(field(page)).toHaveAttribute('aria-activedescendant', id ?? '');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(options(page).last()).toHaveAttribute('aria-selected', 'true');
    await expect(field(page)).toBeFocused();
    await expect(page.getByRole('dialog').getByRole('status')).toHaveText(/^\d+ sections found$/);
  });

  test('opens another section of the page that is shown without loading it', async ({
    page,
    visit,
    expectNoReload,
  }) => {
    await visit('posts/long-post/');
    await search(page, 'checking bounds');
    await page.keyboard.press('Enter');
    await expectAtTop(page, 'Checking bounds');
    await search(page, 'checking limits');
    await page.keyboard.press('Enter');
    await expectAtTop(page, 'Checking limits');
    await page.goBack();
    await expectAtTop(page, 'Checking bounds');
    await expect(page).toHaveURL(/\?q=checking\+bounds#checking-bounds$/);
    expectNoReload();
  });

  test('loads nothing before it is used', async ({ page, visit }) => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await visit('posts/long-post/');
    await page.waitForLoadState('networkidle');
    expect(requests.filter((url) => /finder\/finder|search/.test(url))).toEqual([]);
    await page.keyboard.press('/');
    await expect(field(page)).toBeFocused();
    await expect(page.getByRole('dialog'), 'drawn by the sheet that came along').not.toHaveCSS(
      'box-shadow',
      'none',
    );
    expect(requests.filter((url) => /finder\/finder\.css$/.test(url))).toHaveLength(1);
  });

  test('leaves the keys alone where somebody types', async ({ page, visit }) => {
    await visit('search/');
    await page.getByRole('searchbox').fill('');
    await page.keyboard.type('a/b');
    await expect(page.getByRole('searchbox')).toHaveValue('a/b');
    await expect(page.getByRole('dialog')).toBeHidden();
  });
});

for (const [device, viewport] of DEVICES) {
  test.describe(`On ${device} the palette`, { tag: '@app' }, () => {
    test.use({ viewport });

    test('leads to sections of the page, to tags, and does things', async ({ page, visit, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      const clipboard = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
      await visit('posts/long-post/');

      await search(page, 'kernels');
      await page
        .getByRole('group', { name: 'On this page' })
        .getByRole('option', { name: 'Kernels', exact: true })
        .click();
      await expectAtTop(page, 'Kernels');

      await search(page, '>markdown');
      await page.keyboard.press('Enter');
      await expect.poll(clipboard).toMatch(/^---\ntitle: A long post\n/);
      await expect(page.getByText('Copied')).toBeVisible();

      await search(page, '>bibtex');
      await page.keyboard.press('Enter');
      await expect.poll(clipboard).toMatch(/^@misc\{2026long,\n(.*\n)*  title = \{\{A long post\}\},\n/);

      await search(page, '>citation text');
      await page.keyboard.press('Enter');
      await expect
        .poll(clipboard)
        .toBe(`“A long post” (2026). Test Notes. ${page.url().replace(/[?#].*/, '')}`);

      await search(page, '>link');
      await page.keyboard.press('Enter');
      await expect.poll(clipboard).toMatch(/posts\/long-post\/#kernels$/);

      await page.evaluate(() => {
        window.print = () => (document.body.dataset['printed'] = 'yes');
      });
      await search(page, '>print');
      await page.keyboard.press('Enter');
      await expect(page.locator('body')).toHaveAttribute('data-printed');

      await search(page, '>theme');
      await page.keyboard.press('Enter');
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();

      await search(page, 'mathem');
      await page
        .getByRole('group', { name: 'Tags and categories' })
        .getByRole('option', { name: 'mathematics' })
        .click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('mathematics');
    });
  });
}

test.describe('When the search cannot be loaded', { tag: '@app' }, () => {
  test.use({ expectedErrors: [/Failed to load resource|Failed to fetch|net::ERR/] });

  test('its index: the panel says so, and another try works', async ({ page, visit }) => {
    await visit('');
    await page.route('**/search/root.bin', (route) => route.abort());
    await search(page, 'gradients');
    await expect(page.getByText('The search cannot reach the site.')).toBeVisible();
    await page.unroute('**/search/root.bin');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(chosen(page)).toContainText('Gradients');
  });

  test('its sheet: it works all the same', async ({ page, visit }) => {
    await page.route('**/finder.css', (route) => route.abort());
    await visit('');
    await search(page, 'gradients');
    await expect(chosen(page)).toContainText('Gradients');
  });

  test('its program: a sentence says so, and another try works', async ({ page, visit }) => {
    await visit('');
    await page.route('**/finder_bg.wasm', (route) => route.abort());
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(page.getByText('The search and its tools could not be loaded.')).toBeVisible();
    await page.unroute('**/finder_bg.wasm');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(field(page)).toBeFocused();
  });
});
