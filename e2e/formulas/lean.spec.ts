/**
 * Formulas with fewer elements take the room that KaTeX's own take: every letter of them stands where KaTeX puts it, and so do
 * the words behind.
 */
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import katex from 'katex';
import { buildSite, ROOT } from '../product.mjs';
import { serve } from '../serve.mjs';

/** One a line; each is set in a line of text and on lines of its own. */
const FORMULAS = String.raw`
x^2+y_i^2=z
a^{a^a_a}_{a^a_a}
f''+f_2'+x'^2_3
{}^{14}_{6}\mathrm{C}
\frac{a}{b}+\dfrac{a}{b}+\tfrac{a}{b}
\frac{\frac{a}{b}}{\frac{c}{d}}
\frac{1}{\hat{\omega}^{8}_{888}}
\frac{\sum_{i=1}^n x_i}{\prod_{j} y_j}
\cfrac{1}{1+\cfrac{1}{x}}
\binom{n}{k}^2+\genfrac{[}{)}{2pt}{1}{a}{b}
2^{2^{\frac{1}{2^{\frac{1}{2}}}}}
e^{-\frac{(x-\mu)^2}{2\sigma^2}}
\sum_{i=1}^{n} x_i+\prod\nolimits_{j} y_j
\int_0^\infty e^{-x^2}\,dx=\frac{\sqrt\pi}{2}
\lim_{x\to0}\frac{\sin x}{x}
\sum_{\substack{0<i<m\\0<j<n}}P(i,j)
\operatorname*{argmin}_\theta L(\theta)
\max\limits_{\theta}\mathbb{E}_{x\sim p}\left[\log p_\theta(x)\right]
\sqrt{x}+\sqrt[3]{2}+\sqrt[\frac12]{\frac{\frac{a}{b}}{c}}
\sqrt{\sqrt{\sqrt{x}}}
\hat{x}+\vec{x}_2^2+\bar{\boldsymbol{\theta}}+\tilde{A}
\widehat{ABC}+\widetilde{F}_1^2+\utilde{AB}
\overrightarrow{AB}+\underleftrightarrow{AB}^2
\overbrace{a+b+c}^{n}+\underbrace{x}_{\text{a long label}}
\overline{AB}^2_3+\underline{x_{x_x}}
x\overset?=1+\underset{*}{x}^2
A\xrightarrow[under]{over}B\xLeftrightarrow{}C
\left(\frac{a}{b}\right)^2\left[x\middle|y\right.
\left\{\begin{matrix}a\\b\\c\\d\\e\\f\end{matrix}\right\}
\left.\frac{df}{dx}\right|_{x=0}
\bigl(\Bigl(\biggl(\Biggl(x\Biggr)\biggr)\Bigr)\bigr)
\braket{\phi|\psi}+\left\|\mathbf{x}\right\|_2
\begin{pmatrix}a&b\\c&d\end{pmatrix}^{-1}
\begin{bmatrix}1&2&3\\4&5&6\\7&8&9\end{bmatrix}
\bigl(\begin{smallmatrix}a&b\\c&d\end{smallmatrix}\bigr)
\begin{array}{|c|l:r||}\hline a&bbb&c\\\hdashline dd&e&fff\\\hline\end{array}
\begin{aligned}a&=b+c\\[1em]d&=\frac{e}{f}\end{aligned}
f(x)=\begin{cases}x&\text{if }x>0\\\dfrac{1}{x}&\text{otherwise}\end{cases}
x_{\begin{matrix}a\\b\end{matrix}}
x^{\Huge y}_{\tiny z}w
{\displaystyle\sum_i^n}{\scriptstyle\frac ab}{\scriptscriptstyle x^2}
\mathbf{A}\mathcal{L}\mathfrak{g}\mathscr{C}\mathsf{x}\mathtt{y}_{\mathbb{R}}
\text{words with $x^2$ and \textbf{bold} ones}
\text{if } x>0\text{ and } y_{\text{max}}
\textcolor{red}{x^2}+\color{blue}\frac{a}{b}
\boxed{F=ma}\fbox{$\frac ab$}_2
\colorbox{yellow}{text}+\fcolorbox{red}{white}{$x^2$}
\cancel{x}+\xcancel{\frac{a}{b}}+\sout{abc}
\phase{-78^\circ}+a_{\angl{n}}
a\kern1em b\hspace{-.5em}c\mkern9mu d
x\!y\,z\;w^{\!2}_{\,3}\quad\,v
a\phantom{bcd}e\vphantom{\frac{a}{b}}\smash{\frac cd}f
ab\mathllap{f}cd\mathrlap{g}hij\mathclap{k}lm
\rule[-.5em]{1em}{2em}x\raisebox{.5em}{$y$}
\vcenter{\begin{matrix}a\\b\\c\end{matrix}}+x
a\bmod2\quad b\pmod{4}\not\subset c\neq d
\KaTeX^2\frac{\LaTeX}{\TeX}
\operatorname{softmax}\!\left(\frac{QK^\top}{\sqrt{d_k}}\right)V
\left[\left(\frac{N_c}{N}\right)^{\frac{\alpha_N}{\alpha_D}}+\frac{D_c}{D}\right]^{\alpha_D}
`
  .trim()
  .split('\n');

/** As in `src/interop/typeset.js`. */
const OPTIONS = { throwOnError: true, strict: 'ignore', output: 'htmlAndMathml' } as const;

/** Half a pixel is less than anyone sees; most are the same to a sixty-fourth. */
const TOLERANCE = 0.5;

