import { shiftsOf, watchShifts } from '../fixtures/shifts';
import { expect, test } from '../fixtures/test';
import type { Page } from '@playwright/test';

type Watched = Window & { rehearsal?: { visibility: string; room: number[]; formulas: number } };

/** More formulas than stand on a first screen, and code. */
const TITLE = 'A long post';

async function goToPost(page: Page): Promise<void> {
  await page.getByRole('link', { name: TITLE, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE);
}

async function expectComplete(page: Page): Promise<void> {
  await expect(page.locator('.prose .katex').first()).toBeAttached();
  await expect(page.locator('.prose pre [class^="hljs-"]').first()).toBeAttached();
  await expect(page.locator('[data-pending]')).toHaveCount(0);
}

test.describe('A post that is gone to', { tag: '@app' }, () => {
  test('is drawn beside the thread of the page, which needs no KaTeX for it', async ({
    page,
    visit,
    expectNoReload,
  }) => {
    await visit('');
    await goToPost(page);
    await expectComplete(page);
    expect(page.workers()).toHaveLength(1);
    const scripts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter((entry) => (entry as PerformanceResourceTiming).initiatorType === 'script')
        .map((entry) => entry.name),
    );
    expect(scripts.filter((name) => /katex|highlighter/.test(name))).toEqual([]);
    expectNoReload();
  });

  test('is rehearsed on a list, when what it needs has come and nothing else is to be done', async ({
    page,
    visit,
  }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url().replace(/.*\//, '')));
    await watchShifts(page);
    await page.addInitScript(() => {
      new MutationObserver(() => {
        const rehearsal = document.querySelector<HTMLElement>('.rehearsal');
        if (!rehearsal) return;
        (window as Watched).rehearsal = {
          visibility: getComputedStyle(rehearsal).visibility,
          room: [rehearsal.offsetWidth, rehearsal.offsetHeight],
          formulas: rehearsal.querySelectorAll('.katex').length,
        };
      }).observe(document, { childList: true, subtree: true });
    });
    const started = page.waitForEvent('worker');
    await visit('');
    await started;
    const count = (name: RegExp) => asked.filter((url) => name.test(url)).length;
    for (const name of [/^katex-.*\.js$/, /^katex-.*\.css$/, /^KaTeX_Main-Regular/, /^KaTeX_Math-Italic/]) {
      expect(count(name), String(name)).toBeGreaterThan(0);
    }
    // It is laid out where nobody sees it, with the faces of the next page, and taken away.
    const seen = await page.waitForFunction(() => (window as Watched).rehearsal);
    expect(await seen.jsonValue()).toEqual({
      visibility: 'hidden',
      room: [page.viewportSize()?.width, page.viewportSize()?.height],
      formulas: 2,
    });
    await expect(page.locator('.rehearsal')).toHaveCount(0);
    expect(await page.evaluate(() => document.fonts.check('italic 1em KaTeX_Math'))).toBe(true);
    expect((await shiftsOf(page)).total).toBe('0.000');
    expect(count(/^highlighter-/), 'few of its posts have code').toBe(0);
    await expect(page.locator('#sb-main > .page')).toHaveCount(1);
  });

  test('is not rehearsed for readers who save data', async ({ page, visit }) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } });
    });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await visit('');
    await page.waitForTimeout(1500);
    expect(page.workers()).toHaveLength(0);
    expect(asked.filter((url) => /\.md$|manifest|katex|renderer/.test(url))).toEqual([]);
  });

  for (const [what, breakWorkers] of Object.entries({
    'there are no workers': () => {
      Reflect.deleteProperty(window, 'Worker');
    },
    'workers may not be started': () => {
      window.Worker = class {
        constructor() {
          throw new DOMException('refused', 'SecurityError');
        }
      } as unknown as typeof Worker;
    },
    'the worker fails before it answers': () => {
      const Original = window.Worker;
      window.Worker = class extends Original {
        override postMessage(): void {
          queueMicrotask(() => this.dispatchEvent(new Event('error')));
        }
      };
    },
    'the worker fails after its first answer': () => {
      const Original = window.Worker;
      window.Worker = class extends Original {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          this.addEventListener('message', ({ data: [, texts] }: MessageEvent<[number, string[]]>) => {
            if (texts[1] !== 'A long post') return;
            // After whoever listens for the answer itself.
            setTimeout(() => this.dispatchEvent(new Event('error')));
            this.addEventListener('message', (later) => later.stopImmediatePropagation(), { capture: true });
          });
        }
      };
    },
  })) {
    test(`is complete where ${what}`, async ({ page, visit, expectNoReload }) => {
      await page.addInitScript(breakWorkers);
      await visit('');
      await goToPost(page);
      await expectComplete(page);
      expectNoReload();
    });
  }

  test('is read and gone through before the rest of it has come', async ({ page, visit, expectNoReload }) => {
    await page.addInitScript(() => {
      const Original = window.Worker;
      window.Worker = class extends Original {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          const kept: MessageEvent[] = [];
          let hasBegun = false;
          this.addEventListener('message', (message: MessageEvent<[number, string[]]>) => {
            if (message.isTrusted && hasBegun) {
              message.stopImmediatePropagation();
              kept.push(message);
            }
            hasBegun ||= message.data[1][1] === 'A long post';
          });
          Object.assign(window, {
            letTheRestCome: () => {
              for (const { data } of kept) this.dispatchEvent(new MessageEvent('message', { data }));
            },
          });
        }
      };
    });
    await visit('');
    await goToPost(page);
    await expect(page.locator('html')).not.toHaveAttribute('data-busy');
    await expect(page.locator('.prose .katex').first()).toBeVisible();
    const rest = page.locator('.prose > [data-pending]');
    await expect(rest).toHaveCount(1);
    const room = await rest.evaluate((element) => element.getBoundingClientRect());
    const height = page.viewportSize()?.height ?? 0;
    expect(room.top, 'the first screen is full').toBeGreaterThan(height);
    expect(room.height, 'the scrollbar knows of the rest').toBeGreaterThan(height);

    const last = page.locator('.toc a').last();
    const id = (await last.getAttribute('href'))?.slice(1) ?? '';
    await last.evaluate((link: HTMLAnchorElement) => {
      link.click();
    });
    await expect(page).toHaveURL(new RegExp(`#${id}$`));
    await expect(page.locator(`[id="${id}"]`)).toHaveCount(0);
    await page.evaluate(() => {
      (window as unknown as { letTheRestCome: () => void }).letTheRestCome();
    });
    await expectComplete(page);
    await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
    expectNoReload();
  });

  test('gives way to the one that is clicked next', async ({ page, visit }) => {
    await visit('');
    await page.evaluate((title) => {
      const links = [...document.querySelectorAll<HTMLAnchorElement>('.post-list a')];
      links.find((link) => link.textContent === title)?.click();
      links.find((link) => link.textContent === 'A short post')?.click();
    }, TITLE);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A short post');
    await page.goBack();
    await goToPost(page);
    await expectComplete(page);
  });
});

