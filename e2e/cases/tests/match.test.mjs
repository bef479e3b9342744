// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertList, assertNumber, assertText } from '../match.mjs';
import { globPattern } from '../network.mjs';
import { parseSelector } from '../selector.mjs';

test('texts are compared with white space collapsed', () => {
  assertText('a b c', {
    equals: 'a  b\nc ',
    contains: ['b'],
    excludes: 'd',
    matches: '^a',
    starts_with: 'a',
    min_length: 5,
  });
  assert.throws(() => assertText('a', { contains: ['b'] }), /expected contains \["b"\], seen "a"/);
  assert.throws(() => assertText('a\n', { equals: 'a' }, { exact: true }));
});

test('a test that nobody knows fails, and so does none', () => {
  assert.throws(() => assertText('a', { resembles: 'a' }), /unknown verb resembles/);
  assert.throws(() => assertNumber(1, { about: 1 }, 'count'), /unknown verb about/);
  assert.throws(() => assertText('a', {}), /tests nothing/);
});

test('numbers have bounds', () => {
  assertNumber(3, { min: 3, max: 3, n: 3 }, 'count');
  assertNumber(3, 3, 'count');
  assert.throws(() => assertNumber(3, { max: 2 }, 'count'), /expected count max 2, seen 3/);
});

test('lists have an order unless told otherwise', () => {
  assertList(['a', 'b'], ['a', 'b']);
  assert.throws(() => assertList(['b', 'a'], ['a', 'b']));
  assertList(['b', 'a'], { equals: ['a', 'b'], any_order: true });
  assertList(['b', 'a'], { contains: ['a'], excludes: 'c', min: 2 });
});

test('globs match whole addresses, with slashes', () => {
  assert.ok(globPattern('*katex*.js').test('http://host/assets/katex-1.js'));
  assert.ok(!globPattern('*katex*.js').test('http://host/assets/katex-1.js.map'));
  assert.ok(globPattern('posts/a.md').test('http://host/notes/posts/a.md'));
});

test('selectors have names and numbers', () => {
  assert.deepEqual(parseSelector('@list p, @toc a'), { css: '.post-list p, nav.toc a', nth: null });
  assert.match(parseSelector('@body p').css, /^:is\(\.prose p\):not\(\.heading-anchor/);
  assert.deepEqual(parseSelector('@copy:2'), { css: '.copy-button', nth: 1 });
  assert.deepEqual(parseSelector('a >> 2'), { css: 'a', nth: 2 });
  assert.deepEqual(parseSelector("a[href*='x@example.org']"), { css: "a[href*='x@example.org']", nth: null });
  assert.throws(() => parseSelector('@nowhere p'), /unknown selector @nowhere/);
});
