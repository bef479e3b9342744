/** Follows everything that a site's files name, without a browser. */

/** What is expected of the answer to a file's address, by the end of its name. */
const TYPES: Record<string, RegExp> = {
  css: /^text\/css/,
  js: /^(text|application)\/javascript/,
  json: /json/,
  md: /./,
  png: /^image\/png/,
  svg: /^image\/svg\+xml/,
  txt: /^text\/plain/,
  wasm: /^application\/wasm/,
  woff2: /font|octet-stream/,
  xml: /xml/,
};

export interface Crawl {
  /** What is wrong, one line for each. */
  problems: string[];
  /** Paths below the root that were read. */
  paths: Set<string>;
}

/**
 * Reads all that hangs together with `starts` (paths below the root). Addresses at `published`, where the owner says
 * that the site will be, stand for those at `root`.
 */
export async function crawl(root: string, starts: string[], published: string): Promise<Crawl> {
  const queue = [...starts];
  const found: Crawl = { problems: [], paths: new Set(starts) };
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const url = root + path;
    const response = await fetch(url);
    const type = response.headers.get('content-type') ?? '';
    const text = await response.text();
    const problem = problemWith(path, response, type, text);
    if (problem !== undefined) found.problems.push(`${path}: ${problem}`);
    for (const link of linksIn(text, type, path)) {
      const address = new URL(link, response.url);
      address.hash = '';
      const href = address.href.startsWith(published)
        ? root + address.href.slice(published.length)
        : address.href;
      if (!href.startsWith(root)) {
        if (href.startsWith(new URL(root).origin))
          found.problems.push(`${path} leads out of the site: ${link}`);
        continue;
      }
      const next = href.slice(root.length);
      if (!found.paths.has(next)) queue.push(next);
      found.paths.add(next);
    }
  }
  return found;
}

function problemWith(path: string, { status }: Response, type: string, text: string): string | undefined {
  if (status !== 200) return `status ${status}`;
  const extension = /\.([a-z0-9]+)(\?.*)?$/.exec(path)?.[1] ?? 'html';
  if (extension !== 'html') return TYPES[extension]?.test(type) === true ? undefined : `type ${type}`;
  if (!type.startsWith('text/html')) return `type ${type}`;
  if (text.includes('http-equiv="refresh"')) return undefined;
  const config = /<script id="sb-config"[^>]*>([^<]*)</.exec(text)?.[1];
  const page = config === undefined ? undefined : JSON.parse(config).page;
  return page === path ? undefined : `the page is that of "${page}"`;
}

function linksIn(text: string, type: string, path: string): string[] {
  const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');
  if (type.startsWith('text/html')) {
    const code = text.replace(/<pre[\s\S]*?<\/pre>/g, '');
    const links = [...all(/ (?:href|src)="([^"]*)"/g), ...all(/content="0; url=([^"]*)"/g)];
    return links.filter((link) => code.includes(link)).map((link) => link.replaceAll('&amp;', '&'));
  }
  if (type.startsWith('text/css'))
    return all(/url\(["']?([^"')]+)["']?\)/g).filter((link) => !link.startsWith('data:'));
  if (path.endsWith('sitemap.xml')) return all(/<loc>([^<]*)<\/loc>/g);
  if (path.endsWith('.xml')) return all(/ href="([^"]*)"/g);
  return [];
}
