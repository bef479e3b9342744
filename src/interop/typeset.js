// Loads KaTeX when a page needs it, and hands formulas over. A formula at fault comes back as `.katex-error`, an
// unknown command in colour; what is thrown all the same (deep nesting, for one) is caught on the other side.
let katex;

export async function load(moduleUrl, sheetUrl) {
  const sheet = document.querySelector('link[data-sheet="katex"]') ? undefined : addSheet(sheetUrl);
  const [module] = await Promise.all([katex ? undefined : import(moduleUrl), sheet]);
  katex ??= module.default;
}

function addSheet(url) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = url;
  link.dataset.sheet = 'katex';
  return new Promise((resolve) => {
    // Without its style sheet a formula is ugly but readable: not a reason to wait for ever.
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });
}

export function newMacros(json) {
  return JSON.parse(json);
}

export function render(tex, display, macros) {
  return katex.renderToString(tex, {
    displayMode: display, macros, globalGroup: true, throwOnError: false, trust: false, strict: 'ignore',
    errorColor: 'var(--color-error)',
    maxSize: 50, maxExpand: 1000, output: 'htmlAndMathml',
  });
}

export function message(error) {
  return String(error?.message ?? error);
}
