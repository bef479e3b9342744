/** What two ways to one page are compared by. Everything here runs in the page, so it stands by itself. */
import type { Page } from '@playwright/test';

export interface Snapshot {
  /** The elements of the page, a line for each: depth, name, attributes, text. Formulas and tokens are left out. */
  body: string[];
  /** Title, and what belongs to this page in the head. */
  head: string[];
  /** The formulas, in order: their elements in one line. */
  formulas: string[];
  /** Code by blocks. */
  code: Code[];
}

/** A block of code: its words and signs, with the class of each and the colour it is drawn in. */
interface Code {
  language: string;
  words: string[];
  classes: string[];
  colors: string[];
}

/** In how many percent of words two highlighters agree, by language. */
export function compareCode(
  one: Code[],
  other: Code[],
): Record<string, { words: number; classes: number; colors: number }> {
  const byLanguage: ReturnType<typeof compareCode> = {};
  for (const language of new Set(one.map((block) => block.language))) {
    const same = (key: 'classes' | 'colors'): boolean[] =>
      one.flatMap((block, at) =>
        block.language === language ? block[key].map((value, word) => value === other[at]?.[key][word]) : [],
      );
    const percent = (all: boolean[]): number =>
      Math.round((1000 * all.filter(Boolean).length) / Math.max(all.length, 1)) / 10;
    const [classes, colors] = [same('classes'), same('colors')];
    byLanguage[language] = { words: classes.length, classes: percent(classes), colors: percent(colors) };
  }
  return byLanguage;
}

export function takeSnapshot(page: Page): Promise<Snapshot> {
  return page.evaluate(() => {
    const attributes = (element: Element): string =>
      [...element.attributes]
        .map(({ name, value }) => {
          // On a page that is not found they are absolute, in one way or another.
          const isAddress = name === 'href' && element instanceof HTMLAnchorElement;
          return `${name}=${JSON.stringify(isAddress ? element.href : value)}`;
        })
        .sort()
        .join(' ');
    const start = (element: Element): string => `<${element.tagName.toLowerCase()} ${attributes(element)}>`;

    const lines: string[] = [];
    const walk = (node: Node, depth: number): void => {
      // The framework marks the end of its view with an empty comment.
      if (!(node instanceof Element) && (node.nodeValue ?? '') === '') return;
      // A pause is for the browser's parser (page/pauses.rs), which the app has nothing to do with.
      if (node instanceof Element && node.matches('script[type="text/plain"]:empty')) return;
      const isFormula = node instanceof Element && node.matches('.katex, .katex-display');
      const line = isFormula
        ? 'formula'
        : node instanceof Element
          ? start(node)
          : JSON.stringify(node.nodeValue);
      lines.push(' '.repeat(depth) + line);
      if (!isFormula) node.childNodes.forEach((child) => walk(child, depth + 1));
    };
    const shown = document.querySelector('#sb-main > .page');
    if (shown === null) throw new Error('there is no page');
    // Cutting text at tokens makes text nodes; the text is what counts.
    const clone = shown.cloneNode(true) as Element;
    for (const token of clone.querySelectorAll('code [class^=hljs-]')) token.replaceWith(...token.childNodes);
    clone.normalize();
    walk(clone, 0);

    /**
     * A formula's elements. katex-rs differs from KaTeX in what nobody sees: the order of spacing, a wrapper around a
     * delimiter, a class of size on the box of a negation.
     */
    const compact = (element: Element): string => {
      if (element.matches('.delimcenter > span.mopen, .delimcenter > span.mclose'))
        return element.textContent ?? '';
      if (element.matches('.katex-inner')) element.classList.remove('mtight');
      const parts = [...element.childNodes].map((child) =>
        child instanceof Element ? compact(child) : (child.textContent ?? ''),
      );
      for (let at = 0; at < parts.length;) {
        let end = at;
        while (parts[end]?.startsWith('<span class="mspace') === true) end += 1;
        parts.splice(at, end - at, ...parts.slice(at, end).sort());
        at = Math.max(end, at + 1);
      }
      return `${start(element)}${parts.join('')}</>`;
    };

    const code = [...shown.querySelectorAll('pre > code')].map((block) => {
      const tokens: (Element | null)[] = [];
      const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (
        let text = texts.nextNode() as Text | null;
        text !== null;
        text = texts.nextNode() as Text | null
      ) {
        const token = text.parentElement?.closest('code [class^=hljs-]') ?? null;
        tokens.push(...Array<Element | null>(text.length).fill(token));
      }
      const found = [...(block.textContent ?? '').matchAll(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu)];
      return {
        language: /language-(\S+)/.exec(block.className)?.[1] ?? '',
        words: found.map(([word]) => word),
        classes: found.map(({ index }) => tokens[index]?.className ?? ''),
        colors: found.map(({ index }) => getComputedStyle(tokens[index] ?? block).color),
      };
    });

    const owned = [...document.head.querySelectorAll('[data-head], link[rel=alternate]')];
    const head = owned.map((element) => `${start(element)}${element.textContent}`);
    return {
      body: lines,
      head: [`lang ${document.documentElement.lang}`, document.title, ...head],
      formulas: [...(shown.cloneNode(true) as Element).querySelectorAll('.katex')].map(compact),
      code,
    };
  });
}
