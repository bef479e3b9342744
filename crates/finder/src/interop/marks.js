// Marks hits on the page without touching its text: the CSS Custom Highlight API. Where a browser does not know that,
// the page is shown at the right section without marks. A formula is marked as a whole.

const NAME = 'search';
// What is beside the author's text, and formulas, whose text nodes are not words.
const NOT_TEXT = '.math, .code-bar, .heading-anchor, .footnote-ref, .footnote-backref';

/** The text nodes of `pageText`, each with its place in that text. */
let nodes = [];

/** The text of the post that is shown, with a line break after each text node. */
export function pageText() {
  nodes = [];
  let text = '';
  for (const root of document.querySelectorAll('.post-title, .prose')) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
      if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
      return node.matches(NOT_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    });
    while (walker.nextNode()) {
      nodes.push([text.length, walker.currentNode]);
      text += `${walker.currentNode.data}\n`;
    }
  }
  return text;
}

/** Marks places in the text that `pageText` gave: pairs of start and end in UTF-16 units. */
export function mark(places) {
  clear();
  const ranges = [];
  let at = 0;
  for (let i = 0; i < places.length; i += 2) {
    const [start, end] = [places[i], places[i + 1]];
    while (at + 1 < nodes.length && nodes[at + 1][0] <= start) at += 1;
    const [from, node] = nodes[at];
    const range = new Range();
    range.setStart(node, start - from);
    range.setEnd(node, Math.min(end - from, node.data.length));
    ranges.push(range);
  }
  if (globalThis.Highlight && CSS.highlights) CSS.highlights.set(NAME, new Highlight(...ranges));
}

/** The TeX of each formula of the post. */
export function formulas() {
  return [...document.querySelectorAll('.prose .math')].map(
    (math) => math.querySelector('annotation[encoding="application/x-tex"]')?.textContent ?? '',
  );
}

export function markFormula(index) {
  document.querySelectorAll('.prose .math')[index]?.classList.add('search-hit');
}

/** Offers to take the marks away. */
export function offerToClear(label, onClear) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'search-clear';
  button.textContent = label;
  button.addEventListener('click', () => {
    const url = new URL(location.href);
    url.searchParams.delete('q');
    history.replaceState(history.state, '', url);
    onClear();
    document.getElementById('sb-main')?.focus({ preventScroll: true });
  });
  document.getElementById('sb-app').append(button);
}

export function clear() {
  globalThis.CSS?.highlights?.delete(NAME);
  document.querySelectorAll('.search-hit').forEach((math) => math.classList.remove('search-hit'));
  document.querySelectorAll('.search-clear').forEach((button) => button.remove());
}
