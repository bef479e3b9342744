// @ts-check
/** Formulas, headings, notes, lists and metadata, read in the page. Runs in the browser, as `text.mjs` does. */
import { formulaOf, textOf } from './text.mjs';

/** All formulas of the post in order. */
export function formulas() {
  return [...document.querySelectorAll('.prose :is(.katex, .katex-error, .math)')].flatMap((element) => {
    const tex = formulaOf(element);
    if (tex === null) return [];
    const display = element.closest('.katex-display') !== null || element.closest('.math-display') !== null;
    return [{ tex, display }];
  });
}

/** Entries of the table of contents as `[level of the heading, id, text]`. */
export function tocEntries() {
  return [...document.querySelectorAll('nav.toc a[href]')].map((link) => {
    const id = decodeURIComponent(new URL(/** @type {HTMLAnchorElement} */ (link).href).hash.slice(1));
    const target = document.getElementById(id);
    const heading =
      target?.closest('h1, h2, h3, h4, h5, h6') ?? target?.querySelector('h1, h2, h3, h4, h5, h6');
    return [heading ? Number(heading.tagName[1]) : null, id, textOf(link)];
  });
}

/** The headings of the post as `[level, id]`. */
export function headings() {
  return [...document.querySelectorAll('.prose :is(h1, h2, h3, h4, h5, h6)')].map((heading) => [
    Number(heading.tagName[1]),
    heading.id,
  ]);
}

/** What is wrong with the lists of the table of contents as HTML and as a tree. */
export function tocNestingProblems() {
  const toc = document.querySelector('nav.toc');
  if (toc === null) return ['no table of contents'];
  const problems = [];
  for (const item of toc.querySelectorAll('li')) {
    if (!item.parentElement?.matches('ul, ol')) problems.push('li outside a list');
    if (item.querySelector(':scope > a, :scope > p > a') === null) problems.push('li without a link');
  }
  for (const list of toc.querySelectorAll('ul, ol')) {
    if (list.children.length === 0) problems.push('empty list');
    if ([...list.children].some((child) => child.tagName !== 'LI'))
      problems.push('something else than li in a list');
    if (list.parentElement?.closest('ul, ol') && list.parentElement.tagName !== 'LI')
      problems.push('list inside a list without li');
  }
  return problems;
}

export function repeatedIds() {
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  return ids.filter((id, index) => id === '' || ids.indexOf(id) !== index);
}

/** @param {string} pattern */
export function attributesMatching(pattern) {
  const name = new RegExp(pattern, 'i');
  // KaTeX places its boxes by style attributes.
  const elements = [...document.querySelectorAll('.prose, .prose *')].filter(
    (element) => element.closest('.katex') === null,
  );
  return elements.flatMap((element) =>
    element
      .getAttributeNames()
      .filter((attribute) => name.test(attribute))
      .map((attribute) => `<${element.tagName.toLowerCase()} ${attribute}>`),
  );
}

/** The notes at the end, without the signs of their links back. */
export function footnotes() {
  const notes = [...document.querySelectorAll('.prose .footnotes > ol > li')];
  return notes.map((note) => textOf(note).replace(/(\s*\u21a9\S*(\s+\d+)?)+$/, ''));
}

/** The links back from the notes, each with whether it leads to a reference. */
export function backlinks() {
  return [...document.querySelectorAll('.prose .footnotes a.footnote-backref')].map((link) => {
    const id = decodeURIComponent(new URL(/** @type {HTMLAnchorElement} */ (link).href).hash.slice(1));
    const target = document.getElementById(id);
    return { id, reaches: target !== null && target.closest('.footnotes') === null };
  });
}

/** The metadata that a post's page shows. */
export function postMetadata() {
  /** @param {string} css */
  const text = (css) => {
    const element = document.querySelector(css);
    return element === null ? null : textOf(element);
  };
  /** @param {string} css */
  const texts = (css) => [...document.querySelectorAll(css)].map(textOf);
  const times = [...document.querySelectorAll('.post-meta time[datetime]')];
  const updated = document.querySelector('.post-updated time[datetime]');
  return {
    title: text('.post-title'),
    date: times.find((time) => time !== updated)?.getAttribute('datetime') ?? null,
    updated: updated?.getAttribute('datetime') ?? null,
    tags: texts('.post-header .tag-list .tag'),
    categories: texts('.post-categories a'),
    authors: texts('.post-author'),
    description:
      text('.post-description') ??
      document.querySelector('meta[name=description]')?.getAttribute('content') ??
      null,
    reading_time: text('.post-reading-time'),
    lang: document.querySelector('article[lang]')?.getAttribute('lang') ?? document.documentElement.lang,
    toc: document.querySelector('nav.toc') !== null,
    draft: document.querySelector('.draft-badge') !== null,
  };
}

/** Titles and addresses of a list of posts, and the address of the next page of it. */
export function postList() {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll('.post-list .post-item-title a')
  );
  const next = /** @type {HTMLAnchorElement | null} */ (document.querySelector('.pagination a[rel=next]'));
  return {
    items: [...links].map((link) => ({ title: textOf(link), href: link.href })),
    next: next?.href ?? null,
  };
}

/** Names and counts of the tags on the page of all tags. */
export function tagCloud() {
  return [...document.querySelectorAll('.tag-cloud .tag[href*="tags/"]')].map((tag) => {
    const count = tag.querySelector('.tag-count');
    const all = textOf(tag);
    const number = count === null ? '' : textOf(count);
    return {
      name: all.slice(0, all.length - number.length).trim(),
      count: Number(number.replace(/\D/g, '')),
    };
  });
}

/** @param {string} css */
export function linksIn(css) {
  return [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(css))].map(
    (link) => link.href,
  );
}

/** @returns {string | null} */
export function canonicalUrl() {
  return /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel=canonical]'))?.href ?? null;
}

export function appHasStarted() {
  return 'app' in document.documentElement.dataset;
}

export function scriptRan() {
  return '__pwned' in window;
}

/**
 * Parses XML and asks an XPath without namespaces.
 *
 * @param {string} source
 * @param {string | null} xpath
 */
export function askXml(source, xpath) {
  const parsed = new DOMParser().parseFromString(source, 'application/xml');
  const failure = parsed.querySelector('parsererror');
  if (failure !== null) return { error: failure.textContent ?? 'malformed', values: [] };
  if (xpath === null) return { error: null, values: [] };
  const plain = document.implementation.createDocument(null, null);
  /** @param {Node} from @param {Node} to */
  const copy = (from, to) => {
    for (const child of from.childNodes) {
      if (child instanceof Element) {
        const element = plain.createElementNS(null, child.localName);
        for (const attribute of child.attributes) {
          if (!/^xmlns(:|$)/.test(attribute.name)) element.setAttribute(attribute.localName, attribute.value);
        }
        to.appendChild(element);
        copy(child, element);
      } else if (child instanceof Text && to !== plain) {
        to.appendChild(plain.createTextNode(child.data));
      }
    }
  };
  copy(parsed, plain);
  const answer = plain.evaluate(xpath, plain, null, XPathResult.ANY_TYPE, null);
  if (answer.resultType === XPathResult.NUMBER_TYPE)
    return { error: null, values: [String(answer.numberValue)] };
  if (answer.resultType === XPathResult.STRING_TYPE) return { error: null, values: [answer.stringValue] };
  if (answer.resultType === XPathResult.BOOLEAN_TYPE)
    return { error: null, values: [String(answer.booleanValue)] };
  const values = [];
  for (let node = answer.iterateNext(); node !== null; node = answer.iterateNext())
    values.push(node.textContent ?? '');
  return { error: null, values };
}
