import { expectAccessible } from '../fixtures/axe';
import { DEVICES } from '../fixtures/devices';
import { kept, remember } from '../fixtures/memory';
import { expect, scrollTop, section, sight, test, type Page } from '../fixtures/test';

const offer = (page: Page) => page.locator('.reading-offer').getByRole('link');
const dismiss = (page: Page) => page.getByRole('button', { name: 'Start over' });
/** A post in the list on the first page, or in the archive. */
const post = (page: Page, title: string) =>
  page
    .locator('.post-list > li, .archive-list > li')
    .filter({ has: page.getByRole('link', { name: title }) });

/** A memory of one who was here before, to whom nothing is new. */
const VISITED = '1\t29000000\t2999-01-01\t';

/** Waits for the module that remembers, which is loaded when there is something to remember. */
const remembering = (page: Page) =>
  page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/assets/reading-')),
  );

/** Scrolls so far that the first paragraph of a section is at the top of the window. */
async function stopIn(page: Page, title: string): Promise<void> {
  const scroll = (heading: Element): void => {
    const top = heading.nextElementSibling?.getBoundingClientRect().top ?? 0;
    scrollTo({ top: scrollY + top - 24, behavior: 'instant' });
  };
  // What comes near for the first time is laid out, and moves what is below.
  for (let i = 0; i < 3; i += 1) {
    await section(page, title).evaluate(scroll);
    await page.waitForTimeout(100);
  }
  await remembering(page);
}

/** Opens the long post as one who comes from elsewhere; to go where one is would be a reload. */
async function comeBack(visit: (path: string) => Promise<void>): Promise<void> {
  await visit('about/');
  await visit('posts/long-post/');
}

/** Lets the page look as if it had been open for a minute more. */
const aMinuteLater = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + 60_000;
  });

/** By how much the layout has shifted without the reader's doing. */
const shift = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[])
        if (!entry.hadRecentInput) sum += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    await new Promise((resolve) => setTimeout(resolve, 300));
    return sum;
  });

for (const [device, viewport] of DEVICES) {
  test.describe(`On ${device} a post that was left inside`, { tag: '@app' }, () => {
    test.use({ viewport });

    test('is offered at the paragraph where the reader stopped, without moving anything', async ({
      page,
      visit,
    }) => {
      await visit('posts/long-post/');
      await expect(offer(page)).toHaveCount(0);
      await stopIn(page, 'Norms');
      await comeBack(visit);
      await expect(offer(page)).toHaveText('Continue at Norms');
      expect(await scrollTop(page)).toBe(0);
      expect(await shift(page)).toBeLessThan(0.001);
      const [box, title] = [
        await offer(page).boundingBox(),
        await page.locator('.post-header').boundingBox(),
      ];
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(title?.y ?? 0);

      await offer(page).click();
      const top = (): Promise<number> =>
        section(page, 'Norms').evaluate(
          (heading) => heading.nextElementSibling?.getBoundingClientRect().top ?? NaN,
        );
      await expect.poll(top).toBeGreaterThan(10);
      expect(await top()).toBeLessThan(40);
      await expect(offer(page)).toHaveCount(0);
      expect(
        await page.evaluate(() => document.activeElement?.previousElementSibling?.textContent),
      ).toContain('Norms');
    });

    test('is offered after a click in a list, by keyboard too', async ({ page, visit, expectNoReload }) => {
      await visit('posts/long-post/');
      await stopIn(page, 'Gradients');
      await page.locator('.site-title').evaluate((link: HTMLElement) => link.click());
      await expect(post(page, 'A long post').locator('.post-mark')).toHaveText('Started');
      await page.getByRole('link', { name: 'A long post' }).click();
      await expect(offer(page)).toHaveText('Continue at Gradients');
      await page.keyboard.press('Tab');
      await expect(offer(page)).toBeFocused();
      await page.keyboard.press('Enter');
      await expect.poll(() => scrollTop(page)).toBeGreaterThan(1500);
      expectNoReload();
    });

    test('is not offered on a reload, on the way back, or where a link leads inside', async ({
      page,
      visit,
    }) => {
      await visit('posts/long-post/');
      await stopIn(page, 'Norms');
      const before = await sight(page);
      await page.reload();
      await expect(page.locator('html')).toHaveAttribute('data-app', 'ready');
      expect((await sight(page)).block).toBe(before.block);
      await expect(offer(page)).toHaveCount(0);

      await page.locator('.site-title').evaluate((link: HTMLElement) => link.click());
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Test Notes');
      await page.goBack();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
      expect((await sight(page)).block).toBe(before.block);
      await expect(offer(page)).toHaveCount(0);

      await visit('posts/short-post/');
      await page.getByRole('link', { name: 'the kernels' }).click();
      await expect(page).toHaveURL(/#kernels$/);
      await expect(offer(page)).toHaveCount(0);
    });

    test('is offered no more once the reader starts over, or reads on', async ({ page, visit }) => {
      await visit('posts/long-post/');
      await stopIn(page, 'Norms');
      await comeBack(visit);
      await stopIn(page, 'Expectations');
      await expect(offer(page), 'once the reader rests elsewhere').toHaveCount(0);
      await comeBack(visit);
      await expect(offer(page)).toHaveText('Continue at Expectations');
      await dismiss(page).click();
      await expect(offer(page)).toHaveCount(0);
      await comeBack(visit);
      await expect(page.locator('.post-reading-time')).toBeVisible();
      await expect(offer(page)).toHaveCount(0);
    });

    test('is forgotten at the reader’s word', async ({ page, visit }) => {
      await visit('posts/long-post/');
      await stopIn(page, 'Norms');
      await comeBack(visit);
      await expect(offer(page)).toBeVisible();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('>forget');
      await page.keyboard.press('Enter');
      await expect(page.getByText('Forgotten')).toBeVisible();
      await expect(offer(page)).toHaveCount(0);
      expect(await kept(page)).toBeNull();
      await stopIn(page, 'Norms');
      await comeBack(visit);
      await expect(offer(page), 'what is open at that moment is not noted either').toHaveCount(0);
    });
  });

  test.describe(`On ${device} lists say of posts`, { tag: '@app' }, () => {
    test.use({ viewport });

    test('that they were read, without moving anything', async ({ page, visit, baseURL }) => {
      await remember(page, `reading ${baseURL}`, VISITED);
      await visit('posts/short-post/');
      await expect.poll(() => kept(page)).toMatch(/\nshort-post\t/);
      await aMinuteLater(page);
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await visit('');
      const mark = post(page, 'A short post').locator('.post-mark');
      await expect(mark).toHaveText('Read');
      await expect(mark).toBeVisible();
      await expect(page.locator('.post-mark')).toHaveCount(1);
      expect(await shift(page)).toBeLessThan(0.001);
      for (const list of ['archive/', 'tags/testing/', 'categories/notes/']) {
        await visit(list);
        await expect(post(page, 'A short post').locator('.post-mark')).toHaveText('Read');
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
          viewport.width,
        );
      }
    });

    test('that they are new since the visit before', async ({ page, visit, baseURL }) => {
      await visit('');
      await expect(page.locator('.post-mark')).toHaveCount(0);
      await remember(page, `reading ${baseURL}`, '1\t29000000\t2026-03-04\t');
      await visit('archive/');
      await expect(post(page, 'A long post').locator('.post-mark')).toHaveText('New');
      await expect(post(page, 'A short post').locator('.post-mark')).toHaveCount(0);
      await visit('posts/long-post/');
      // What remembers is a module that comes late: who leaves before it has not opened the post.
      await expect.poll(() => kept(page)).toMatch(/\nlong-post\t/);
      await visit('archive/');
      await expect(page.getByRole('link', { name: 'A long post' })).toBeVisible();
      await expect(post(page, 'A long post').locator('.post-mark')).toHaveCount(0);
    });
  });
}

