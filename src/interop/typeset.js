// Loads KaTeX when a page needs it, and hands formulas over. An unknown command comes back in colour; a formula at
// fault is thrown with the reason, and caught on the other side.
import { addSheet } from './prefetch.js';

let katex;
let sheet;

export async function load(moduleUrl, sheetUrl) {
  const [module] = await Promise.all([katex ? undefined : import(moduleUrl), loadSheet(sheetUrl)]);
  katex ??= module.default;
}

export async function loadSheet(url) {
  // The renderer shows nothing.
  if (typeof document === 'undefined') return;
  // A finished page with formulas brings the sheet along.
  sheet ??= document.querySelector('link[data-sheet="katex"]') ? true : addSheet(url, 'katex').then(fetchUsualFaces);
  await sheet;
}

// Begins to load what a post with formulas needs, while its Markdown is on the way. If that fails, `load` says so.
export function loadAhead(moduleUrl, sheetUrl) {
  load(moduleUrl, sheetUrl).catch(() => {});
}

// Hardly any post is without these, sums and brackets among them: they are on the way before the first formula is laid out.
const USUAL_FACES = ['1em KaTeX_Main', 'italic 1em KaTeX_Math', '1em KaTeX_Size1', '1em KaTeX_Size2', '1em KaTeX_Size3'];

function fetchUsualFaces() {
  for (const face of USUAL_FACES) document.fonts.load(face).catch(() => {});
}

export function newMacros(json) {
  return JSON.parse(json);
}

export function render(tex, display, macros) {
  const options = {
    displayMode: display, macros, globalGroup: true, throwOnError: false, trust: false, strict: 'ignore',
    errorColor: 'var(--color-error)', maxSize: 50, maxExpand: 1000, output: 'htmlAndMathml',
  };
  const html = katex.renderToString(tex, options);
  // The reason is only in the error, and the build writes its own element for a formula at fault.
  return html.startsWith('<span class="katex-error"') ? katex.renderToString(tex, { ...options, throwOnError: true }) : html;
}

export function message(error) {
  return String(error?.message ?? error);
}