test.describe('What draws posts', { tag: '@app' }, () => {
  const isRenderers = (url: string) => url.includes('/renderer/');

  /** The files of the renderer that a page asks for. */
  function watch(page: Page): Set<string> {
    const asked = new Set<string>();
    page.on('request', (request) => {
      if (isRenderers(request.url())) asked.add(request.url().replace(/.*\//, ''));
    });
    return asked;
  }

  test('is fetched by those who read on', async ({ page, visit }) => {
    const asked = watch(page);
    await visit('posts/long-post/');
    await page.waitForLoadState('networkidle');
    expect([...asked]).toEqual([]);
    await page.mouse.wheel(0, 300);
    await expect.poll(() => [...asked].sort()).toEqual(['renderer.js', 'renderer_bg.wasm']);
    expect(page.workers()).toHaveLength(0);
  });

  test('is not fetched ahead for readers who save data, and serves them all the same', async ({
    page,
    visit,
    expectNoReload,
  }) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } });
    });
    const asked = watch(page);
    await visit('posts/short-post/');
    await page.mouse.wheel(0, 300);
    await page.waitForTimeout(1000);
    expect([...asked]).toEqual([]);
    await page.getByRole('link', { name: 'the kernels' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE);
    await expectComplete(page);
    expectNoReload();
  });

  test.describe('cannot be loaded', () => {
    test.use({ expectedErrors: [/Failed to load resource/] });

    test('and this is said; another try shows the post', async ({ page, visit, expectNoReload }) => {
      await page.route(
        ({ href }) => isRenderers(href),
        (route) => route.abort(),
      );
      await visit('');
      await page.getByRole('link', { name: TITLE, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page could not be loaded');
      await page.unrouteAll();
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE);
      await expectComplete(page);
      expectNoReload();
    });
  });
});
