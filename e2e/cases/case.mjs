// @ts-check
/** One case from its input to its verdict. */
import { serve } from '../serve.mjs';
import { check, inSafeOrder, needPage, verbsOf } from './expect.mjs';
import { Failure } from './failure.mjs';
import { Session } from './session.mjs';
import { Site } from './site.mjs';
import { checksEveryOpen, contextOptions, runStep } from './steps.mjs';

/**
 * @import { Browser } from '@playwright/test'
 * @import { Manner } from '../serve.mjs'
 * @import { Look } from './expect.mjs'
 * @import { Case, Product } from './site.mjs'
 * @import { Run } from './steps.mjs'
 */

const CASE_LIMIT_MS = 60_000;
/** Verbs that would see a second post. */
const SEES_ALL_POSTS = new Set([
  'list',
  'tags',
  'titles_of',
  'search',
  'sitemap_urls',
  'xml',
  'file_excludes',
  'file_contains',
  'json',
]);

/**
 * Runs a case.
 *
 * @param {Case} testCase
 * @param {{ browser: Browser, product: Product }} tools
 * @returns {Promise<string | null>} why it failed, in one line; `null` if it passed
 */
export async function runCase(testCase, { browser, product }) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const limit = new Promise((resolve) => {
    timer = setTimeout(
      () => resolve(`expected an end within ${CASE_LIMIT_MS / 1000} s, seen none`),
      CASE_LIMIT_MS,
    );
  });
  /** @type {Array<() => Promise<unknown>>} */
  const cleanUp = [];
  try {
    return /** @type {string | null} */ (
      await Promise.race([verdict(testCase, browser, product, cleanUp), limit])
    );
  } finally {
    clearTimeout(timer);
    for (const step of cleanUp.reverse()) await step().catch(() => {});
  }
}

/**
 * @param {Case} testCase
 * @param {Browser} browser
 * @param {Product} product
 * @param {Array<() => Promise<unknown>>} cleanUp
 */
async function verdict(testCase, browser, product, cleanUp) {
  try {
    const verbs = testCase.expect.flatMap(verbsOf);
    const withHelperPost = verbs.includes('alive') && !verbs.some((verb) => SEES_ALL_POSTS.has(verb));
    const site = await Site.build(testCase, product, withHelperPost);
    cleanUp.push(() => site.remove());

    /** @type {Manner} */
    const manner = { dist: site.dist, base: site.base, mode: 'plain' };
    const server = await serve(manner);
    cleanUp.push(server.close);
    site.origin = server.origin;

    const steps = testCase.steps ?? defaultSteps(testCase, site);
    const session = await Session.start(browser, server.origin, contextOptions(steps));
    cleanUp.push(() => session.close());
    await playThrough({ testCase, site, session, manner, product }, steps);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isKnown = error instanceof Failure;
    return (isKnown ? message : `expected the case to run, seen ${message}`)
      .replace(/\u001b\[\d*m/g, '')
      .replace(/\s*\n\s*/g, ' | ');
  }
}

/**
 * The post `x`, or the first if there is none; nothing if only files are looked at.
 *
 * @param {Case} testCase
 * @param {Site} site
 */
function defaultSteps(testCase, site) {
  if (!needPage(testCase.expect)) return [];
  const stem = site.stems.includes('x') ? 'x' : site.stems[0];
  return [{ open: stem === undefined ? 'home' : `post:${stem}` }];
}

/**
 * @param {Run} run
 * @param {Array<Record<string, any>>} steps
 */
async function playThrough(run, steps) {
  const { session } = run;
  /** @type {Look} */
  const look = {
    ...run,
    page: session.page,
    lookAt: async (address, action) => {
      const page = await session.newOwnPage();
      try {
        await session.open(run.site.path(address), page);
        return await action(page);
      } finally {
        await page.close();
      }
    },
    scratchPage: async () => {
      scratch ??= await session.newOwnPage();
      return scratch;
    },
  };
  /** @type {import('@playwright/test').Page | null} */
  let scratch = null;

  const everyOpen = checksEveryOpen(steps);
  const lastOpen = steps.findLastIndex((step) => 'open' in step);
  for (const [index, step] of steps.entries()) {
    if (everyOpen && 'open' in step && index > steps.findIndex((other) => 'open' in other))
      await checkAll(look);
    await runStep(run, step, (expectation) => check(look, expectation));
  }
  // A case that waits for a certain time means that moment; else it means the end.
  const waits = steps.slice(lastOpen + 1).some((step) => 'wait_ms' in step);
  if (session.documentLoads > 0 && !waits) await session.quiet({ evenDelayed: true });
  await checkAll(look);
}

/** @param {Look} look */
async function checkAll(look) {
  for (const expectation of inSafeOrder(look.testCase.expect)) await check(look, expectation);
}
