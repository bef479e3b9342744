// @ts-check
/**
 * Runs acceptance cases (format: `tests/cases/README.md`) against the built product in Chromium.
 *
 *     node e2e/cases/run.mjs tests/cases [--area toc,slugs] [--only ID] [--jobs N] [--verbose]
 *
 * `STUDYBUDDY_BIN`, `STUDYBUDDY_APP` and `STUDYBUDDY_WEB` name the product's parts, `CHROMIUM` the browser.
 * Prints a line for each case that fails, then `N passed, N failed`; the exit code is 1 if any failed.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../browser.mjs';
import { findProduct } from '../product.mjs';
import { runCase } from './case.mjs';

/**
 * @import { Browser } from '@playwright/test'
 * @import { Case } from './site.mjs'
 */

/**
 * Reads all cases of a folder.
 *
 * @param {string} folder
 * @returns {Promise<Case[]>}
 */
async function loadCases(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const files = await Promise.all(
    names.map((name) => readFile(join(folder, name), 'utf8').then((text) => JSON.parse(text))),
  );
  return files.flat();
}

/**
 * Runs cases side by side, each worker in a browser of its own: pages of one browser share its clipboard.
 *
 * @param {Case[]} cases
 * @param {number} jobs
 * @param {(testCase: Case, browser: Browser) => Promise<void>} action
 */
async function inParallel(cases, jobs, action) {
  const queue = [...cases];
  const worker = async () => {
    const browser = await launchBrowser();
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await action(next, browser);
    await browser.close();
  };
  await Promise.all(Array.from({ length: Math.min(jobs, cases.length) }, worker));
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      area: { type: 'string' },
      only: { type: 'string' },
      jobs: { type: 'string', default: '2' },
      verbose: { type: 'boolean', default: false },
    },
  });
  const [folder] = positionals;
  if (folder === undefined || !existsSync(folder)) {
    console.error('usage: node e2e/cases/run.mjs DIR [--area a,b] [--only id] [--jobs N] [--verbose]');
    return 2;
  }
  const areas = values.area?.split(',');
  const cases = (await loadCases(resolve(folder))).filter(
    ({ id, area }) => (areas?.includes(area) ?? true) && (values.only === undefined || id === values.only),
  );
  if (cases.length === 0) {
    console.error(`${folder} holds no such case`);
    return 2;
  }

  const product = findProduct();
  const counts = { passed: 0, failed: 0 };
  await inParallel(cases, Number(values.jobs), async (testCase, browser) => {
    const start = performance.now();
    const reason = await runCase(testCase, { browser, product });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (reason === null) counts.passed += 1;
    else counts.failed += 1;
    if (reason !== null) console.log(`FAIL ${testCase.id}: ${reason}`);
    else if (values.verbose) console.log(`ok   ${testCase.id} (${seconds} s)`);
  });
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
