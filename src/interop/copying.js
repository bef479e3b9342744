// Copies a selection with formulas. Each stands in the page twice, drawn and as MathML; what is copied has it once, as
// TeX between dollars, which is what Markdown takes.

export function copyWithTex(event) {
  const selection = document.getSelection();
  if (!event.clipboardData || !selection || selection.isCollapsed || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0).cloneRange();
  // Half of a formula says nothing.
  const around = (node) => (node instanceof Element ? node : node.parentElement)?.closest('.math');
  const [first, last] = [around(range.startContainer), around(range.endContainer)];
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const copied = document.createElement('div');
  copied.append(range.cloneContents());
  const formulas = copied.querySelectorAll('.math');
  if (formulas.length === 0) return;
  for (const formula of formulas) formula.replaceWith(texOf(formula));
  for (const tool of copied.querySelectorAll('.copy-button, .code-run, .heading-anchor')) tool.remove();
  event.clipboardData.setData('text/html', copied.innerHTML);
  event.clipboardData.setData('text/plain', textOf(copied));
  event.preventDefault();
}

function texOf(formula) {
  const tex = formula.querySelector('annotation')?.textContent ?? formula.textContent;
  if (!formula.classList.contains('math-display')) return `$${tex.trim()}$`;
  const block = document.createElement('pre');
  block.append(`$$\n${tex.trim()}\n$$`);
  return block;
}

// Lines and paragraphs as the browser breaks them; that needs a place in the document.
function textOf(copied) {
  copied.className = 'visually-hidden';
  document.body.append(copied);
  const text = copied.innerText;
  copied.remove();
  return text;
}
