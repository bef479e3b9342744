// What the search, the reader's memory, series, related posts, backlinks, cards and citations add to a page before
// anything of them is used: bytes as brotli with them, less bytes without.
//
//     node bench/growth.mjs DIST
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { brotliSize } from './brotli.mjs';

/** How much a page may grow, in bytes. */
const LIMIT = 6000;
/**
 * What the app's WebAssembly has of them. Measured by hand, since it takes minutes: its 14 functions with `connections`,
 * `citation` or one of the scripts in their names made empty, and the program optimised again (docs/measurements.md).
 */
const WEBASSEMBLY = 1150;
const [dist] = process.argv.slice(2);
if (!dist) {
  console.error('usage: node bench/growth.mjs DIST');
  process.exit(2);
}

const root = path.join(import.meta.dirname, '..');
const PARTS = {
  markup: [
    /<nav class="post-series".*?<\/nav>/gs,
    /<div class="post-links">.*?<\/section><\/div>/gs,
    /<details class="post-citation">.*?<\/details>/gs,
    / data-(left="\d+"|day="[^"]*")/g,
    /"(finder|previews|reading)":"[^"]*",/g,
  ],
  sheets: ['search', 'typography', 'preview', 'post-links', 'post-series', 'post-citation', 'reading'],
  scripts: ['finder', 'previews', 'reading', 'clipboard'],
};

function esbuild(input, loader, folder) {
  const options = [
    '--bundle',
    '--minify',
    '--target=es2022',
    '--format=esm',
    '--external:*.woff2',
    `--loader=${loader}`,
  ];
  const program = path.join(root, 'node_modules/.bin/esbuild');
  return execFileSync(program, options, { input, cwd: path.join(root, folder) });
}

/** By how much the markup makes a page larger. */
function growthOf(page) {
  const html = fs.readFileSync(path.join(dist, page), 'utf8');
  const without = PARTS.markup.reduce((text, pattern) => text.replace(pattern, ''), html);
  return brotliSize(html) - brotliSize(without);
}

function growthOfSheets() {
  const all = fs.readFileSync(path.join(root, 'style/index.css'), 'utf8');
  const without = PARTS.sheets.reduce((text, sheet) => text.replace(`@import "./${sheet}.css";\n`, ''), all);
  if (all.split('\n').length - without.split('\n').length !== PARTS.sheets.length)
    throw new Error('a sheet has another name');
  return brotliSize(esbuild(all, 'css', 'style')) - brotliSize(esbuild(without, 'css', 'style'));
}

/** The scripts by themselves: in the app's glue they are smaller, as they share words with the rest. */
function sizeOfScripts() {
  return brotliSize(
    esbuild(
      PARTS.scripts.map((name) => `export * as ${name} from './${name}.js';`).join('\n'),
      'js',
      'src/interop',
    ),
  );
}

const posts = fs.readdirSync(path.join(dist, 'posts'), { withFileTypes: true });
const pages = posts.filter((post) => fs.existsSync(path.join(dist, 'posts', post.name, 'index.html')));
const rows = {
  'markup of home': growthOf('index.html'),
  'markup of the post with most of it': Math.max(
    ...pages.map(({ name }) => growthOf(`posts/${name}/index.html`)),
  ),
  'style sheets': growthOfSheets(),
  'scripts of the app': sizeOfScripts(),
  'WebAssembly of the app': WEBASSEMBLY,
};
const [home, post, ...others] = Object.values(rows);
const sum = others.reduce((sum, bytes) => sum + bytes, Math.max(home, post));
for (const [what, bytes] of Object.entries(rows))
  console.log(`${what.padEnd(44)} ${String(bytes).padStart(8)} bytes`);
console.log(
  `${'at most'.padEnd(44)} ${String(sum).padStart(8)} of ${LIMIT} bytes  ${sum > LIMIT ? 'over' : 'ok'}`,
);
process.exit(sum > LIMIT ? 1 : 0);
