import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ANYWHERE } from '../sites.mjs';

const ROOT = 'https://example.org/';
const PAGES = readdirSync(ANYWHERE, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.html'))
  .map((name) => ({
    path: name.replace(/index\.html$/, ''),
    html: readFileSync(join(ANYWHERE, name), 'utf8'),
  }))
  .filter(({ html }) => !html.includes('http-equiv="refresh"'));

const all = (html: string, pattern: RegExp): string[] =>
  [...html.matchAll(pattern)].map((match) => match[1] ?? '');
const dataIn = (html: string): Record<string, unknown>[] =>
  all(html, /<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/gs).map((text) => JSON.parse(text));

test('every page says each thing of itself once', () => {
  expect(PAGES.length).toBeGreaterThan(20);
  for (const { path, html } of PAGES) {
    const head = html.slice(0, html.indexOf('</head>'));
    const names = [
      ...all(head, /<meta (?:name|property)="([^"]*)"/g).filter((name) => !/tag|author/.test(name)),
      ...all(head, /<link rel="(canonical)"/g),
      ...all(head, /<(title)>/g),
    ];
    expect(
      names.filter((name, at) => names.indexOf(name) !== at),
      path,
    ).toEqual([]);
    const expected = ['title', 'og:title', 'og:type', 'og:site_name', 'twitter:card'];
    if (path !== '404.html') expected.push('description', 'canonical', 'og:url');
    expect(names, path).toEqual(expect.arrayContaining(expected));
    if (path === '404.html') continue;
    expect(all(head, /<link rel="canonical" href="([^"]*)"/g), path).toEqual([ROOT + path]);
  }
});

test('every post is a BlogPosting, and every page but the first says where it stands', () => {
  for (const { path, html } of PAGES) {
    const data = dataIn(html);
    const ofType = (type: string): Record<string, unknown>[] => data.filter((one) => one['@type'] === type);
    for (const one of data) expect(one['@context'], path).toBe('https://schema.org');
    expect(ofType('BlogPosting').length, path).toBe(path.startsWith('posts/') ? 1 : 0);
    for (const posting of ofType('BlogPosting')) {
      expect(posting, path).toMatchObject({
        headline: expect.stringMatching(/\S/),
        inLanguage: /<html lang="([^"]+)"/.exec(html)?.[1],
        mainEntityOfPage: ROOT + path,
        isPartOf: { '@type': 'Blog', name: 'Test Notes', url: ROOT },
      });
      for (const key of ['datePublished', 'dateModified']) {
        const date = posting[key];
        if (date !== undefined)
          expect(date, path).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/);
      }
    }
    expect(ofType('BreadcrumbList').length, path).toBe(path === '' || path === '404.html' ? 0 : 1);
    for (const { itemListElement } of ofType('BreadcrumbList')) {
      const places = itemListElement as { '@type': string; position: number; name: string; item: string }[];
      expect(places.map(({ position }) => position)).toEqual(places.map((_, at) => at + 1));
      expect(places.at(0)?.item).toBe(ROOT);
      expect(places.at(-1)?.item).toBe(ROOT + path);
      for (const { item } of places) expect(PAGES.map((page) => ROOT + page.path)).toContain(item);
    }
  }
});

test('the page of a tag or category names its feed', () => {
  const labels = PAGES.filter(({ path }) => /^(tags|categories)\/./.test(path));
  expect(labels.length).toBeGreaterThan(2);
  for (const { path, html } of labels) {
    expect(all(html, /<link rel="alternate"[^>]* href="([^"]*)"/g), path).toContain(`${ROOT}${path}feed.xml`);
  }
});