/** The words around a formula, and a mark on the line behind it. */
const around = (html: string, display: boolean): string =>
  display
    ? `<div class="case"><p>before</p><div>${html}</div><p>after<i></i></p></div>`
    : `<div class="case"><p>Words before ${html}<i></i> and words behind, until the line is full and goes on.</p></div>`;

/** The room that each formula takes, and where its letters and the marks are, from the corner of its case. */
interface Place {
  text: string;
  boxes: number[];
}

const folder = join(ROOT, 'target/e2e/lean');
const dist = join(folder, 'dist');
let server: Awaited<ReturnType<typeof serve>> | undefined;
let sheet: string;
let ours: string[];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  await rm(folder, { recursive: true, force: true });
  for (const part of ['posts', 'public']) await mkdir(join(folder, part), { recursive: true });
  await writeFile(join(folder, 'site.yaml'), 'title: Formulas\n');
  const body = FORMULAS.map((tex) => `Inline $${tex}$ here.\n\n$$\n${tex}\n$$\n`).join('\n');
  await writeFile(
    join(folder, 'posts/formulas.md'),
    `---\ntitle: Formulas\ndate: 2024-01-01\n---\n\n${body}`,
  );
  await buildSite(folder, dist, ['--posts', 'posts', '--site', 'site.yaml'], 'posts/formulas/index.html');
  server = await serve({ dist, base: '/', mode: 'plain', headers: { 'Content-Security-Policy': '' } });
  // The finished page, without the app: what the tool wrote.
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.origin}/posts/formulas/`);
  ours = await page
    .locator('.prose .math')
    .evaluateAll((formulas) =>
      formulas.map((formula) => formula.querySelector('.katex-display, .katex')?.outerHTML ?? ''),
    );
  await context.close();
  const name = (await readdir(join(dist, 'assets'))).find((file) => /^katex-.*\.css$/.test(file));
  sheet = await readFile(join(dist, 'assets', name ?? ''), 'utf8');
});

test.afterAll(async () => {
  await server?.close();
});

/** KaTeX's own sheet with our faces: theirs have hints, which move letters. */
function ownSheet(): string {
  const own = readFileSync(createRequire(import.meta.url).resolve('katex/dist/katex.css'), 'utf8');
  const faces = sheet.match(/@font-face\s*\{[^}]*\}/g) ?? [];
  expect(faces.length).toBeGreaterThan(10);
  return faces.join('\n') + own.replace(/@font-face\s*\{[^}]*\}/g, '');
}

async function placesOf(page: Page, css: string, cases: string[]): Promise<Place[]> {
  // A file of the site, so that the faces are found.
  await writeFile(
    join(dist, 'assets', 'cases.html'),
    `<!DOCTYPE html><meta charset="utf-8"><style>${css}
      .case { inline-size: 600px; font: 18px/1.5 serif } .case i { display: inline-block }</style>${cases.join('')}`,
  );
  await page.goto(`${server?.origin}/assets/cases.html`);
  await page.evaluate(() => document.fonts.ready.then(() => null));
  return page.locator('.case').evaluateAll((elements) =>
    elements.map((element) => {
      const corner = element.getBoundingClientRect();
      const from = (box: DOMRect): number[] => [
        box.left - corner.left,
        box.top - corner.top,
        box.width,
        box.height,
      ];
      const formula = element.querySelector('.katex-html') ?? element;
      const parts = [element, formula, ...element.querySelectorAll('i'), ...formula.querySelectorAll('svg')];
      const boxes = parts.flatMap((part) => from(part.getBoundingClientRect()));
      const texts = document.createTreeWalker(formula, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      let text = '';
      while (texts.nextNode()) {
        const { data } = texts.currentNode as Text;
        for (let at = 0; at < data.length; at += 1) {
          // KaTeX's sign without a width, which is in no formula of ours.
          if (data[at] === '\u200b') continue;
          text += data[at];
          range.setStart(texts.currentNode, at);
          range.setEnd(texts.currentNode, at + 1);
          boxes.push(...from(range.getBoundingClientRect()));
        }
      }
      return { text, boxes };
    }),
  );
}

test('formulas look as KaTeX sets them, with fewer elements', async ({ page }) => {
  const cases = FORMULAS.flatMap((tex) => [
    { tex, display: false },
    { tex, display: true },
  ]);
  expect(ours).toHaveLength(cases.length);
  const own = cases.map(({ tex, display }) =>
    katex.renderToString(tex, { ...OPTIONS, displayMode: display }),
  );
  const put = (all: string[]): string[] => all.map((html, index) => around(html, cases[index].display));
  const expected = await placesOf(page, ownSheet(), put(own));
  const found = await placesOf(page, sheet, put(ours));
  const wrong = cases.flatMap(({ tex, display }, index) => {
    const [theirs, here] = [expected[index], found[index]];
    const off = Math.max(...theirs.boxes.map((value, at) => Math.abs(value - (here.boxes[at] ?? Infinity))));
    const isSame = theirs.text === here.text && theirs.boxes.length === here.boxes.length && off <= TOLERANCE;
    return isSame ? [] : [`${display ? 'display' : 'inline'} ${tex}: off by ${off.toFixed(2)} px`];
  });
  expect(wrong).toEqual([]);
  const count = (all: string[]): number => all.join('').match(/<span/g)?.length ?? 0;
  expect(count(ours)).toBeLessThan(0.6 * count(own));
});
