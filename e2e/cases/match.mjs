// @ts-check
/** Comparing what was seen with what a case says, in words that fit into one line of a report. */
import { Failure } from './failure.mjs';

/** @param {unknown} value */
export function show(value) {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/**
 * @param {boolean} holds
 * @param {unknown} expected
 * @param {unknown} seen
 */
export function assert(holds, expected, seen) {
  const say = (/** @type {unknown} */ value) => (typeof value === 'string' ? value : show(value));
  if (!holds) throw new Failure(`expected ${say(expected)}, seen ${say(seen)}`);
}

/** @param {string} text */
const collapse = (text) => text.replace(/\s+/g, ' ');
/** @param {unknown} value @returns {any[]} */
const list = (value) => (Array.isArray(value) ? value : [value]);

/** @typedef {(seen: string, wanted: any) => boolean} TextTest */

/** @type {Record<string, TextTest>} */
const TEXT_TESTS = {
  equals: (seen, wanted) => seen === String(wanted),
  not_equals: (seen, wanted) => seen !== String(wanted),
  one_of: (seen, wanted) => list(wanted).includes(seen),
  contains: (seen, wanted) => list(wanted).every((part) => seen.includes(part)),
  contains_any: (seen, wanted) => list(wanted).some((part) => seen.includes(part)),
  excludes: (seen, wanted) => list(wanted).every((part) => !seen.includes(part)),
  matches: (seen, wanted) => list(wanted).every((pattern) => new RegExp(pattern, 'u').test(seen)),
  not_matches: (seen, wanted) => list(wanted).every((pattern) => !new RegExp(pattern, 'u').test(seen)),
  starts_with: (seen, wanted) => seen.startsWith(wanted),
  ends_with: (seen, wanted) => seen.endsWith(wanted),
  in_order: (seen, wanted) => {
    let from = 0;
    return list(wanted).every((part) => (from = seen.indexOf(part, from) + 1) > 0);
  },
  min_length: (seen, wanted) => seen.length >= wanted,
  max_length: (seen, wanted) => seen.length <= wanted,
  empty: (seen, wanted) => (seen === '') === (wanted !== false),
};
const ALIASES = {
  starts: 'starts_with',
  ends: 'ends_with',
  contains_all: 'contains',
  includes: 'contains',
  not_contains: 'excludes',
  excludes_all: 'excludes',
};

/**
 * Checks a text against `{equals, contains, excludes, matches, …}`, or a bare string that it has to equal.
 *
 * @param {string} seen
 * @param {any} wanted
 * @param {{ exact?: boolean, anyCase?: boolean, ignore?: string[] }} [options] `exact` keeps white space as it is;
 *   `ignore` names keys that are no tests
 */
export function assertText(seen, wanted, { exact = false, anyCase = false, ignore = [] } = {}) {
  const tests =
    typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted) ? wanted : { equals: wanted };
  /** @param {any} value @returns {any} */
  const fold = (value) => {
    if (Array.isArray(value)) return value.map(fold);
    if (typeof value !== 'string') return value;
    const spaced = exact ? value : collapse(value);
    return anyCase ? spaced.toLowerCase() : spaced;
  };
  let count = 0;
  for (const [key, value] of Object.entries(tests)) {
    if (ignore.includes(key)) continue;
    const name = ALIASES[/** @type {keyof typeof ALIASES} */ (key)] ?? key;
    const test = TEXT_TESTS[name];
    if (test === undefined) throw new Failure(`unknown verb ${key}`);
    const isPattern = name === 'matches' || name === 'not_matches';
    const isWhole = !exact && /equals|one_of/.test(name);
    const target = isPattern ? value : fold(value);
    const trimmed = isWhole && typeof target === 'string' ? target.trim() : target;
    assert(
      test(isPattern && !anyCase ? seen : fold(seen), trimmed),
      `${key} ${show(value)}`,
      seen === '' ? 'nothing' : show(seen),
    );
    count += 1;
  }
  if (count === 0) throw new Failure('the expectation tests nothing');
}

/** @type {Record<string, (seen: number, wanted: number) => boolean>} */
const NUMBER_TESTS = {
  n: (seen, wanted) => seen === wanted,
  equals: (seen, wanted) => seen === wanted,
  min: (seen, wanted) => seen >= wanted,
  max: (seen, wanted) => seen <= wanted,
  not_equals: (seen, wanted) => seen !== wanted,
  max_px: (seen, wanted) => seen <= wanted,
  min_px: (seen, wanted) => seen >= wanted,
};

/**
 * Checks a number against `{n, min, max, equals, …}`, or a bare number.
 *
 * @param {number} seen
 * @param {any} wanted
 * @param {string} what
 * @param {string[]} [ignore]
 */
export function assertNumber(seen, wanted, what, ignore = []) {
  const tests = typeof wanted === 'object' && wanted !== null ? wanted : { equals: wanted };
  let count = 0;
  for (const [key, value] of Object.entries(tests)) {
    if (ignore.includes(key)) continue;
    const test = NUMBER_TESTS[key];
    if (test === undefined) throw new Failure(`unknown verb ${key}`);
    assert(test(seen, Number(value)), `${what} ${key} ${value}`, seen);
    count += 1;
  }
  if (count === 0) throw new Failure('the expectation tests nothing');
}

/**
 * Checks a list of texts against a bare list, or `{equals, contains, excludes, any_order, n, min, max, superset_ok}`.
 *
 * @param {string[]} seen
 * @param {any} wanted
 * @param {{ anyOrder?: boolean }} [options]
 */
export function assertList(seen, wanted, { anyOrder = false } = {}) {
  if (Array.isArray(wanted)) {
    const [left, right] = anyOrder
      ? [[...seen].sort(), wanted.map(String).sort()]
      : [seen, wanted.map(String)];
    return assert(show(left) === show(right) && left.join('\0') === right.join('\0'), wanted, seen);
  }
  if (typeof wanted !== 'object' || wanted === null) return assertNumber(seen.length, wanted, 'length');
  const { any_order: loose = anyOrder, superset_ok: more = false, ...tests } = wanted;
  for (const [key, value] of Object.entries(tests)) {
    if (['equals', 'titles', 'stems', 'items', 'list'].includes(key)) {
      const some = more ? seen.filter((item) => value.includes(item)) : seen;
      assertList(some, value, { anyOrder: loose });
    } else if (['contains', 'includes'].includes(key))
      assert(
        list(value).every((item) => seen.includes(item)),
        `contains ${show(value)}`,
        seen,
      );
    else if (['excludes', 'exclude'].includes(key))
      assert(
        list(value).every((item) => !seen.includes(item)),
        `excludes ${show(value)}`,
        seen,
      );
    else if (['starts_with', 'first'].includes(key))
      assertList(seen.slice(0, list(value).length), list(value));
    else if (key === 'count') assertNumber(seen.length, value, 'length');
    else assertNumber(seen.length, { [key]: value }, 'length');
  }
}
