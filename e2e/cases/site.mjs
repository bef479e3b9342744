// @ts-check
/** A case's input built into a small site by the command-line tool, and the addresses in it. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { expandInput, writeFiles } from './input.mjs';

const BUILD_LIMIT_MS = 30_000;
/** A second post, for cases that want to know whether the app survives the first. */
const HELPER_POST = '---\ntitle: Another post\ndate: 1990-01-01\n---\n\nStill alive.\n';

/**
 * Where the parts of the product are.
 *
 * @typedef {object} Product
 * @property {string} bin the `studybuddy` binary
 * @property {string} app the compiled app
 * @property {string} web the bundled front-end assets
 */

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {string} area
 * @property {boolean} [raw]
 * @property {Record<string, unknown>} input
 * @property {{ base?: string, site_url?: string } & Record<string, unknown>} [config]
 * @property {Array<Record<string, any>>} [steps]
 * @property {Array<Record<string, any>>} expect
 */

export class Site {
  /**
   * @param {Case} testCase
   * @param {string} folder
   */
  constructor(testCase, folder) {
    this.folder = folder;
    this.dist = join(folder, 'dist');
    this.base = testCase.config?.base ?? '/';
    this.siteUrl = testCase.config?.site_url ?? null;
    this.origin = '';
    this.output = '';
    /** @type {number | null} */
    this.exitCode = null;
    /** @type {Map<string, string>} source file without ending, relative to posts/, to slug */
    this.slugs = new Map();
    /** @type {string[]} */
    this.stems = [];
  }

  /**
   * Writes the input into a temporary folder and builds it.
   *
   * @param {Case} testCase
   * @param {Product} product
   * @param {boolean} withHelperPost
   */
  static async build(testCase, product, withHelperPost) {
    const folder = await mkdtemp(join(tmpdir(), 'studybuddy-case-'));
    const site = new Site(testCase, folder);
    const files = expandInput(testCase.input, testCase.raw === true);
    const stems = () => [...files.keys()].map(stemOf).filter((stem) => stem !== null);
    if (withHelperPost && stems().length === 1) files.set('posts/zz-helper.md', Buffer.from(HELPER_POST));
    site.stems = stems();
    files.set('site.yaml', settings(testCase, files.get('site.yaml')));
    await mkdir(join(folder, 'posts'), { recursive: true });
    await mkdir(join(folder, 'public'), { recursive: true });
    await writeFiles(folder, files);
    await site.rebuild(product);
    return site;
  }

  /**
   * Runs the tool; its messages and exit code are kept.
   *
   * @param {Product} product
   */
  async rebuild(product) {
    const paths = ['--posts', 'posts', '--site', 'site.yaml', '--public', 'public', '--dist', 'dist'];
    const { code, output } = await run(
      product.bin,
      ['build', ...paths, '--app', product.app, '--web', product.web, '--base', this.base],
      this.folder,
    );
    this.exitCode = code;
    this.output = output;
    await this.readManifest();
  }

  async readManifest() {
    try {
      const manifest = JSON.parse(await readFile(join(this.dist, 'posts', 'manifest.json'), 'utf8'));
      for (const post of manifest.posts ?? []) {
        const stem = stemOf(`posts/${String(post.source).replace(/^posts\//, '')}`);
        if (stem !== null) this.slugs.set(stem, post.slug);
      }
    } catch {
      // Without a manifest the addresses follow from the names of the files.
    }
  }

