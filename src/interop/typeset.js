// Loads KaTeX when a page needs it, and hands formulas over. An unknown command comes back in colour; a formula at
// fault is thrown with the reason, and caught on the other side.

let katex;

export async function load(moduleUrl) {
  katex ??= (await import(moduleUrl)).default;
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
