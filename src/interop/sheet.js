// KaTeX's style sheet: a finished page with formulas brings it along, another one gets it for its first post with formulas.
import { addSheet } from './prefetch.js';

let sheet;

export async function loadSheet(url) {
  sheet ??= document.querySelector('link[data-sheet="katex"]') ? true : addSheet(url, 'katex').then(fetchUsualFaces);
  await sheet;
}

// Hardly any post is without these, sums and brackets among them: they are on the way before the first formula is laid out.
const USUAL_FACES = ['1em KaTeX_Main', 'italic 1em KaTeX_Math', '1em KaTeX_Size1', '1em KaTeX_Size2', '1em KaTeX_Size3'];

function fetchUsualFaces() {
  for (const face of USUAL_FACES) document.fonts.load(face).catch(() => {});
}
