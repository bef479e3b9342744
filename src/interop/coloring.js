// Loads the highlighter when a page has code.
let highlighter;

export async function load(moduleUrl) {
  highlighter ??= await import(moduleUrl);
}

// Begins to load it for a post that is on its way. If that fails, `load` says so.
export function loadAhead(moduleUrl) {
  load(moduleUrl).catch(() => {});
}

export function highlight(code, language) {
  return highlighter.highlight(code, language) ?? undefined;
}
