import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { CORES, KATEX, REST_RANGE, charactersOf, divide, isIn, sheet } from '../katex_faces.mjs';

for (const name of Object.keys(CORES)) {
  test(`every character of KaTeX_${name} is in one of its two files, and is found there`, async () => {
    const font = fs.readFileSync(path.join(KATEX, 'fonts', `KaTeX_${name}.woff2`));
    const all = await charactersOf(font);
    const [core, rest] = divide(name, all);
    assert.ok(all.length > 100);
    assert.deepEqual([...core, ...rest].sort(), [...all].sort());
    for (const character of rest) assert.ok(isIn(REST_RANGE, character), character);
    for (const letter of 'ABCRZ') assert.ok(core.includes(letter), letter);
    assert.ok(rest.length > 20);
  });
}

test('signs without a width fetch nothing', () => {
  for (const code of [0x20, 0x200b, 0x2060, 0xfe0f, 0x4e2d]) {
    assert.ok(!isIn(REST_RANGE, String.fromCodePoint(code)), code.toString(16));
  }
});

test('a range holds its first and its last character', () => {
  const range = 'U+41-43, U+A0';
  assert.deepEqual(
    [...'@ABCD\u00a0¡'].filter((c) => isIn(range, c)),
    [...'ABC\u00a0'],
  );
});

test('a whole face keeps its rule with one format, a divided one gets two, the usual characters last', () => {
  const rule = (name) =>
    `@font-face {\n  src: url(fonts/KaTeX_${name}.woff2) format("woff2"), url(fonts/KaTeX_${name}.ttf) format("truetype");\n}\n`;
  assert.equal(
    sheet(rule('AMS-Regular') + rule('Size1-Regular') + '.katex { color: red; }'),
    '@font-face {\n  src: url(fonts/KaTeX_AMS-Regular-rest.woff2);\n' +
      `  unicode-range: ${REST_RANGE};\n}\n` +
      '@font-face {\n  src: url(fonts/KaTeX_AMS-Regular.woff2);\n' +
      `  unicode-range: ${CORES['AMS-Regular']};\n}\n` +
      '@font-face {\n  src: url(fonts/KaTeX_Size1-Regular.woff2);\n}\n.katex { color: red; }',
  );
});

test('the sheet has no rules for sizes that lean formulas name another way, and all others', () => {
  const css = fs.readFileSync(path.join(KATEX, 'katex.css'), 'utf8');
  const made = sheet(css);
  assert.ok(css.includes('.katex-sizing.reset-size6.size3'));
  assert.doesNotMatch(made, /katex-sizing|fontsize-ensurer|\.mfrac > span/);
  for (const rule of [
    '.katex .vlist-t {',
    '.katex .delimsizing.size1 {',
    '.katex .mfrac .frac-line {',
    '.katex .mathbf {',
  ]) {
    assert.ok(made.includes(rule), rule);
  }
});

test('KaTeX has no rule for the classes that lean formulas are without', () => {
  const css = fs.readFileSync(path.join(KATEX, 'katex.css'), 'utf8');
  const source = path.join(import.meta.dirname, '../../../crates/content/src/math/lean.rs');
  const [, list] = /const PLAIN[^=]*=\s*\[([^\]]*)\]/.exec(fs.readFileSync(source, 'utf8'));
  const classes = list.match(/\w+/g);
  assert.ok(classes.includes('mord') && classes.length > 5);
  for (const name of classes) assert.doesNotMatch(css, new RegExp(`\\.${name}(?![\\w-])`), name);
});
