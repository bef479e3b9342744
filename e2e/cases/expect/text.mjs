// @ts-check
/** Expectations about elements: their number, text, attributes, styles and boxes. */
import { Failure } from '../failure.mjs';
import { inPage } from '../in-page.mjs';
import { assert, assertNumber, assertText, show } from '../match.mjs';
import { parseSelector, selectorsOf } from '../selector.mjs';

/**
 * @import { Check } from '../expect.mjs'
 */

/** @type {Record<string, Check>} */
export const textChecks = {
  text: async ({ page }, wanted) => {
    if (wanted.all === true) {
      const texts = await inPage(page, 'allTexts', parseSelector(wanted.at));
      for (const text of texts) assertText(text, wanted, { ignore: ['at', 'all'] });
      return assert(texts.length > 0, `a match for ${wanted.at}`, 'none');
    }
    const text = await inPage(page, 'firstText', parseSelector(wanted.at));
    if (text === null) throw new Failure(`expected a match for ${wanted.at}, seen none`);
    assertText(text, wanted, { ignore: ['at', 'any_case'], anyCase: wanted.any_case === true });
  },

  texts: async ({ page }, wanted) => {
    const seen = await inPage(page, 'allTexts', parseSelector(wanted.at));
    assert(show(seen) === show(wanted.equals), wanted.equals, seen);
  },

  pre_text: async ({ page }, wanted) => {
    const at = typeof wanted === 'object' ? wanted.at : undefined;
    const raw = await inPage(page, 'rawText', parseSelector(at ?? '@body pre'));
    if (raw === null) throw new Failure('expected a pre, seen none');
    // The line break that ends the last line belongs to the fence.
    const end = (/** @type {string} */ text) => text.replace(/\n$/, '');
    const tests =
      typeof wanted === 'string'
        ? { equals: end(wanted) }
        : { ...wanted, ...(wanted.equals && { equals: end(wanted.equals) }) };
    assertText(end(raw), tests, { exact: true, ignore: ['at'] });
  },

  raw_text: async ({ page }, wanted) => {
    assertText((await inPage(page, 'rawText', parseSelector(wanted.at))) ?? '', wanted, {
      exact: true,
      ignore: ['at'],
    });
  },

  page_text: async ({ page }, wanted) => assertText(await inPage(page, 'pageText'), wanted),

  body_not_empty: async ({ page }, wanted) => {
    const text = (await inPage(page, 'firstText', parseSelector('@body'))) ?? '';
    assert((text !== '') === wanted, wanted ? 'a body with text' : 'an empty body', show(text));
  },

  count: async ({ page }, wanted) => {
    const seen = await inPage(page, 'countOf', parseSelector(wanted.at));
    assertNumber(seen, wanted, `count of ${wanted.at}`, ['at']);
  },

  attr: async ({ page, site, session }, wanted) => {
    const seen = await inPage(page, 'attributeOf', parseSelector(wanted.at), wanted.name);
    if (seen === null) throw new Failure(`expected a match for ${wanted.at}, seen none`);
    const { at: _at, name: _name, absent, present, ...tests } = wanted;
    const isAbsent = absent === true || present === false || tests.equals === null;
    if (isAbsent || absent === false || present === true) {
      return assert(
        (seen.value === null) === isAbsent,
        `${wanted.name} ${isAbsent ? 'absent' : 'present'}`,
        show(seen.value),
      );
    }
    if (seen.value === null) throw new Failure(`expected ${show(tests)}, seen no attribute ${wanted.name}`);
    const value = seen.value;
    const absolute = seen.url ?? value;
    // A symbolic address is compared as an address; a relative link may stand for it.
    if (/^(post|tag|category|page|raw):|^home$/.test(tests.equals ?? '')) {
      return assert(
        decodeURI(absolute) === decodeURI(session.origin + site.path(tests.equals)),
        site.path(tests.equals),
        absolute,
      );
    }
    const published = absolute.startsWith(session.origin)
      ? site.publicUrl(absolute.slice(session.origin.length))
      : absolute;
    if (tests.equals !== undefined && tests.equals === published) return;
    assertText(value, tests, { exact: true });
  },

  style: async ({ page }, wanted) => {
    const seen = await inPage(
      page,
      'styleOf',
      parseSelector(wanted.at),
      wanted.prop ?? wanted.property,
      wanted.pseudo ?? null,
    );
    if (seen === null) throw new Failure(`expected a match for ${wanted.at}, seen none`);
    const { at: _at, prop: _prop, property: _property, pseudo: _pseudo, min, max, ...tests } = wanted;
    if (min !== undefined) assertNumber(parseFloat(seen), { min }, wanted.prop);
    if (max !== undefined) assertNumber(parseFloat(seen), { max }, wanted.prop);
    if (Object.keys(tests).length > 0 || (min ?? max) === undefined) assertText(seen, tests);
  },

  box: async ({ page }, wanted) => {
    const box = await inPage(page, 'boxOf', parseSelector(wanted.at));
    if (box === null) throw new Failure(`expected a match for ${wanted.at}, seen none`);
    for (const [key, value] of Object.entries(wanted)) {
      if (key === 'at') continue;
      const [, bound, side] = /^(?:(min|max)_)?(top|left|right|bottom|width|height)$/.exec(key) ?? [];
      if (side === undefined) throw new Failure(`unknown verb ${key}`);
      assertNumber(
        Math.round(box[/** @type {keyof typeof box} */ (side)]),
        { [bound ?? 'equals']: value },
        side,
      );
    }
  },

  visible: async ({ page }, wanted) => {
    for (const selector of selectorsOf(wanted)) {
      assert(await inPage(page, 'isVisible', parseSelector(selector)), `${selector} is visible`, 'it is not');
    }
  },
  hidden: (run, wanted) => textChecks.hidden_or_absent(run, wanted),
  hidden_or_absent: async ({ page }, wanted) => {
    for (const selector of selectorsOf(wanted)) {
      assert(
        !(await inPage(page, 'isVisible', parseSelector(selector))),
        `${selector} hidden or absent`,
        'it is visible',
      );
    }
  },
  absent: async ({ page }, wanted) => {
    for (const selector of selectorsOf(wanted)) {
      assertNumber(await inPage(page, 'countOf', parseSelector(selector)), 0, `count of ${selector}`);
    }
  },
  exists: async ({ page }, wanted) => {
    for (const selector of selectorsOf(wanted)) {
      assertNumber(
        await inPage(page, 'countOf', parseSelector(selector)),
        { min: 1 },
        `count of ${selector}`,
      );
    }
  },
};
