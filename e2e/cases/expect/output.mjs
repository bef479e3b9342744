// @ts-check
/** Expectations about the build and its files: messages, feeds, sitemap. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../failure.mjs';
import { inPage } from '../in-page.mjs';
import { assert, assertList, assertNumber, assertText, show } from '../match.mjs';

/**
 * @import { Check } from '../expect.mjs'
 * @import { Site } from '../site.mjs'
 */

/** @type {Record<string, Check>} */
export const outputChecks = {
  build: ({ site }, wanted) => {
    const isOk = site.exitCode === 0 && !/\berror\b(\[|:)/.test(site.output);
    if (typeof wanted !== 'string') return assertText(site.output, wanted, { anyCase: true });
    assert(isOk === (wanted === 'ok'), `build ${wanted}`, `exit code ${site.exitCode}: ${show(site.output)}`);
  },

  build_output: ({ site }, wanted) => assertText(site.output, wanted, { anyCase: true }),

  error: async (run, wanted) => {
    const strings = [wanted.contains ?? wanted].flat().map((text) => text.toLowerCase());
    const page = run.page === null ? '' : await inPage(run.page, 'pageText').catch(() => '');
    // The author reads the build's output or the page; one of them has to say all of it.
    const says = (/** @type {string} */ text) => strings.every((part) => text.toLowerCase().includes(part));
    assert(says(run.site.output) || says(page), `a message with ${show(strings)}`, show(run.site.output));
  },
  warning: (run, wanted) => outputChecks.error(run, wanted),

  file_exists: async ({ site }, wanted) => {
    for (const path of [wanted].flat()) {
      assert((await matching(site, path)).length > 0, `a file ${path}`, 'none');
    }
  },
  file_absent: async ({ site }, wanted) => {
    for (const path of [wanted].flat()) {
      const found = await matching(site, path);
      assert(found.length === 0, `no file ${path}`, found);
    }
  },

  file_contains: async ({ site }, wanted) => {
    const files = await matching(site, wanted.glob ?? wanted.path);
    assert(files.length > 0, `a file ${wanted.glob ?? wanted.path}`, 'none');
    for (const part of [wanted.strings ?? wanted.contains].flat()) {
      const texts = await Promise.all(files.map((file) => read(site, file)));
      assert(
        texts.some((text) => text.includes(part)),
        `${show(part)} in ${files}`,
        'it is not there',
      );
    }
  },
  file_excludes: async ({ site }, wanted) => {
    const files = await matching(site, wanted.glob ?? wanted.path);
    for (const file of files) {
      const text = await read(site, file);
      const found = [wanted.strings ?? wanted.excludes].flat().filter((part) => text.includes(part));
      assert(found.length === 0, `${file} without ${show(wanted.strings)}`, found);
    }
    assert(files.length > 0 || /[*?]/.test(wanted.glob), `a file ${wanted.glob}`, 'none');
  },
  file_text: async ({ site }, wanted) => {
    const [file] = await matching(site, wanted.path ?? wanted.glob);
    if (file === undefined) throw new Failure(`expected a file ${wanted.path ?? wanted.glob}, seen none`);
    assertText(await read(site, file), wanted, { exact: true, ignore: ['path', 'glob'] });
  },
  file_size: async ({ site }, wanted) => {
    const files = await matching(site, wanted.path ?? wanted.glob);
    const sizes = await Promise.all(
      files.map(async (file) => (await readFile(join(site.dist, file))).length),
    );
    assertNumber(
      sizes.reduce((sum, size) => sum + size, 0),
      wanted,
      'bytes',
      ['path', 'glob'],
    );
  },
  no_path_matches: async ({ site }, wanted) => {
    const found = (await site.files()).filter((file) => new RegExp(wanted).test(file));
    assert(found.length === 0, `no path like ${wanted}`, found);
  },

  file_urls_absolute: async ({ site }, wanted) => {
    for (const file of await required(site, wanted)) {
      const html = await read(site, file);
      const urls = [
        ...html.matchAll(/\s(?:href|src|data-root|action)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/g),
      ].map((match) => match[1] ?? match[2] ?? match[3]);
      const relative = urls.filter(
        (url) => !(url.startsWith(site.base) || /^([a-z][a-z0-9+.-]*:|#)/i.test(url)),
      );
      assert(
        urls.length > 0 && relative.length === 0,
        `all addresses of ${file} start with ${site.base}`,
        relative,
      );
    }
  },

  xml: async (run, wanted) => {
    const [file] = await required(run.site, wanted.path);
    const page = await run.scratchPage();
    const { error, values } = await inPage(page, 'askXml', await read(run.site, file), wanted.xpath);
    assert(error === null, `${file} is well-formed`, error);
    const { path: _path, xpath: _xpath, excludes, count, ...tests } = wanted;
    if (count !== undefined) assertNumber(values.length, count, `count of ${wanted.xpath}`);
    if (excludes !== undefined) assertText(values.join('\n'), { excludes });
    if (Object.keys(tests).length === 0) return;
    // A node set has the value of its first node, as in XPath.
    if (values.length === 0) throw new Failure(`expected ${show(tests)}, seen nothing at ${wanted.xpath}`);
    assertText(values[0], tests);
  },

  xml_well_formed: async (run, wanted) => {
    for (const file of await required(run.site, wanted)) {
      const { error } = await inPage(await run.scratchPage(), 'askXml', await read(run.site, file), null);
      assert(error === null, `${file} is well-formed`, error);
    }
  },

  sitemap_urls: async (run, wanted) => {
    const [file] = await required(run.site, '{sitemap}');
    const { values: urls } = await inPage(
      await run.scratchPage(),
      'askXml',
      await read(run.site, file),
      '//url/loc',
    );
    for (const [key, value] of Object.entries(wanted)) {
      if (key === 'all_start_with')
        assert(
          urls.every((url) => url.startsWith(value)),
          `addresses start with ${value}`,
          urls,
        );
      else if (key === 'exclude' || key === 'excludes') {
        const found = urls.filter((url) =>
          [value].flat().some((/** @type {string} */ part) => url.includes(part)),
        );
        assert(found.length === 0, `no address with ${show(value)}`, found);
      } else if (key === 'unique')
        assert((new Set(urls).size === urls.length) === value, 'each address once', urls);
      else assertList(urls, { [key]: value });
    }
  },

  json: async ({ site }, wanted) => {
    const [file] = await required(site, wanted.path);
    const { path: _path, pointer, ...tests } = wanted;
    let value = JSON.parse(await read(site, file));
    for (const key of String(pointer ?? '')
      .split(/[./]/)
      .filter(Boolean))
      value = value?.[key];
    assertText(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), tests);
  },
};

/**
 * Files of the built site that a path or glob names; `dist/` before it is optional.
 *
 * @param {Site} site
 * @param {string} pattern
 */
async function matching(site, pattern) {
  const glob = site.fill(pattern).replace(/^\/?(dist\/)?/, '');
  const body = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(
      /\*\*\/|\*+|\?/g,
      (/** @type {string} */ wild) => ({ '**/': '(?:.*/)?', '*': '[^/]*', '?': '[^/]' })[wild] ?? '.*',
    );
  const regex = new RegExp(`^${body}$`);
  return (await site.files()).filter((file) => regex.test(file));
}

/**
 * @param {Site} site
 * @param {string} pattern
 */
async function required(site, pattern) {
  const files = await matching(site, pattern);
  if (files.length === 0) throw new Failure(`expected a file ${site.fill(pattern)}, seen none`);
  return files;
}

/**
 * @param {Site} site
 * @param {string} file
 */
const read = (site, file) => readFile(join(site.dist, file), 'utf8');