  /**
   * The path of a symbolic address, from the root of the server.
   *
   * @param {string} address `home`, `post:STEM#id`, `raw:/path`, `tag:NAME`, … or a path below the base
   */
  path(address) {
    const [, kind, rest, fragment = ''] = /^(?:([a-z]+):)?([^#]*)(#.*)?$/.exec(address) ?? [];
    switch (kind) {
      case 'post':
        return `${this.base}${this.postPath(rest)}${fragment}`;
      case 'raw':
        return rest + fragment;
      case 'tag':
      case 'category':
        return `${this.base}${kind === 'tag' ? 'tags' : 'categories'}/${slugify(rest)}/${fragment}`;
      case 'page':
        return Number(rest) === 1 ? this.base : `${this.base}page/${rest}/${fragment}`;
    }
    if (kind !== undefined) throw new Error(`unknown address ${address}`);
    if (rest === 'home') return this.base + fragment;
    if (rest.startsWith('/')) return rest + fragment;
    const isPage = /^[a-z]+\/?(\?.*)?$/.test(rest);
    return this.base + (isPage ? rest.replace(/^([a-z]+)\/?/, '$1/') : rest) + fragment;
  }

  /** @param {string} stem */
  postPath(stem) {
    const name = stem.replace(/\/$/, '');
    const [path, query = ''] = name.split('?');
    return `posts/${this.slugs.get(path) ?? slugify(withoutDate(path))}/${query && `?${query}`}`;
  }

  /**
   * Which post an address belongs to.
   *
   * @param {string} pathname
   * @returns {string | null} the stem
   */
  stemAt(pathname) {
    const wanted = decodeURIComponent(pathname);
    return this.stems.find((stem) => this.path(`post:${stem}`) === wanted) ?? null;
  }

  /**
   * Fills in `{feed}`, `{sitemap}`, `{path:STEM}`, `{feed_url}` and their like.
   *
   * @template T
   * @param {T} value
   * @returns {T}
   */
  fill(value) {
    if (typeof value === 'string') {
      const filled = value
        .replace(/(?<![\w}^_])\{path:([^}]+)\}/g, (_, stem) => this.postPath(stem))
        .replace(/(?<![\w}^_])\{url:([^}]+)\}/g, (_, stem) => this.publicUrl(this.path(`post:${stem}`)))
        .replace(/(?<![\w}^_])\{(feed|sitemap)_url\}/g, (_, what) =>
          this.publicUrl(this.base + NAMED_FILES[what]),
        )
        .replace(
          /(?<![\w}^_])\{(feed|sitemap|rss|json_feed|robots|manifest)\}/g,
          (_, what) => NAMED_FILES[what],
        )
        .replaceAll('{base}', this.base)
        .replaceAll('{site_url}', this.siteUrl ?? this.origin + this.base);
      return /** @type {T} */ (filled);
    }
    if (Array.isArray(value)) return /** @type {T} */ (value.map((item) => this.fill(item)));
    if (value !== null && typeof value === 'object') {
      return /** @type {T} */ (Object.fromEntries(Object.entries(value).map(([k, v]) => [k, this.fill(v)])));
    }
    return value;
  }

  /**
   * The address that the outside world uses: below `site_url` where the case has one.
   *
   * @param {string} path
   */
  publicUrl(path) {
    if (this.siteUrl === null) return this.origin + path;
    return this.siteUrl.replace(/\/?$/, '/') + path.slice(this.base.length);
  }

  /** All files of the built site, as paths from `dist`. */
  async files() {
    const entries = await readdir(this.dist, { recursive: true, withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.dist, resolve(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort();
  }

  async remove() {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** @type {Record<string, string>} */
const NAMED_FILES = {
  feed: 'feed.xml',
  json_feed: 'feed.json',
  manifest: 'posts/manifest.json',
  robots: 'robots.txt',
  rss: 'rss.xml',
  sitemap: 'sitemap.xml',
};

/**
 * The name that cases use for a post: its path below posts/ without the ending.
 *
 * @param {string} path
 */
function stemOf(path) {
  const match = /^posts\/(.+)\.(md|markdown)$/i.exec(path);
  return match === null ? null : match[1].replace(/\/index$/, '');
}

/** @param {string} name */
const withoutDate = (name) => name.replace(/(^|\/)\d{4}[-_]?\d\d[-_]?\d\d[-_]/, '$1');

/** @param {string} name */
const slugify = (name) => name.toLowerCase().replace(/[\s_]+/g, '-');

/**
 * The case's own `site.yaml`, with what `config` says.
 *
 * @param {Case} testCase
 * @param {Buffer | undefined} own
 */
function settings(testCase, own) {
  const { base: _, site_url: url, ...rest } = testCase.config ?? {};
  const text = own?.toString('utf8') ?? '';
  const lines = Object.entries({ title: 'StudyBuddy', ...(url === undefined ? {} : { url }), ...rest })
    .filter(([key]) => !new RegExp(`^${key}:`, 'm').test(text))
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  return Buffer.from(text.replace(/([^\n])$/, '$1\n') + lines.join(''));
}

/**
 * @param {string} bin
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function run(bin, args, cwd) {
  return new Promise((done, fail) => {
    const child = spawn(bin, args, { cwd, timeout: BUILD_LIMIT_MS, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.on('error', (error) => fail(new Error(`${bin} cannot be run: ${error.message}`)));
    child.on('close', (code) => done({ code, output }));
  });
}
