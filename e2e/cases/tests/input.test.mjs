// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expandInput } from '../input.mjs';

/** @param {Record<string, unknown>} input */
const texts = (input, raw = false) =>
  Object.fromEntries([...expandInput(input, raw)].map(([path, content]) => [path, content.toString('utf8')]));

test('a post without front matter gets one, others and files that are no posts do not', () => {
  const files = texts({
    'posts/a.md': 'text',
    'posts/b.md': '---\ntitle: B\n---\ntext',
    'posts/c.txt': 'text',
    'site.yaml': 'a: 1',
  });
  assert.match(files['posts/a.md'], /^---\ntitle: X\ndate: 2024-01-01\n---\n\ntext$/);
  assert.match(files['posts/b.md'], /^---\ntitle: B/);
  assert.equal(files['posts/c.txt'], 'text');
  assert.equal(files['site.yaml'], 'a: 1');
});

test('a rule at the start of a post is no front matter, an empty one is', () => {
  assert.match(texts({ 'posts/a.md': '---\n\ntext' })['posts/a.md'], /^---\ntitle: X/);
  assert.equal(texts({ 'posts/a.md': '---\n---\n\ntext' })['posts/a.md'], '---\n---\n\ntext');
});

test('raw posts are used byte for byte', () => {
  assert.equal(texts({ 'posts/a.md': 'text' }, true)['posts/a.md'], 'text');
});

test('parts are joined, repeated and decoded', () => {
  const parts = ['a', { repeat: 'bc', times: 2 }, { hex: '64 65' }];
  assert.equal(texts({ 'posts/a.md': parts }, true)['posts/a.md'], 'abcbcde');
});

test('a counter in the path makes many posts, one in TeX is left alone', () => {
  const files = texts({ 'posts/p{i:03}.md': { generate: { n: 2, text: 'Post {i}: $x_{i}$' } } }, true);
  assert.deepEqual(files, { 'posts/p001.md': 'Post 1: $x_{i}$', 'posts/p002.md': 'Post 2: $x_{i}$' });
});

test('a picture is a PNG of the size that was asked for', () => {
  const picture = expandInput({ 'posts/i.png': { png: [16, 9] } }, false).get('posts/i.png');
  assert.equal(picture?.toString('latin1', 1, 4), 'PNG');
  assert.deepEqual([picture?.readUInt32BE(16), picture?.readUInt32BE(20)], [16, 9]);
});

test('an unknown kind of input is an error', () => {
  assert.throws(() => texts({ 'posts/a.md': { zip: 1 } }), /unknown kind of input/);
});
