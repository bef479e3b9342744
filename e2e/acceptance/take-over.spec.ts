import { expect, scrollTo, scrollTop, test, type Page } from '../fixtures/test';

/** Keeps the app from starting until it is let. */
async function holdApp(page: Page): Promise<() => void> {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/*_bg.wasm', async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

test.describe('When the app starts', { tag: '@app' }, () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('the article stays the very same, with the reader’s place, selection and open parts', async ({
    page,
  }) => {
    const asked: string[] = [];
    const release = await holdApp(page);
    await page.goto('posts/long-post/');
    await page.waitForLoadState('load');
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('navigation', { name: 'On this page' }).getByText('On this page').click();
    await scrollTo(page, 1500);
    await page.evaluate(() => {
      const [article, text] = [document.querySelector('article'), document.querySelectorAll('.prose p')[5]];
      if (!text) throw new Error('no text');
      document.getSelection()?.selectAllChildren(text);
      Object.assign(window, { kept: { article, parts: [...(article?.querySelectorAll('*') ?? [])] } });
    });
    const selected = await page.evaluate(() => String(document.getSelection()));
    expect(selected.length).toBeGreaterThan(20);

    release();
    await expect(page.locator('html')).toHaveAttribute('data-app', 'ready');
    const same = await page.evaluate(() => {
      const { kept } = window as unknown as { kept: { article: Element; parts: Element[] } };
      const parts = [...kept.article.querySelectorAll('*')];
      const isShown = document.querySelector('#sb-main > .page > article') === kept.article;
      return (
        isShown && parts.length === kept.parts.length && parts.every((part, at) => part === kept.parts[at])
      );
    });
    expect(same).toBe(true);
    expect(await scrollTop(page)).toBe(1500);
    expect(await page.evaluate(() => String(document.getSelection()))).toBe(selected);
    await expect(page.locator('nav.toc details')).toHaveAttribute('open');
    await page.waitForLoadState('networkidle');
    expect(asked.filter((url) => /\.md|manifest|katex|highlighter/.test(url))).toEqual([]);
  });

  test('the page has been painted', async ({ page, visit }) => {
    await visit('posts/long-post/');
    const [paint, wasm] = await page.evaluate(() => {
      const resources = performance.getEntriesByType('resource');
      return [
        performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity,
        resources.find(({ name }) => name.endsWith('_bg.wasm'))?.startTime ?? -1,
      ];
    });
    expect(wasm).toBeGreaterThan(paint ?? Infinity);
  });

  test('its program has come into the cache: it is read at once, and crosses the line once', async ({
    page,
    visit,
  }) => {
    await visit('posts/long-post/');
    const read = await page.evaluate(() =>
      (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
        .filter(({ name }) => name.endsWith('_bg.wasm'))
        .map(({ initiatorType, transferSize }) => [initiatorType, transferSize > 10_000]),
    );
    expect(read).toEqual([
      ['link', true],
      ['fetch', false],
    ]);
  });

  for (const [what, script] of [
    ['that cannot fetch ahead', () => (DOMTokenList.prototype.supports = () => false)],
    [
      'that is told not to fetch ahead, and says nothing,',
      () => {
        const append = Element.prototype.append;
        Element.prototype.append = function (...nodes) {
          append.apply(
            this,
            nodes.filter((node) => !(node instanceof HTMLLinkElement && node.rel === 'prefetch')),
          );
        };
      },
    ],
  ] as const) {
    test(`a browser ${what} starts the app as well`, async ({ page, visit }) => {
      await page.addInitScript(script);
      await visit('posts/short-post/');
      const asked = await page.evaluate(() =>
        (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
          .filter(({ name }) => name.endsWith('_bg.wasm'))
          .map(({ initiatorType }) => initiatorType),
      );
      expect(asked).toEqual(['fetch']);
    });
  }
});

test.describe('Without the app', { tag: '@app' }, () => {
  test.use({ expectedErrors: [/Failed to load resource|WebAssembly/] });

  for (const [what, fail] of [
    ['is missing', (page: Page) => page.route('**/*_bg.wasm', (route) => route.fulfill({ status: 404 }))],
    ['cannot be reached', (page: Page) => page.route('**/*_bg.wasm', (route) => route.abort())],
    [
      'is a page, as hosts say it that answer everything',
      (page: Page) =>
        page.route('**/*_bg.wasm', (route) =>
          route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
        ),
    ],
    [
      'may not be compiled',
      (page: Page) =>
        page.route('**/posts/*/', async (route) => {
          const response = await route.fetch();
          const policy = response.headers()['content-security-policy'] ?? '';
          const headers = {
            ...response.headers(),
            'content-security-policy': policy.replace("'wasm-unsafe-eval'", ''),
          };
          await route.fulfill({ response, headers });
        }),
    ],
  ] as const) {
    test(`because its WebAssembly ${what}, pages are read and links work`, async ({ page }) => {
      const told: string[] = [];
      page.on('console', (message) => {
        if (message.type() !== 'error') told.push(message.text());
      });
      await fail(page);
      await page.goto('posts/short-post/');
      await expect.poll(() => told.length).toBeGreaterThan(0);
      await page.waitForLoadState('networkidle');
      expect(told.filter((text) => /could not be started/.test(text))).toHaveLength(1);
      await expect(page.locator('html')).not.toHaveAttribute('data-app');
      await expect(page.locator('.prose .katex')).toHaveCount(1);
      const loaded = page.waitForEvent('request', (request) => request.isNavigationRequest());
      await page.getByRole('link', { name: 'the kernels' }).click();
      await loaded;
      await expect(page).toHaveURL(/posts\/long-post\/#kernels$/);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    });
  }
});
