import { expectAccessible } from '../fixtures/axe';
import { expect, scrollTo, test, type Locator, type Page } from '../fixtures/test';
import { hold } from '../fixtures/touch';

const card = (page: Page): Locator => page.locator('.preview');
const link = (page: Page, name: string): Locator =>
  page.locator('.prose').getByRole('link', { name, exact: true }).first();

/** How much of a link's lines the card covers, in square pixels. */
const overlap = (page: Page, target: Locator): Promise<number> =>
  target.evaluate((element) => {
    const own = document.querySelector('.preview')?.getBoundingClientRect() ?? new DOMRect();
    return [...element.getClientRects()].reduce((sum, line) => {
      const across = Math.min(own.right, line.right) - Math.max(own.left, line.left);
      const down = Math.min(own.bottom, line.bottom) - Math.max(own.top, line.top);
      return sum + Math.max(0, across) * Math.max(0, down);
    }, 0);
  });

for (const app of [false, true]) {
  test.describe(app ? 'On a page drawn by the app' : 'On a finished page', () => {
    test.beforeEach(async ({ page, visit }) => {
      await visit(app ? 'posts/heads/' : 'posts/weights/');
      if (!app) return;
      await page.getByRole('link', { name: 'Previous part' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Weights');
    });

    test('a note shows what it says, with its formula', async ({ page }) => {
      await link(page, '1').hover();
      await expect(card(page)).toContainText('A soft maximum');
      await expect(card(page).locator('.katex')).toHaveCount(1);
      await expect(card(page).locator('.footnote-backref, [id]')).toHaveCount(0);
      expect(await overlap(page, link(page, '1'))).toBe(0);
      await expectAccessible(page);
    });

    test('a reference shows its equation, its section and its source', async ({ page }) => {
      await link(page, '(1)').hover();
      await expect(card(page).locator('.math-display .katex')).toBeVisible();
      await link(page, 'the section on saturation').hover();
      await expect(card(page)).toContainText('SaturationA softmax of large scores');
      await expect(card(page)).not.toContainText('Paragraph 24');
      await link(page, 'Vaswani et al.').hover();
      await expect(card(page)).toContainText('Attention Is All You Need');
      await expect(card(page)).toHaveCount(1);
    });

    test('a link to a post shows title, day, length and description', async ({ page }) => {
      await link(page, 'the first part').hover();
      await expect(card(page)).toHaveText('Scores5 January 2026 · 1 min readWhat a query asks of a key.');
      expect(await overlap(page, link(page, 'the first part'))).toBe(0);
      await expectAccessible(page);
    });
  });
}

test.describe('A card', () => {
  test.beforeEach(async ({ visit }) => visit('posts/weights/'));

  test('is loaded when it is first wanted, and asks for nothing that is in the page', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      // Faces come when the browser is idle, whatever the reader does.
      if (!pathname.endsWith('.woff2')) asked.push(pathname);
    });
    await page.mouse.move(0, 0);
    await link(page, '1').hover();
    await expect(card(page)).toBeVisible();
    await link(page, '(1)').hover();
    await expect(card(page).locator('.katex')).toBeVisible();
    expect(asked.filter((path) => !/\/assets\/previews-/.test(path))).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  test('does not open for a pointer that passes by', async ({ page }) => {
    await link(page, '1').hover();
    await page.waitForTimeout(100);
    await page.mouse.move(5, 5);
    await page.waitForTimeout(500);
    await expect(card(page)).toHaveCount(0);
  });

  test('lets the pointer in, and goes when it has left', async ({ page }) => {
    await link(page, '1').hover();
    await card(page).hover();
    await page.waitForTimeout(500);
    await expect(card(page)).toBeVisible();
    await page.mouse.move(5, 5);
    await expect(card(page)).toHaveCount(0);
  });

  test('goes with Escape, and does not come again before the pointer has left', async ({ page }) => {
    await link(page, '1').hover();
    await expect(card(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(card(page)).toHaveCount(0);
    const box = await link(page, '1').boundingBox();
    await page.mouse.move((box?.x ?? 0) + 2, (box?.y ?? 0) + 3);
    await page.waitForTimeout(500);
    await expect(card(page)).toHaveCount(0);
  });

  test('goes when the page is scrolled', async ({ page }) => {
    await link(page, 'the first part').hover();
    await expect(card(page)).toBeVisible();
    await scrollTo(page, 300);
    await expect(card(page)).toHaveCount(0);
  });

  test('opens for the keyboard, and never takes the focus', async ({ page }) => {
    await link(page, 'the first part').focus();
    await page.keyboard.press('Tab');
    await expect(link(page, '1')).toBeFocused();
    await expect(card(page)).toContainText('A soft maximum');
    await page.keyboard.press('Tab');
    await expect(link(page, '(1)')).toBeFocused();
    await expect(card(page).locator('.math-display')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(card(page)).toHaveCount(0);
  });

  test('of a post is not fetched for who saves data', async ({ page }) => {
    await page.evaluate(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await link(page, 'the first part').hover();
    await page.waitForTimeout(700);
    await expect(card(page)).toHaveCount(0);
    expect(asked.filter((url) => /manifest|\.md/.test(url))).toEqual([]);
    await link(page, '1').hover();
    await expect(card(page)).toBeVisible();
  });

  test('does not move for those who want no motion', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await link(page, '1').hover();
    await expect(card(page)).toHaveCSS('animation-name', 'none');
  });
});

test.describe('On a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('a finger held on a link opens the card and does not follow the link', async ({ page, visit }) => {
    await visit('posts/weights/');
    await hold(page, link(page, 'the first part'), 460);
    await expect(card(page)).toContainText('What a query asks of a key.');
    await expect(page).toHaveURL(/posts\/weights\/$/);
    const box = await card(page).boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(360);
    expect(await overlap(page, link(page, 'the first part'))).toBe(0);
    await expectAccessible(page);
    await page.getByRole('heading', { level: 1 }).tap();
    await expect(card(page)).toHaveCount(0);
  });

  test('a tap follows the link, and the menu of the browser is left alone', async ({ page, visit }) => {
    await visit('posts/weights/');
    await page.evaluate(() => {
      addEventListener(
        'contextmenu',
        (event) => (document.body.dataset['menu'] = String(event.defaultPrevented)),
      );
    });
    await hold(page, link(page, '1'), 900);
    await expect(card(page)).toContainText('A soft maximum');
    await expect(page.locator('body')).not.toHaveAttribute('data-menu', 'true');
    await page.keyboard.press('Escape');
    await link(page, 'the first part').tap();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Scores');
  });
});
