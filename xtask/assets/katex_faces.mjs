// KaTeX's style sheet and faces, as they are served: WOFF2 alone, without hints, and two large faces in two files each, so that a
// page fetches the letters that texts mostly use without the hundreds of signs that stand beside them.
//
//     node katex_faces.mjs FOLDER        writes FOLDER/katex.css and FOLDER/fonts/*.woff2
//
// Both files are faces of one family with ranges of characters (https://drafts.csswg.org/css-fonts-4/#unicode-range-desc): the
// browser fetches the second when a character of it is shown.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import * as harfbuzz from 'harfbuzzjs';
import subset from 'subset-font';

/**
 * What the first file of a face holds, of the characters that it has. Faces that are not here stay whole: KaTeX_Main among them,
 * since most of a formula is in it, and to look for each sign in two files costs the layout a fifth.
 */
export const CORES = {
  'Main-Bold': 'U+20-3A9',
  // Blackboard letters: the rest are relations and arrows of amssymb.
  'AMS-Regular': 'U+20-A0',
};
/**
 * The range of each second file: it is asked only for what the first has not. Left out are the signs without a width that KaTeX
 * puts between lines, and scripts that no face has.
 */
export const REST_RANGE = 'U+24-200A, U+2010-205E, U+2070-2BFF, U+E000-E0FF';

/** Whether a character is in the value of `unicode-range`. */
export function isIn(ranges, character) {
  const code = character.codePointAt(0);
  return ranges.split(', ').some((range) => {
    const [first, last = first] = range.slice('U+'.length).split('-');
    return parseInt(first, 16) <= code && code <= parseInt(last, 16);
  });
}

/** The characters of a face, divided: `[core, rest]`. */
export function divide(name, characters) {
  const isCore = (character) => !(name in CORES) || isIn(CORES[name], character);
  return [characters.filter(isCore), characters.filter((character) => !isCore(character))];
}

/** The rules for sizes, each to each, and one for rows of fractions: `katex_lean.css` has others instead. */
const REPLACED =
  /\.katex \.mfrac > span > span [^}]*\}\n|(\.katex \.(katex-sizing|fontsize-ensurer)\.[^,{]*[,{]\s*)+[^}]*\}\n/g;

/** KaTeX's sheet with one format for each face, a rule for each file of a face, and no word more than that takes. */
export function sheet(css) {
  return css.replace(REPLACED, '').replace(/@font-face\s*\{[^}]*\}/g, (rule) => {
    const only = rule.replace(/ format\("woff2"\),[^;]*/, '').replace(/\s*font-(weight|style): normal;/g, '');
    const [, name] = /KaTeX_([\w-]+)\.woff2/.exec(only) ?? [];
    if (!(name in CORES)) return only;
    const withRange = (face, range) => face.replace(/\}$/, `  unicode-range: ${range};\n}`);
    const second = withRange(only.replace(`${name}.woff2`, `${name}-rest.woff2`), REST_RANGE);
    // Of two faces with a character in their ranges the later one is asked first.
    return `${second}\n${withRange(only, CORES[name])}`;
  });
}

/** All characters of a face. */
export async function charactersOf(font) {
  const truetype = await subset(font, undefined, { targetFormat: 'truetype', keepAllGlyphs: true });
  const face = new harfbuzz.Face(new harfbuzz.Blob(truetype));
  return [...face.collectUnicodes()].map((code) => String.fromCodePoint(code));
}

/** Where KaTeX is installed. */
export const KATEX = path.dirname(createRequire(import.meta.url).resolve('katex/dist/katex.css'));

async function main(folder) {
  fs.mkdirSync(path.join(folder, 'fonts'), { recursive: true });
  for (const file of fs.readdirSync(path.join(KATEX, 'fonts')).filter((file) => file.endsWith('.woff2'))) {
    const name = file.slice('KaTeX_'.length, -'.woff2'.length);
    const font = fs.readFileSync(path.join(KATEX, 'fonts', file));
    const [core, rest] = divide(name, await charactersOf(font));
    const write = async (file, characters) => {
      // The faces of the text have no hints, either: beside them, formulas look the same without.
      const bytes = await subset(font, characters.join(''), { targetFormat: 'woff2', noHinting: true });
      fs.writeFileSync(path.join(folder, 'fonts', file), bytes);
    };
    await write(file, core);
    if (rest.length > 0) await write(file.replace('.woff2', '-rest.woff2'), rest);
  }
  const css = fs.readFileSync(path.join(KATEX, 'katex.css'), 'utf8');
  const lean = fs.readFileSync(path.join(import.meta.dirname, 'katex_lean.css'), 'utf8');
  fs.writeFileSync(path.join(folder, 'katex.css'), sheet(css) + lean);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv[2]);
