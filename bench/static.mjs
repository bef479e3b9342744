// The limit that our pages are held against: the same posts as plain finished pages, written by common JavaScript
// packages, without any script, with the sheet that does the least.
//
//     node bench/static.mjs CORPUS OUT [limit|html]
//
// `limit` lets the browser skip blocks out of view (`content-visibility`); `html` has it lay out everything.
import fs from 'node:fs';
import path from 'node:path';
import markdownItKatex from '@vscode/markdown-it-katex';
import hljs from 'highlight.js';
import katex from 'katex';
import MarkdownIt from 'markdown-it';
import footnotes from 'markdown-it-footnote';

const [corpus, out, mode = 'limit'] = process.argv.slice(2);
const isLimit = mode === 'limit';
const KATEX = path.join(import.meta.dirname, '../node_modules/katex/dist');

const STYLE = `
body { max-width: 46rem; margin: 0 auto; padding: 1rem; font: 1.05rem/1.6 system-ui, sans-serif; color: #222 }
pre { background: #f6f6f4; padding: .8rem; overflow-x: auto; font-size: .9rem }
code { font-family: ui-monospace, monospace }
table { border-collapse: collapse; display: block; overflow-x: auto }
td, th { border: 1px solid #ccc; padding: .2rem .6rem }
blockquote { border-left: 3px solid #aaa; margin-left: 0; padding-left: 1rem }
.katex-display, .katex-block { overflow-x: auto }
.hljs-keyword { color: #a0144f } .hljs-string { color: #0a6b2d } .hljs-comment { color: #777 }
.hljs-number { color: #0550ae } .hljs-built_in, .hljs-title { color: #6f42c1 }
nav li { margin: .1rem }
${isLimit ? 'article > * { content-visibility: auto; contain-intrinsic-size: auto 6rem }' : ''}`;

const markdown = new MarkdownIt({
  html: true,
  highlight: (code, language) => (hljs.getLanguage(language) ? hljs.highlight(code, { language }).value : ''),
});
markdown.use(footnotes);
markdown.use(markdownItKatex.default ?? markdownItKatex, { katex, throwOnError: false });
markdown.core.ruler.push('headings', (state) => {
  const seen = new Map();
  state.env.toc = [];
  state.tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return;
    const text = state.tokens[index + 1].content;
    const slug = text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const count = (seen.get(slug) ?? 0) + 1;
    seen.set(slug, count);
    const id = count > 1 ? `${slug}-${count}` : slug;
    token.attrSet('id', id);
    state.env.toc.push([id, text]);
  });
});

const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function page(title, body, root, hasMath) {
  const fonts = ['Main-Regular', 'Math-Italic'].map(
    (face) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${root}fonts/KaTeX_${face}.woff2">`,
  );
  const math = hasMath ? `${isLimit ? fonts.join('') : ''}<link rel="stylesheet" href="${root}katex.css">` : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)}</title>${math}<link rel="stylesheet" href="${root}site.css"></head>
<body><main>${body}</main></body></html>
`;
}

function readPost(file) {
  const text = fs.readFileSync(path.join(corpus, 'posts', file), 'utf8');
  const [, header, source] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  const value = (key) => new RegExp(`^${key}: "?(.*?)"?$`, 'm').exec(header)?.[1] ?? '';
  return {
    slug: file.replace(/\.md$/, ''),
    title: value('title'),
    date: value('date'),
    description: value('description'),
    hasMath: value('mathjax') === 'true',
    source,
  };
}

fs.mkdirSync(path.join(out, 'posts'), { recursive: true });
fs.mkdirSync(path.join(out, 'fonts'), { recursive: true });
for (const font of fs.readdirSync(path.join(KATEX, 'fonts')).filter((name) => name.endsWith('.woff2'))) {
  fs.copyFileSync(path.join(KATEX, 'fonts', font), path.join(out, 'fonts', font));
}
fs.copyFileSync(path.join(KATEX, 'katex.min.css'), path.join(out, 'katex.css'));
fs.writeFileSync(path.join(out, 'site.css'), STYLE);

const posts = fs.readdirSync(path.join(corpus, 'posts')).map(readPost);
for (const { slug, title, date, hasMath, source } of posts) {
  const env = {};
  const html = markdown.render(source, env);
  const toc = env.toc.map(([id, text]) => `<li><a href="#${id}">${escape(text)}</a></li>`).join('');
  const body = `<h1>${escape(title)}</h1><p>${date}</p><nav><ul>${toc}</ul></nav><article>${html}</article>`;
  fs.writeFileSync(path.join(out, 'posts', `${slug}.html`), page(title, body, '../', hasMath));
}
const entries = posts
  .sort((a, b) => (a.date < b.date ? 1 : -1))
  .slice(0, 100)
  .map(
    ({ slug, title, date, description }) =>
      `<li><a href="posts/${slug}.html">${escape(title)}</a> ${date}<br>${escape(description)}</li>`,
  );
fs.writeFileSync(path.join(out, 'index.html'), page('Posts', `<h1>Posts</h1><ul>${entries.join('')}</ul>`, '', false));
