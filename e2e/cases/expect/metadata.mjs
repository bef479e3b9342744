// @ts-check
/** Expectations about what the site says of its posts: their metadata, lists, tags, search results. */
import { Failure } from '../failure.mjs';
import { inPage } from '../in-page.mjs';
import { assert, assertList, assertText, show } from '../match.mjs';

/**
 * @import { Check, Look } from '../expect.mjs'
 */

const MAX_LIST_PAGES = 50;

/** @type {Record<string, Check>} */
export const metadataChecks = {
  post: (run, wanted) =>
    run.lookAt(`post:${wanted.stem}`, async (page) => {
      const { stem: _stem, ...facts } = wanted;
      const seen = await inPage(page, 'postMetadata');
      if (wanted.exists === false) return assert(seen.title === null, `no post ${wanted.stem}`, seen.title);
      for (const [fact, value] of Object.entries(facts)) checkFact(seen, fact, value);
    }),

  list: async (run, wanted) => assertList(await titlesFrom(run, 'home'), wanted),

  titles_of: async (run, wanted) => {
    const place = ['tag', 'category'].find((key) => key in wanted);
    if (place === undefined) throw new Failure(`unknown list of titles ${show(wanted)}`);
    const { [place]: name, titles, ...tests } = wanted;
    assertList(await titlesFrom(run, `${place}:${name}`), titles ?? tests);
  },

  tags: (run, wanted) =>
    run.lookAt('tags', async (page) => {
      const cloud = await inPage(page, 'tagCloud');
      const names = cloud.map(({ name }) => name);
      const counts = Object.fromEntries(cloud.map(({ name, count }) => [name, count]));
      const isTests =
        typeof wanted === 'object' &&
        !Array.isArray(wanted) &&
        Object.values(wanted).some((value) => typeof value !== 'number');
      if (Array.isArray(wanted) && wanted.every((item) => typeof item === 'string'))
        return assertList(names, wanted, { anyOrder: true });
      if (isTests) return assertList(names, wanted, { anyOrder: true });
      const pairs = Array.isArray(wanted) ? Object.fromEntries(wanted) : wanted;
      const sorted = (/** @type {object} */ map) => show(Object.entries(map).sort());
      assert(sorted(counts) === sorted(pairs), pairs, counts);
    }),

  search: async (run, wanted) => {
    const { query, stems, any_order: anyOrder = false, superset_ok: superset = false, ...unknown } = wanted;
    if (Object.keys(unknown).length > 0) throw new Failure(`unknown verb ${Object.keys(unknown)}`);
    const { session, site } = run;
    session.searchPage ??= await session.newOwnPage();
    const page = session.searchPage;
    await session.open(`${site.base}search/?q=${encodeURIComponent(query)}`, page);
    if ((await inPage(page, 'countOf', { css: '.search-results', nth: null })) === 0)
      throw new Failure('expected search results, seen no list of them');
    if (stems === null) return;
    const links = await inPage(page, 'linksIn', '.search-results a[href]');
    const found = [
      ...new Set(links.map((href) => site.stemAt(new URL(href).pathname)).filter((stem) => stem !== null)),
    ];
    // `null` in the list stands for any post.
    const best = superset
      ? found.filter((stem) => stems.includes(stem))
      : found.map((stem, i) => (stems[i] === null ? null : stem));
    const sorted = (/** @type {Array<string | null>} */ list) => (anyOrder ? [...list].sort() : list);
    assert(show(sorted(best)) === show(sorted(stems)), `${show(query)} finds ${show(stems)}`, found);
  },
};

/**
 * @param {Record<string, any>} seen
 * @param {string} fact
 * @param {any} value
 */
function checkFact(seen, fact, value) {
  const name = { author: 'authors', category: 'categories', tag: 'tags' }[fact] ?? fact;
  if (name === 'exists') return;
  if (!Object.hasOwn(seen, name)) throw new Failure(`unknown verb ${fact}`);
  const actual = seen[name];
  if (value === null)
    return assert(actual === null || actual === '' || actual.length === 0, `no ${fact}`, actual);
  if (Array.isArray(actual)) return assertList(actual, typeof value === 'string' ? [value] : value);
  if (typeof value === 'boolean') return assert(actual === value, `${fact} ${value}`, actual);
  // A date may have its time behind it.
  const comparable =
    (name === 'date' || name === 'updated') && typeof value === 'string'
      ? String(actual).slice(0, value.length)
      : String(actual ?? '');
  assertText(comparable, value);
}

/**
 * The titles of a list in order, over all its pages.
 *
 * @param {Look} run
 * @param {string} address
 * @returns {Promise<string[]>}
 */
function titlesFrom(run, address) {
  return run.lookAt(address, async (page) => {
    const titles = [];
    for (let pages = 0; pages < MAX_LIST_PAGES; pages += 1) {
      const { items, next } = await inPage(page, 'postList');
      titles.push(...items.map(({ title }) => title));
      if (next === null) break;
      await run.session.open(new URL(next).pathname, page);
    }
    return titles;
  });
}
