/**
 * Hostile posts in a browser, without a Content Security Policy to lean on: nothing in them runs, loads from another
 * site or takes a name of the page, and DOMPurify with our own list finds nothing to take away.
 */
import { expect, test, type Page } from '@playwright/test';
import { CHROMIUM, CHROMIUM_ARGS } from '../browser.mjs';
import { serve } from '../serve.mjs';
import { ATTACK, buildHostileSite, HARNESS, readHostilePosts } from './hostile-site.mjs';
import { watchPages } from './watch-pages.mjs';
import { disagreements } from './second-sanitizer.mjs';
import { join } from 'node:path';
import { ROOT } from '../product.mjs';

/** What a page may load from anywhere: it is shown, and can do nothing. */
const SHOWN = ['image', 'media'];

/** Some seconds, and more on a machine that has other things to do. */
const PATIENCE = 180_000;

/** Other sites are not there. */
test.use({
  launchOptions: {
    executablePath: CHROMIUM,
    args: [...CHROMIUM_ARGS, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  },
});

test.describe.configure({ mode: 'serial', timeout: PATIENCE });

let list: ReturnType<typeof readHostilePosts>['list'];
let posts: ReturnType<typeof readHostilePosts>['posts'];
let paths: string[];
let origin: string;
let server: Awaited<ReturnType<typeof serve>> | undefined;

test.beforeAll(async () => {
  test.setTimeout(PATIENCE);
  ({ list, posts } = readHostilePosts());
  const site = await buildHostileSite(posts);
  paths = site.paths;
  server = await serve({
    dist: site.dist,
    base: '/',
    mode: 'plain',
    headers: { 'Content-Security-Policy': '', 'Cache-Control': 'max-age=3600' },
  });
  origin = server.origin;
});

test.afterAll(async () => {
  await server?.close();
});

/** Opens an empty page of the site, and notes what is asked of other sites from then on. */
async function openHarness(page: Page): Promise<string[]> {
  const seen: string[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => seen.push(`popup: ${popup.url()}`));
  page.on('request', (request) => {
    const type = request.resourceType();
    const url = new URL(request.url());
    const isFrame =
      type === 'document' && list.frameHosts.some((host) => `.${url.hostname}`.endsWith(`.${host}`));
    const isOurs = url.origin === origin || url.protocol === 'data:';
    if (!isOurs && !isFrame && !SHOWN.includes(type)) seen.push(`${type}: ${request.url()}`);
  });
  await page.goto(`${origin}/${HARNESS}`);
  return seen;
}

test('no hostile post runs a script as a finished page', async ({ page }) => {
  const seen = await openHarness(page);
  expect(posts.length).toBeGreaterThan(2000);
  const faults = await page.evaluate(watchPages, paths);
  expect([...faults, ...seen]).toEqual([]);
});

test('no hostile post runs a script where the app shows it', async ({ page }) => {
  const seen = await openHarness(page);
  const ran = await page.evaluate(
    async (bodies) => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const shown = frame.contentDocument!;
      const ran: string[] = [];
      for (const [name, html] of bodies) {
        shown.body.innerHTML = html;
        shown.querySelectorAll('details').forEach((details) => (details.open = true));
        if (bodies.indexOf([name, html]) % 50 === 0) await new Promise((resolve) => setTimeout(resolve));
        if ('__pwned' in window) ran.push(name);
        delete (window as { __pwned?: unknown }).__pwned;
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
      if ('__pwned' in window) ran.push('one of them, later');
      return ran;
    },
    posts.map(({ name, html }): [string, string] => [name, html]),
  );
  expect([...ran, ...seen]).toEqual([]);
});

test('DOMPurify with our list takes nothing away', async ({ page }) => {
  await openHarness(page);
  await page.addScriptTag({ path: join(ROOT, 'node_modules/dompurify/dist/purify.js') });
  expect(await page.evaluate(disagreements, { list, posts })).toEqual([]);
});

test('the tripwires are seen', async ({ page }) => {
  await openHarness(page);
  const faults = await page.evaluate(watchPages, [`/${ATTACK.path}`]);
  expect(faults.join('\n')).toMatch(/runs a script[^]*has onclick[^]*leads to javascript:/);
  const evil = { list, posts: [{ name: 'evil', text: '', html: ATTACK.html }] };
  await page.addScriptTag({ path: join(ROOT, 'node_modules/dompurify/dist/purify.js') });
  expect(await page.evaluate(disagreements, evil)).toHaveLength(1);
});
