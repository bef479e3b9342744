// Loads the highlighter when a page has code.
let highlighter;

export async function load(moduleUrl) {
  highlighter ??= await import(moduleUrl);
}

export function highlight(code, language) {
  return highlighter.highlight(code, language) ?? undefined;
}
