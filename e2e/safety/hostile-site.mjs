// @ts-check
/** The hostile posts that `crates/content/tests/hostile` makes, and a site of them. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSite, ROOT } from '../product.mjs';

/**
 * @typedef {object} AllowList our list, as `html::allow_list` has it
 * @property {string[]} elements
 * @property {string[]} svgElements
 * @property {string[]} mathmlElements
 * @property {string[]} globalAttributes
 * @property {[string, string[]][]} attributes
 * @property {string[]} urlAttributes
 * @property {string[]} schemes
 * @property {string[]} imageKinds
 * @property {string[]} frameHosts
 *
 * @typedef {{ name: string, text: string, html: string }} HostilePost a post's Markdown and its body
 */

/** An empty page, from which others are opened. */
export const HARNESS = 'harness.html';

/** How many pages are put into one. */
const BATCH = 60;

/** A page that does what the others must not. */
export const ATTACK = {
  path: 'attack.html',
  html: '<p onclick="1"><a href="javascript:1">a</a><img src="x" onerror="top.__pwned=1"></p>',
};

/** @returns {{ list: AllowList, posts: HostilePost[] }} */
export function readHostilePosts() {
  const file = process.env.STUDYBUDDY_HOSTILE ?? join(ROOT, 'target/e2e/hostile.json');
  if (!existsSync(file)) {
    throw new Error(
      `${file} is missing; make it with \`cargo run -p studybuddy-content --example hostile > ${file}\``,
    );
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * Builds a site of one page for each post, and lists its pages.
 *
 * @param {HostilePost[]} posts
 * @returns {Promise<{ dist: string, paths: string[] }>}
 */
export async function buildHostileSite(posts) {
  const folder = join(ROOT, 'target/e2e/hostile');
  const dist = join(folder, 'dist');
  await rm(folder, { recursive: true, force: true });
  for (const part of ['posts', 'public']) await mkdir(join(folder, part), { recursive: true });
  await writeFile(join(folder, 'site.yaml'), 'title: Hostile\n');
  await Promise.all(posts.map(({ name, text }) => writeFile(join(folder, 'posts', `${name}.md`), text)));
  const headers = new Set(
    posts.filter(({ text }) => text.startsWith('---')).map(({ name }) => `/posts/${name}/`),
  );
  await buildSite(folder, dist, ['--posts', 'posts', '--site', 'site.yaml']);
  await silence(dist);
  await writeFile(join(dist, HARNESS), '<!DOCTYPE html><title>harness</title>');
  await writeFile(join(dist, ATTACK.path), `<!DOCTYPE html><main id="sb-main">${ATTACK.html}</main>`);
  const pages = await pagesIn(dist, 'posts');
  // What front matter says stands in the head of a page as well: those are opened one by one.
  const withHeader = pages.filter((path) => !/-\d+\/$/.test(path) || headers.has(path));
  return { dist, paths: ['/', ...withHeader, ...(await gather(dist, pages))] };
}

/**
 * Empties the scripts, style sheets and fonts of a site: what is left of its pages is what posts brought along.
 *
 * @param {string} assets
 */
async function silence(assets) {
  const entries = await readdir(assets, { withFileTypes: true });
  const parts = entries.filter((entry) => entry.isFile() && /\.(js|css|woff2)$/.test(entry.name));
  await Promise.all(parts.map(({ name }) => writeFile(join(assets, name), '')));
}

/**
 * Puts what stands in `<main>` of many pages into few, one after the other: opening each page takes too long.
 *
 * @param {string} dist
 * @param {string[]} paths
 * @returns {Promise<string[]>} the paths of the pages that hold them
 */
async function gather(dist, paths) {
  const gathered = [];
  for (let start = 0; start < paths.length; start += BATCH) {
    const batch = paths.slice(start, start + BATCH);
    const sections = batch.map((path) => {
      const html = readFileSync(join(dist, decodeURIComponent(path), 'index.html'), 'utf8');
      const main = html.slice(html.indexOf('<main'), html.lastIndexOf('</main>'));
      return `<section data-page="${path}">${main.slice(main.indexOf('>') + 1)}</section>`;
    });
    const name = `batch-${gathered.length}.html`;
    const main = `<main id="sb-main" data-pages="${batch.length}">${sections.join('')}</main>`;
    await writeFile(join(dist, name), `<!DOCTYPE html><title>batch</title>${main}`);
    gathered.push(`/${name}`);
  }
  return gathered;
}

/**
 * @param {string} dist
 * @param {string} kind
 */
async function pagesIn(dist, kind) {
  const entries = await readdir(join(dist, kind), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => `/${kind}/${encodeURIComponent(name)}/`);
}
