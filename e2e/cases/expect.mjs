// @ts-check
/** The expectations of a case, in an order in which one does not disturb the next. */
import { layoutChecks } from './expect/layout.mjs';
import { metadataChecks } from './expect/metadata.mjs';
import { navigationChecks } from './expect/navigation.mjs';
import { outputChecks } from './expect/output.mjs';
import { postChecks } from './expect/post.mjs';
import { safetyChecks } from './expect/safety.mjs';
import { textChecks } from './expect/text.mjs';
import { Failure } from './failure.mjs';

/**
 * @import { Page } from '@playwright/test'
 * @import { Run } from './steps.mjs'
 *
 * @typedef {object} LookExtras
 * @property {Page} page the page that is looked at
 * @property {(address: string, look: (page: Page) => Promise<any>) => Promise<any>} lookAt opens an address aside
 * @property {() => Promise<Page>} scratchPage an empty page
 *
 * @typedef {Run & LookExtras} Look
 * @typedef {(look: Look, wanted: any) => unknown} Check
 * @typedef {Record<string, any>} Expectation
 */

/** @type {Record<string, Check>} */
const CHECKS = {
  ...textChecks,
  ...layoutChecks,
  ...postChecks,
  ...navigationChecks,
  ...safetyChecks,
  ...outputChecks,
  ...metadataChecks,
  any_of: async (look, alternatives) => {
    const reasons = [];
    for (const alternative of alternatives) {
      try {
        for (const expectation of [alternative].flat()) await check(look, expectation);
        return;
      } catch (error) {
        if (!(error instanceof Failure) || error.message.startsWith('unknown')) throw error;
        reasons.push(error.message);
      }
    }
    throw new Failure(`none of ${alternatives.length} alternatives: ${reasons.join('; ')}`);
  },
  all_of: async (look, expectations) => {
    for (const expectation of expectations) await check(look, expectation);
  },
  not: async (look, expectation) => {
    try {
      for (const part of [expectation].flat()) await check(look, part);
    } catch (error) {
      if (error instanceof Failure && !error.message.startsWith('unknown')) return;
      throw error;
    }
    throw new Failure(`expected not ${JSON.stringify(expectation)}, seen it hold`);
  },
};

/** Checks of files need no browser page of the site. */
const OF_FILES = new Set([
  ...Object.keys(outputChecks).filter((verb) => verb !== 'error' && verb !== 'warning'),
  'list',
  'post',
  'tags',
  'titles_of',
  'search',
]);
/** Checks that leave the page for a while; those of the search results follow a search. */
const MOVING = new Set(['search', 'follow', 'toc_links_work', 'click_all']);
/** Checks of what has been counted all along. */
const COUNTING = new Set(['no_script_ran', 'console_errors', 'csp_violations']);

/**
 * Checks one expectation.
 *
 * @param {Look} look
 * @param {Expectation} expectation
 */
export async function check(look, expectation) {
  for (const [verb, wanted] of Object.entries(look.site.fill(expectation))) {
    if (!Object.hasOwn(CHECKS, verb)) throw new Failure(`unknown verb ${verb}`);
    const place = placeOf(verb, wanted);
    const isElsewhere = place !== null && (await look.page.locator(`css=${place.css}`).count()) === 0;
    if (isElsewhere && place.address === 'home') {
      await look.lookAt('home', (page) => Promise.resolve(CHECKS[verb]({ ...look, page }, wanted)));
    } else if (isElsewhere && look.session.searchPage !== null) {
      await CHECKS[verb]({ ...look, page: look.session.searchPage }, wanted);
    } else {
      await CHECKS[verb](look, wanted);
    }
  }
}

/**
 * Sorts expectations: first those that only look, then those that move, then the counts, last whether it all lives.
 *
 * @param {Expectation[]} expectations
 */
export function inSafeOrder(expectations) {
  return [...expectations].sort((a, b) => rank(a) - rank(b));
}

/**
 * Whether a page of the site has to be open for these expectations.
 *
 * @param {Expectation[]} expectations
 */
export function needPage(expectations) {
  return expectations.some((expectation) => verbsOf(expectation).some((verb) => !OF_FILES.has(verb)));
}

/**
 * All verbs of an expectation, also those of its alternatives.
 *
 * @param {Expectation} expectation
 * @returns {string[]}
 */
export function verbsOf(expectation) {
  return Object.entries(expectation).flatMap(([verb, wanted]) =>
    verb === 'any_of' || verb === 'all_of' || verb === 'not' ? [wanted].flat(2).flatMap(verbsOf) : [verb],
  );
}

/** @param {Expectation} expectation */
function rank(expectation) {
  const verbs = verbsOf(expectation);
  if (verbs.includes('alive')) return 3;
  if (verbs.some((verb) => COUNTING.has(verb))) return 2;
  if (verbs.some((verb) => MOVING.has(verb)) || JSON.stringify(expectation).includes('"@search')) return 1;
  return 0;
}

/**
 * Where an element of a list or of search results is to be found, if it is not on the page.
 *
 * @param {string} verb
 * @param {any} wanted
 */
function placeOf(verb, wanted) {
  const at = typeof wanted === 'object' ? wanted?.at : wanted;
  if (typeof at !== 'string' || verb === 'any_of') return null;
  if (at.startsWith('@list')) return { css: '.post-list', address: 'home' };
  if (at.startsWith('@search')) return { css: '.search-results', address: 'search' };
  return null;
}
