// How many bytes a reader gets, against the budgets of `budgets.json`. Bytes only: they are the same on every machine.
//
//     node bench/sizes.mjs DIST
import fs from 'node:fs';
import path from 'node:path';
import { brotliSize } from './brotli.mjs';

const [dist] = process.argv.slice(2);
if (!dist) {
  console.error('usage: node bench/sizes.mjs DIST');
  process.exit(2);
}

/** Files below `folder`, as paths relative to `dist`. */
function filesIn(folder) {
  return fs
    .readdirSync(path.join(dist, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** As a host sends it: fonts are packed already. */
function bytesOnWire(file) {
  const content = fs.readFileSync(path.join(dist, file));
  return file.endsWith('.woff2') ? content.length : brotliSize(content);
}

const budgets = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'budgets.json'), 'utf8'));
const files = filesIn('.');
let isOver = false;
for (const { what, files: pattern, limit } of budgets) {
  const found = files.filter((file) => new RegExp(pattern).test(file));
  const bytes = found.reduce((sum, file) => sum + bytesOnWire(file), 0);
  const verdict = found.length === 0 ? 'nothing found' : bytes > limit ? 'over budget' : 'ok';
  isOver ||= verdict !== 'ok';
  console.log(`${what.padEnd(44)} ${String(bytes).padStart(8)} of ${String(limit).padStart(8)} bytes  ${verdict}`);
}
process.exit(isOver ? 1 : 0);