for (const theme of ['light', 'dark'] as const) {
  test.describe(`In the ${theme} theme axe finds nothing wrong with`, { tag: '@app' }, () => {
    test.use({ colorScheme: theme });

    const memory = '1\t29000000\t2025-01-01\t\nshort-post\tread\nlong-post\t\t2\tnorms';
    for (const list of ['', 'archive/']) {
      test(`marks in /${list}`, async ({ page, visit, baseURL }) => {
        await remember(page, `reading ${baseURL}`, memory);
        await visit(list);
        await expect(page.locator('.post-mark', { hasText: 'Read' })).toBeVisible();
        await expect(page.locator('.post-mark', { hasText: 'Started' })).toBeVisible();
        await expect(page.locator('.post-mark', { hasText: 'New' }).first()).toBeVisible();
        await expectAccessible(page);
      });
    }

    test('the offer to go on', async ({ page, visit, baseURL }) => {
      await remember(page, `reading ${baseURL}`, memory);
      await visit('posts/long-post/');
      await expect(offer(page)).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test.describe('The memory of what was read', { tag: '@app' }, () => {
  test('is neither loaded nor begun before the reader scrolls', async ({ page, visit }) => {
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    for (const path of ['', 'archive/', 'posts/long-post/']) await visit(path);
    await page.waitForTimeout(300);
    expect(loaded.filter((url) => url.includes('/assets/reading-'))).toEqual([]);
    expect(await kept(page)).toBeNull();
    await page.mouse.wheel(0, 200);
    await expect.poll(() => kept(page)).toMatch(/\nlong-post\t$/);
  });

  test('is not written while the reader scrolls, but when they rest', async ({ page, visit, baseURL }) => {
    await remember(page, `reading ${baseURL}`, VISITED);
    await visit('posts/long-post/');
    await expect.poll(() => kept(page)).toMatch(/\nlong-post\t$/);
    const before = await kept(page);
    await stopIn(page, 'Norms');
    expect(await kept(page)).toBe(before);
    await expect.poll(() => kept(page)).toContain('long-post\t\t1\tnorms');
  });

  test('finds its place in a post that has changed', async ({ page, visit, baseURL }) => {
    const place = (text: string): Promise<void> =>
      remember(page, `reading ${baseURL}`, `1\t29000000\t2026-03-04\t\nlong-post\t\t${text}`);
    await place('99\tnorms');
    await visit('posts/long-post/');
    await offer(page).click();
    await expect(page.locator('.toc [aria-current]')).toHaveText('Norms');
    await place('1\tno-such-section');
    await visit('posts/long-post/');
    await expect(page.locator('.post-reading-time')).toBeVisible();
    await expect(offer(page)).toHaveCount(0);
  });

  test('does no harm where it is broken', async ({ page, visit, baseURL }) => {
    await page.addInitScript(
      (key) => localStorage.setItem(key, '1\tx\ny\t\t-1\t\u0000\n\n\t\t'),
      `reading ${baseURL}`,
    );
    await visit('posts/long-post/');
    await visit('');
    await expect(page.getByRole('link', { name: 'A long post' })).toBeVisible();
  });

  test('does no harm where storage is forbidden', async ({ page, visit }) => {
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('forbidden', 'SecurityError');
          },
        });
    });
    await visit('posts/long-post/');
    await stopIn(page, 'Norms');
    await page.locator('.site-title').evaluate((link: HTMLElement) => link.click());
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Test Notes');
    await page.getByRole('link', { name: 'A long post' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    await expect(offer(page)).toHaveCount(0);
  });
});
