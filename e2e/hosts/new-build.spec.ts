import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, expectAtTop, test as base, type Page } from '../fixtures/test';
import { serve, type Manner } from '../serve.mjs';
import { ANYWHERE } from '../sites.mjs';

interface Fixtures {
  /** A folder for builds. It outlives the page and its host: until the page is closed it may ask for a file. */
  builds: string;
  /** How the host answers: a test changes it under the running page. */
  manner: Manner;
  /** A folder with the next build of the same site. */
  next: string;
  /** How many documents the tab has loaded so far. */
  documentLoads: () => number;
}

const test = base.extend<Fixtures>({
  builds: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'studybuddy-builds-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
  // What is asked for here goes after this.
  manner: async ({ builds: _ }, use) => {
    await use({ dist: ANYWHERE, base: '/', mode: 'github-pages' });
  },
  baseURL: async ({ manner }, use) => {
    const { origin, close } = await serve(manner);
    await use(`${origin}/`);
    await close();
  },
  next: async ({ builds }, use) => {
    const folder = join(builds, 'next');
    await publishAgain(ANYWHERE, folder);
    await use(folder);
  },
  documentLoads: async ({ page }, use) => {
    let loads = 0;
    page.on('request', (request) => {
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) loads += 1;
    });
    await use(() => loads);
  },
});

/** Copies a site as a new build would write it: another shell, KaTeX under another name. */
async function publishAgain(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true });
  const names = await readdir(to, { recursive: true });
  const katex = names.find((name) => /katex-[^/]*\.js$/.test(name)) ?? '';
  const renamed = katex.replace(/-[^-]*\.js$/, '-NEXT.js');
  await rename(join(to, katex), join(to, renamed));
  for (const name of names.filter((name) => /\.(html|json)$/.test(name))) {
    const path = join(to, name);
    const text = await readFile(path, 'utf8');
    const next = text
      .replace(/"(build|shell)":"[^"]*"/g, '"$1":"next"')
      .replaceAll(basename(katex), basename(renamed));
    await writeFile(path, next);
  }
}

/** What the document that is open has in common with all pages of its build. */
const build = async (page: Page): Promise<string> =>
  JSON.parse((await page.locator('#sb-config').textContent()) ?? '{}').shell;

/** Changes a file of a site. */
async function edit(dist: string, path: string, change: (text: string) => string): Promise<void> {
  const file = join(dist, path);
  await writeFile(file, change(await readFile(file, 'utf8')));
}

async function go(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page.locator('html')).toHaveAttribute('data-app', 'ready');
}

test.describe('A page that meets a new build', () => {
  test('is loaded anew once, where the reader was going', async ({
    page,
    visit,
    manner,
    next,
    documentLoads,
  }) => {
    await visit('posts/short-post/');
    manner.dist = next;
    await page.getByRole('link', { name: 'the kernels' }).click();
    await expect(page).toHaveURL(/posts\/long-post\/#kernels$/);
    await expect.poll(() => build(page)).toBe('next');
    await expectAtTop(page, 'Kernels');
    await expect(page.locator('html')).toHaveAttribute('data-app', 'ready');

    await go(page, 'Archive');
    await go(page, 'Tags');
    expect(documentLoads()).toBe(2);
    await page.goBack();
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long post');
    expect(documentLoads()).toBe(2);
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A short post');
  });

  test('and then the old one again follows both', async ({ page, visit, manner, next, documentLoads }) => {
    // Neither page has posts: a list of them asks for the manifest ahead.
    await visit('about/');
    const first = await build(page);
    manner.dist = next;
    await go(page, 'Tags');
    expect(await build(page)).toBe('next');
    manner.dist = ANYWHERE;
    await go(page, 'Archive');
    expect(await build(page)).toBe(first);
    expect(documentLoads()).toBe(3);
  });

  test('does not go in circles when a cache has an old list', async ({
    page,
    visit,
    next,
    documentLoads,
  }) => {
    const old = await readFile(join(next, 'posts/manifest.json'), 'utf8');
    await page.route('**/posts/manifest.json*', (route) =>
      route.fulfill({ contentType: 'application/json', body: old }),
    );
    await visit('');
    await go(page, 'Archive');
    expect(documentLoads()).toBe(2);
    await go(page, 'Tags');
    expect(documentLoads()).toBe(2);
  });

  test('is loaded anew when a part of its own build is gone', async ({
    page,
    visit,
    manner,
    next,
    documentLoads,
  }) => {
    await visit('about/');
    // The list is read here, before the new build.
    await go(page, 'Archive');
    manner.dist = next;
    await page.getByRole('link', { name: 'A short post' }).click();
    await expect(page.locator('.prose .katex')).toHaveCount(1);
    expect(await build(page)).toBe('next');
    expect(documentLoads()).toBe(2);
  });

  test('is loaded anew when its list is written in another way', async ({
    page,
    visit,
    manner,
    next,
    documentLoads,
  }) => {
    await edit(next, 'posts/manifest.json', (text) =>
      text.replace(/"version":\d+/, '"version":99').replace('"posts":[', '"posts":[7,'),
    );
    await visit('about/');
    manner.dist = next;
    await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Archive' }).click();
    await expect.poll(() => build(page)).toBe('next');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Archive');
    expect(documentLoads()).toBe(2);
  });
});

test('A build that has only other posts needs no reload', async ({
  page,
  visit,
  manner,
  builds,
  documentLoads,
}) => {
  const other = join(builds, 'other');
  await cp(ANYWHERE, other, { recursive: true });
  const summary = '{"slug":"brand-new","source":"brand-new.md","title":"Brand new","minutes":1}';
  await edit(other, 'posts/manifest.json', (text) =>
    text.replace(/"build":"[^"]*"/, '"build":"other"').replace('"posts":[', `"posts":[${summary},`),
  );
  await writeFile(join(other, 'posts/brand-new.md'), '# Brand new\n\nJust published.\n');

  await visit('about/');
  // The list is read here, before the new build.
  await go(page, 'Archive');
  manner.dist = other;
  await page.evaluate(() =>
    document.querySelector('.archive-list a')?.setAttribute('href', '/posts/brand-new/'),
  );
  await page.locator('.archive-list a').first().click();
  await expect(page.locator('.prose')).toHaveText(/Just published/);
  await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Posts' }).click();
  await expect(page.getByRole('link', { name: 'Brand new' })).toBeVisible();
  expect(documentLoads()).toBe(1);
});

test.use({ expectedErrors: [/status of 404/] });
