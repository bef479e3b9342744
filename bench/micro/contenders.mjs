// The parsers that are compared, each with what posts of ours need: GFM, notes, ids of headings, formulas that Markdown
// leaves alone. Formulas are not typeset: `katex` is `tex.mjs` here. Runs in Node and in Chromium alike.
import markdownItKatex from '@vscode/markdown-it-katex';
import MarkdownIt from 'markdown-it';
import anchors from 'markdown-it-anchor';
import footnotes from 'markdown-it-footnote';
import { Marked } from 'marked';
import markedFootnote from 'marked-footnote';
import { gfmHeadingId } from 'marked-gfm-heading-id';
import markedKatex from 'marked-katex-extension';
import rehypeSlug from 'rehype-slug';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import start, { render } from 'studybuddy-micro';
import { unified } from 'unified';

const MAX_RUNS = 100;
/** Milliseconds that the warm runs of one sample may take. */
const PATIENCE = 1500;

/** From a name to a parser that is ready; `wasm` is where ours is, as bytes or an address. */
const CONTENDERS = {
  studybuddy: async (wasm) => {
    await start({ module_or_path: wasm });
    return render;
  },
  marked: () => {
    const marked = new Marked(markedFootnote(), gfmHeadingId(), markedKatex());
    return (text) => marked.parse(text);
  },
  'marked, bare': () => {
    const marked = new Marked();
    return (text) => marked.parse(text);
  },
  'markdown-it': () => {
    const markdown = new MarkdownIt({ html: true, linkify: true });
    markdown
      .use(footnotes)
      .use(anchors)
      .use(markdownItKatex.default ?? markdownItKatex);
    return (text) => markdown.render(text);
  },
  remark: () => {
    const html = { allowDangerousHtml: true };
    const remark = unified().use(remarkParse).use(remarkGfm).use(remarkMath);
    remark.use(remarkRehype, html).use(rehypeSlug).use(rehypeStringify, html);
    return (text) => String(remark.processSync(text));
  },
};

export const names = Object.keys(CONTENDERS);

/**
 * One parser's times for a post in a program that has just started, in milliseconds: until it is `ready`, its first
 * (cold) run, the median and the best of the warm ones; and what it found in the post.
 */
export async function sample(name, post, wasm) {
  const text = name === 'studybuddy' ? post : post.replace(/^---\n[\s\S]*?\n---\n/, '');
  const timed = (work) => {
    const began = performance.now();
    const result = work();
    return [performance.now() - began, result];
  };
  const began = performance.now();
  const parse = await CONTENDERS[name](wasm);
  const ready = performance.now() - began;
  const [cold, html] = timed(() => parse(text));
  const warm = [];
  const warmBegan = performance.now();
  while (warm.length < 5 || (warm.length < MAX_RUNS && performance.now() - warmBegan < PATIENCE)) {
    warm.push(timed(() => parse(text))[0]);
  }
  warm.sort((a, b) => a - b);
  return { ready, cold, median: warm[warm.length >> 1], best: warm[0], found: found(html) };
}

/** What is in a post's HTML, counted: who leaves something out is faster for it. */
function found(html) {
  const count = (pattern) => html.match(pattern)?.length ?? 0;
  return {
    headings: count(/<h[1-6][^>]* id="/g),
    formulas: count(
      /class="(tex|math math-inline|math math-display|language-math math-inline|language-math math-display)"/g,
    ),
    tables: count(/<table/g),
    notes: count(/<li[^>]* id="[^"]*(fn|footnote)/g),
  };
}
