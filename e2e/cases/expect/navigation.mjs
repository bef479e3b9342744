// @ts-check
/** Expectations about addresses, titles, scrolling, loads, time, and whether the app goes on living. */
import { Failure } from '../failure.mjs';
import { inPage } from '../in-page.mjs';
import { assert, assertNumber, assertText, show } from '../match.mjs';
import { clickLinkTo } from '../targets.mjs';

/**
 * @import { Check } from '../expect.mjs'
 */

/** @param {string} url */
const pathOf = (url) => {
  const { pathname, search, hash } = new URL(url);
  return decodeURI(pathname + search) + decodeURIComponent(hash);
};

/** @type {Record<string, Check>} */
export const navigationChecks = {
  url: async ({ page, site }, wanted) => {
    const seen = pathOf(page.url());
    const { equals, ...rest } = typeof wanted === 'string' ? { equals: wanted } : wanted;
    if (equals !== undefined) assert(seen === decodeURIComponent(site.path(equals)), site.path(equals), seen);
    if (Object.keys(rest).length > 0) assertText(seen, rest, { exact: true });
  },
  url_equals: (run, wanted) => navigationChecks.url(run, { equals: wanted }),
  url_ends: (run, wanted) => navigationChecks.url(run, { ends_with: wanted }),
  url_contains: (run, wanted) => navigationChecks.url(run, { contains: wanted }),
  url_excludes: (run, wanted) => navigationChecks.url(run, { excludes: wanted }),
  url_matches: (run, wanted) => navigationChecks.url(run, { matches: wanted }),

  title: async ({ page }, wanted) => {
    // As a step, `expect_title: "Beta"` asks for the name of the post in the title.
    assertText(await page.title(), typeof wanted === 'string' ? { contains: wanted } : wanted);
  },
  title_contains: async ({ page }, wanted) => assertText(await page.title(), { contains: wanted }),
  title_equals: async ({ page }, wanted) => assertText(await page.title(), { equals: wanted }),
  title_excludes: async ({ page }, wanted) => assertText(await page.title(), { excludes: wanted }),
  title_matches: async ({ page }, wanted) => assertText(await page.title(), { matches: wanted }),

  canonical: async ({ page, site, session }, wanted) => {
    const seen = await inPage(page, 'canonicalUrl');
    if (seen === null) throw new Failure(`expected the canonical address ${site.path(wanted)}, seen none`);
    const local = session.origin + site.path(wanted);
    const published = site.publicUrl(site.path(wanted));
    assert(
      [local, published].some((url) => decodeURI(url) === decodeURI(seen)),
      published,
      seen,
    );
  },

  scroll: async ({ page }, wanted) => {
    const top = await inPage(page, 'topOf', wanted.to);
    if (top === null) throw new Failure(`expected an element #${wanted.to}, seen none`);
    // Rounding may put an element that is at the very top a pixel above it.
    assert(
      top >= -2 && top <= wanted.within_px,
      `#${wanted.to} at most ${wanted.within_px} px below the top`,
      `${Math.round(top)} px`,
    );
  },

  scroll_y: async ({ page, session }, wanted) => {
    const seen = await inPage(page, 'scrollTop');
    const {
      near_recorded: name,
      near,
      within_px: within = 5,
      ...tests
    } = typeof wanted === 'number' ? { equals: wanted } : wanted;
    const goal = name === undefined ? near : session.recordedScroll.get(String(name));
    if (name !== undefined && goal === undefined)
      throw new Failure(`no scroll position was recorded as ${name}`);
    if (goal !== undefined)
      assert(Math.abs(seen - goal) <= within, `scroll within ${within} px of ${goal}`, seen);
    if (Object.keys(tests).length > 0 || goal === undefined) assertNumber(seen, tests, 'scroll position');
  },

  reloads: ({ session }, wanted) => {
    assertNumber(
      session.documentLoads - session.wantedLoads,
      wanted,
      'loads of the document after the first',
    );
  },

  new_tabs: ({ session }, wanted) => assertNumber(session.newTabs, wanted, 'new tabs'),

  time_ms: ({ session }, wanted) =>
    assertNumber(
      Math.round(session.loadTime),
      typeof wanted === 'number' ? { max: wanted } : wanted,
      'load time in ms',
    ),

  requests: ({ session }, wanted) => {
    const own = [...session.requests.values()].filter(({ url }) => url.startsWith(session.origin));
    const foreign = [...session.requests.values()].filter(
      ({ url }) => /^https?:/.test(url) && !url.startsWith(session.origin),
    );
    for (const [key, value] of Object.entries(wanted)) checkRequests(key, value);

    /** @param {string} key @param {any} value */
    function checkRequests(key, value) {
      if (key === 'allow_status') return;
      if (key === 'same_origin_prefix') {
        const outside = own.filter(({ url }) => !new URL(url).pathname.startsWith(value));
        assert(
          outside.length === 0,
          `requests below ${value}`,
          outside.map(({ url }) => url),
        );
      } else if (key === 'failed' || key === 'failures') {
        const failed = own.filter(({ type, status, failed }) => {
          const allowed = [wanted.allow_status?.[type] ?? []].flat().includes(status);
          return failed || (status !== null && status >= 400 && !allowed);
        });
        assert(
          failed.length === value,
          `${value} failed requests`,
          failed.map(({ url, status }) => `${status ?? 'no answer'} ${url}`),
        );
      } else if (/^(foreign|third_party|cross_origin|foreign_hosts)$/.test(key)) {
        const hosts = [...new Set(foreign.map(({ url }) => new URL(url).host))];
        const holds = Array.isArray(value)
          ? hosts.every((host) => value.includes(host))
          : hosts.length <= Number(value);
        assert(holds, `foreign hosts ${show(value)}`, hosts);
      } else if (key === 'max' || key === 'min') {
        assertNumber(own.length, { [key]: value }, 'requests');
      } else if (/^(includes?|contains|excludes?|none_matching|some_matching)$/.test(key)) {
        for (const part of [value].flat()) {
          const found = own.filter(({ url }) => url.includes(String(part).replaceAll('*', '')));
          const unwanted = key.startsWith('exclude') || key === 'none_matching';
          assert(
            (found.length === 0) === unwanted,
            `${key} ${part}`,
            found.map(({ url }) => url),
          );
        }
      } else throw new Failure(`unknown verb ${key}`);
    }
  },

  alive: async (run) => {
    const { page, session, site } = run;
    if (session.offline) throw new Failure('the case leaves the browser offline');
    try {
      await clickLinkTo(run, site.base);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // A page without a way home is no proof that the app has stopped.
      await session.open(site.base);
    }
    await session.quiet({ evenDelayed: true });
    const current = site.stemAt(decodeURI(new URL(page.url()).pathname));
    const { items } = await inPage(page, 'postList');
    const opened = site.path(
      `post:${
        run.testCase.steps
          ?.find((step) => /^post:/.test(step.open))
          ?.open.slice(5)
          .split('#')[0] ?? 'x'
      }`,
    );
    const other = items.find(({ href }) => decodeURI(new URL(href).pathname) !== opened) ?? items[0];
    if (other === undefined)
      throw new Failure(
        `expected a list with another post at home, seen an empty one (${current ?? page.url()})`,
      );
    await clickLinkTo(run, new URL(other.href).pathname);
    await session.quiet({ evenDelayed: true });
    const title = (await inPage(page, 'postMetadata')).title;
    const body = (await inPage(page, 'countOf', { css: '.prose', nth: null })) === 1;
    assert(
      title === other.title && body,
      `the post ${show(other.title)} opens`,
      title === null ? page.url() : title,
    );
  },
};
