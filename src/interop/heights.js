// How tall the blocks of a post are that the browser may leave unlaid, as they stand: laid out or estimated. Put back
// when the reader returns, they make a place in pixels the same place as before.
const blocks = () => [...(document.querySelector('.prose')?.children ?? [])].filter((block) => /^room\b/.test(block.className));

// `contain-intrinsic-size` is without padding and border, which only blocks of code and their bars have.
function contentHeight(block) {
  const height = block.getBoundingClientRect().height;
  if (block.localName !== 'pre' && !block.classList.contains('code-bar')) return height;
  const style = getComputedStyle(block);
  const edges = [style.paddingBlockStart, style.paddingBlockEnd, style.borderBlockStartWidth, style.borderBlockEndWidth];
  return edges.reduce((rest, edge) => rest - parseFloat(edge), height);
}

export function heights() {
  return Float64Array.from(blocks(), contentHeight);
}

export function setHeights(heights) {
  blocks().forEach((block, index) => {
    if (index < heights.length) block.style.containIntrinsicBlockSize = `auto ${heights[index]}px`;
  });
}
