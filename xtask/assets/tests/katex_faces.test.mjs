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
