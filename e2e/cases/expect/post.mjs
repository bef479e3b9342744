// @ts-check
/** Expectations about the rendered post: formulas, table of contents, ids, notes, code, markup. */
import { Failure } from '../failure.mjs';
import { inPage } from '../in-page.mjs';
import { assert, assertList, assertNumber, assertText, show } from '../match.mjs';
import { parseSelector } from '../selector.mjs';
import { required } from '../targets.mjs';

/**
 * @import { Check } from '../expect.mjs'
 */

/** The heading levels that our table of contents lists. */
const TOC_LEVELS = [1, 2, 3, 4, 5, 6];
/** How far below the top of the window the target of a link may stand. */
const TARGET_WITHIN_PX = 200;

/** @param {string} tex */
const trimLines = (tex) =>
  tex
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim();

/** @type {Record<string, Check>} */
export const postChecks = {
  math: async ({ page }, wanted) => {
    const seen = (await inPage(page, 'formulas')).map(({ tex, display }) => ({
      tex: trimLines(tex),
      display,
    }));
    if (!Array.isArray(wanted)) return assertNumber(seen.length, wanted, 'formulas');
    const formulas = wanted.map((formula) => (typeof formula === 'string' ? { tex: formula } : formula));
    const holds =
      formulas.length === seen.length &&
      formulas.every(
        ({ tex, display }, i) =>
          trimLines(tex) === seen[i].tex && (display ?? seen[i].display) === seen[i].display,
      );
    assert(holds, formulas, seen);
  },

  math_count: async ({ page }, wanted) =>
    assertNumber((await inPage(page, 'formulas')).length, wanted, 'formulas'),

  math_errors: async ({ page }, wanted) => {
    assertNumber(
      await inPage(page, 'countOf', parseSelector('@body .katex-error')),
      wanted,
      'failed formulas',
    );
  },

  toc: async ({ page }, wanted) => {
    const listed = wanted.filter((/** @type {[number]} */ [level]) => TOC_LEVELS.includes(level));
    const seen = await inPage(page, 'tocEntries');
    assert(JSON.stringify(seen) === JSON.stringify(listed), listed, seen);
  },

  toc_nesting_valid: async ({ page }, wanted) => {
    const problems = await inPage(page, 'tocNestingProblems');
    assert((problems.length === 0) === wanted, 'valid nested lists', problems);
  },

  toc_links_work: async (run) => {
    const { page, session } = run;
    const entries = await inPage(page, 'tocEntries');
    assert(
      entries.length > 0 && entries.every(([level]) => level !== null),
      'every entry leads to a heading',
      entries,
    );
    for (const [index, [, id]] of entries.entries()) {
      await (await required(run, `@toc a[href] >> ${index}`)).click();
      await session.quiet();
      assert(
        decodeURIComponent(new URL(page.url()).hash.slice(1)) === id,
        `address ends in #${id}`,
        page.url(),
      );
      assert(
        await isInView(page, String(id)),
        `#${id} in view`,
        `top ${await inPage(page, 'topOf', String(id))}`,
      );
    }
  },

  headings: async ({ page }, wanted) => {
    const seen = await inPage(page, 'headings');
    assert(JSON.stringify(seen) === JSON.stringify(wanted), wanted, seen);
  },

  ids_unique: async ({ page }, wanted) => {
    const repeated = await inPage(page, 'repeatedIds');
    assert((repeated.length === 0) === wanted, 'unique ids', `repeated ${show(repeated)}`);
  },

  footnote_items: async ({ page }, wanted) =>
    assertNumber((await inPage(page, 'footnotes')).length, wanted, 'notes'),

  footnote_order: async ({ page }, wanted) => assertList(await inPage(page, 'footnotes'), wanted),

  backlinks: async ({ page }, wanted) => {
    const links = await inPage(page, 'backlinks');
    assertNumber(links.length, wanted, 'links back');
    assert(
      links.every((link) => link.reaches),
      'every link back leads to a reference',
      links,
    );
  },

  follow: async (run, wanted) => {
    const { page, session, site } = run;
    const before = page.url();
    await (await required(run, wanted.at)).click();
    await session.quiet();
    const after = new URL(page.url());
    const id = decodeURIComponent(after.hash.slice(1));
    const goal = String(wanted.reaches ?? wanted.to ?? wanted.url);
    const quoted = /'([^']+)'|"([^"]+)"/.exec(goal);
    if (/^(post|tag|category|raw):|^home$/.test(goal)) {
      assert(
        decodeURI(after.pathname + after.hash) === decodeURI(site.path(goal)),
        site.path(goal),
        after.pathname + after.hash,
      );
    } else if (/^#\S+$/.test(goal)) {
      assert(id === goal.slice(1) && (await isInView(page, id)), `${goal} in view`, after.hash);
    } else {
      const text = await inPage(page, 'firstText', { css: `[id="${escapeQuotes(id)}"]`, nth: null });
      if (text === null) throw new Failure(`expected ${goal}, seen no element #${id}`);
      assertText(text, { contains: [quoted?.[1] ?? quoted?.[2] ?? goal] });
      assert(await isInView(page, id), `#${id} in view`, `top ${await inPage(page, 'topOf', id)}`);
    }
    if (page.url() !== before) await session.page.goBack({ waitUntil: 'commit' });
    await session.quiet();
  },

  clipboard: async ({ page }, wanted) => {
    await page.bringToFront();
    const text = await page.evaluate('navigator.clipboard.readText()');
    assertText(text, wanted, { exact: true });
  },

  no_attribute_matching: async ({ page }, wanted) => {
    const found = await inPage(page, 'attributesMatching', wanted);
    assert(found.length === 0, `no attribute like ${wanted}`, found);
  },
};

/** @param {string} id */
const escapeQuotes = (id) => id.replace(/["\\]/g, '\\$&');

/**
 * Near the top of the window, or anywhere in it if the page cannot scroll further.
 *
 * @param {import('@playwright/test').Page} page
 * @param {string} id
 */
async function isInView(page, id) {
  const top = await inPage(page, 'topOf', id);
  const height = page.viewportSize()?.height ?? 0;
  const atEnd = await page.evaluate(
    'Math.abs(scrollY + innerHeight - document.documentElement.scrollHeight) < 2',
  );
  return top !== null && top >= -2 && top <= (atEnd ? height : TARGET_WITHIN_PX);
}
