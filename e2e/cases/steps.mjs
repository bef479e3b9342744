// @ts-check
/**
 * The steps of a case.
 *
 * A step is an object whose one verb is a key of `STEPS`; its other keys are options of the verb. A step whose verb is
 * an expectation, with or without `expect_` before it, is checked on the spot.
 */
import { Failure } from './failure.mjs';
import { inPage } from './in-page.mjs';
import { expandInput, writeFiles } from './input.mjs';
import { addRules, dropRules } from './network.mjs';
import { parseSelector } from './selector.mjs';
import { clickLinkTo, reachable, required } from './targets.mjs';

/**
 * @import { Session } from './session.mjs'
 * @import { Case, Site, Product } from './site.mjs'
 * @import { Manner } from '../serve.mjs'
 *
 * @typedef {object} Run
 * @property {Case} testCase
 * @property {Site} site
 * @property {Session} session
 * @property {Manner} manner
 * @property {Product} product
 */

/** @typedef {(run: Run, value: any, options: Record<string, any>) => Promise<unknown> | unknown} Step */

/** @type {Record<string, Step>} */
const VISITS = {
  open: async ({ session, site }, address) => {
    // With a slash or without, in the address bar: a static host sends the second on to the first.
    if (/^post:[^#?]*\/$/.test(address)) await session.open(site.path(address).replace(/\/$/, ''));
    await session.open(site.path(address));
  },
  reload: async ({ session }) => {
    session.wantedLoads += 1;
    await session.page.reload({ waitUntil: 'commit' });
  },
  back: ({ session }, times) => repeat(times, () => traverse(session, -1)),
  forward: ({ session }, times) => repeat(times, () => traverse(session, 1)),
  go: ({ session }, delta) => traverse(session, Number(delta)),
  click_home: (run) => clickLinkTo(run, run.site.base),
  click_post: (run, stem) => clickLinkTo(run, run.site.path(`post:${String(stem).replace(/^post:/, '')}`)),
  click_home_then_post: async (run, address) => {
    await clickLinkTo(run, run.site.base);
    await run.session.quiet();
    await clickLinkTo(run, run.site.path(address.includes(':') ? address : `post:${address}`));
  },
  click_tag: (run, tag) => clickLinkTo(run, run.site.path(`tag:${tag}`)),
  click_link: (run, address) => clickLinkTo(run, run.site.path(address)),
};

/** @type {Record<string, Step>} */
const ACTIONS = {
  click: async (run, selector, options) => {
    const target = await reachable(run, selector);
    // "A missing theme switch passes", say the cases.
    if (target === null && selector === '@theme') return;
    if (target === null) throw new Failure(`nothing to click: no ${selector}`);
    await target.click({
      modifiers: options.modifiers,
      button: options.button,
      clickCount: options.count ?? options.times,
    });
  },
  double_click: async (run, selector) => (await required(run, selector)).dblclick(),
  middle_click: async (run, selector) => (await required(run, selector)).click({ button: 'middle' }),
  click_text: ({ session }, text) => session.page.getByText(text).first().click(),
  hover: async (run, selector) => (await required(run, selector)).hover(),
  focus: async (run, selector) => (await required(run, selector)).focus(),
  tap: async (run, selector) => (await required(run, selector)).click(),
  press: async ({ session }, keys, options) => {
    for (const key of [keys].flat()) await repeat(options.times, () => session.page.keyboard.press(key));
  },
  tab: ({ session }, times) => repeat(times, () => session.page.keyboard.press('Tab')),
  type: async (run, value) => {
    if (typeof value === 'string') return run.session.page.keyboard.type(value);
    const field = await required(run, value.at);
    await field.click();
    await field.pressSequentially(value.text);
  },
  fill: async (run, value) => (await required(run, value.at)).fill(value.text),
  scroll_to: async (run, target) => {
    if (typeof target === 'string' && /^[@.#]|\s/.test(target)) {
      return (await required(run, target)).evaluate((element) =>
        element.scrollIntoView({ behavior: 'instant' }),
      );
    }
    await run.session.page.evaluate(scrollExpression(target));
  },
  scroll_by: ({ session }, pixels) =>
    session.page.evaluate(`scrollBy({ top: ${Number(pixels)}, behavior: 'instant' })`),
  wheel: ({ session }, pixels) => session.page.mouse.wheel(0, Number(pixels)),
  record_scroll: async ({ session }, name) => {
    session.recordedScroll.set(String(name), await inPage(session.page, 'scrollTop'));
  },
  select_text: async (run, value) => {
    const { at, from: start = at, to: end = at } = typeof value === 'string' ? { at: value } : value;
    const first = await required(run, start);
    const last = await required(run, end);
    const range = { first: await first.elementHandle(), last: await last.elementHandle() };
    await run.session.page.evaluate(({ first, last }) => {
      if (first === null || last === null) return;
      const selected = document.createRange();
      selected.setStart(first, 0);
      selected.setEnd(last, last.childNodes.length);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(selected);
    }, range);
  },
  select_all: ({ session }) => session.page.keyboard.press('Control+A'),
  copy: async (run, value) => {
    if (value !== true) await ACTIONS.select_text(run, value, {});
    await run.session.page.keyboard.press('Control+C');
  },
  script: ({ session }, code) => session.page.evaluate(code),
};

/** @type {Record<string, Step>} */
const SURROUNDINGS = {
  wait_ms: ({ session }, ms) => session.page.waitForTimeout(ms),
  wait_for: async (run, selector) =>
    run.session.page
      .locator(`css=${parseSelector(selector).css}`)
      .first()
      .waitFor(),
  viewport: ({ session }, [width, height]) => session.page.setViewportSize({ width, height }),
  color_scheme: ({ session }, colorScheme) => session.page.emulateMedia({ colorScheme }),
  reduced_motion: ({ session }, wanted) =>
    session.page.emulateMedia({
      reducedMotion: wanted === false || wanted === 'no-preference' ? 'no-preference' : 'reduce',
    }),
  forced_colors: ({ session }, wanted) =>
    session.page.emulateMedia({ forcedColors: wanted === false || wanted === 'none' ? 'none' : 'active' }),
  emulate: ({ session }, media) =>
    session.page.emulateMedia(typeof media === 'string' ? { media: /** @type {any} */ (media) } : media),
  media: ({ session }, media) => session.page.emulateMedia({ media }),
  print: ({ session }, wanted) => session.page.emulateMedia({ media: wanted === false ? 'screen' : 'print' }),
  offline: async ({ session }, wanted) => {
    session.offline = wanted !== false;
    await session.context.setOffline(session.offline);
  },
  online: ({ session }) => SURROUNDINGS.offline(/** @type {any} */ ({ session }), false, {}),
  block: ({ session }, urls) => addRules(session, urls, (rule) => ({ kind: 'block', ...rule })),
  abort: ({ session }, urls) => addRules(session, urls, (rule) => ({ kind: 'block', ...rule })),
  fail: ({ session }, urls) => addRules(session, urls, (rule) => ({ kind: 'fail', status: 500, ...rule })),
  delay: ({ session }, urls) => addRules(session, urls, (rule) => ({ kind: 'delay', ms: 1000, ...rule })),
  unblock: ({ session }, urls) => dropRules(session, urls),
  restore: ({ session }, urls) => dropRules(session, urls),
  serve: ({ manner }, wanted) => {
    if (typeof wanted === 'string') manner.mode = modeOf(wanted);
    else {
      const { mode, fallback, mime, headers, ...unknown } = wanted;
      if (Object.keys(unknown).length > 0) throw new Failure(`unknown way to serve: ${Object.keys(unknown)}`);
      if (mode ?? fallback) manner.mode = modeOf(mode ?? fallback);
      manner.mime = { ...manner.mime, ...mime };
      manner.headers = { ...manner.headers, ...headers };
    }
  },
  stub: async ({ session }, code) => {
    await session.context.addInitScript({ content: code });
    if (session.documentLoads > 0) await session.page.evaluate(code);
  },
  rebuild: async ({ site, product }, files) => {
    if (files !== true) await writeFiles(site.folder, expandInput(files, false));
    await site.rebuild(product);
  },
  // These are settled when the context is made; see `contextOptions`.
  timezone: () => {},
  locale: () => {},
  javascript: () => {},
  touch: () => {},
};

/** @type {Record<string, Step>} */
const STEPS = { ...VISITS, ...ACTIONS, ...SURROUNDINGS, key: ACTIONS.press, scroll: ACTIONS.scroll_to };

/** Steps after which the page is what it was, so that expectations may be checked after each `open` before them. */
const IDLE = new Set(['open', 'wait_ms', 'wait_for', ...Object.keys(SURROUNDINGS)]);

/**
 * What has to be known before the browser context is made.
 *
 * @param {Array<Record<string, any>>} steps
 * @returns {import('@playwright/test').BrowserContextOptions}
 */
export function contextOptions(steps) {
  /** @type {import('@playwright/test').BrowserContextOptions} */
  const options = {};
  for (const step of steps) {
    if ('timezone' in step) options.timezoneId = step.timezone;
    if ('locale' in step) options.locale = step.locale;
    if ('javascript' in step)
      options.javaScriptEnabled = step.javascript !== false && step.javascript !== 'off';
    if ('touch' in step) options.hasTouch = step.touch !== false;
  }
  return options;
}

/**
 * Whether the expectations hold after every `open`: there are several, and nothing is done to the page in between.
 *
 * @param {Array<Record<string, any>>} steps
 */
export function checksEveryOpen(steps) {
  return (
    steps.filter((step) => 'open' in step).length > 1 &&
    steps.every((step) => Object.keys(step).some((key) => IDLE.has(key)))
  );
}

/**
 * Runs one step and waits until the page is quiet again.
 *
 * @param {Run} run
 * @param {Record<string, any>} step
 * @param {(expectation: Record<string, any>) => Promise<void>} check for steps that are expectations
 */
export async function runStep(run, step, check) {
  const verb = Object.keys(step).find((key) => Object.hasOwn(STEPS, key));
  if (verb === undefined) {
    await check(
      Object.fromEntries(Object.entries(step).map(([key, value]) => [key.replace(/^expect_/, ''), value])),
    );
    return;
  }
  const { [verb]: value, ...options } = step;
  await STEPS[verb](run, value, options);
  if (run.session.documentLoads > 0) {
    await run.session.quiet();
    await run.session.noteScripts();
  }
}

/** @param {string} name @returns {Manner['mode']} */
function modeOf(name) {
  if (name !== 'plain' && name !== 'github-pages' && name !== 'spa-200')
    throw new Failure(`unknown way to serve: ${name}`);
  return name;
}

/**
 * @param {any} times
 * @param {() => Promise<unknown>} action
 */
async function repeat(times, action) {
  for (let i = 0; i < (typeof times === 'number' ? times : 1); i += 1) await action();
}

/**
 * Moves in the history, and waits until the page has heard of it or is left.
 *
 * @param {Session} session
 * @param {number} delta
 */
async function traverse({ page, scripts }, delta) {
  if (!scripts)
    return delta < 0 ? page.goBack({ waitUntil: 'commit' }) : page.goForward({ waitUntil: 'commit' });
  const heard = `new Promise((resolve) => {
    addEventListener('popstate', resolve, { once: true });
    setTimeout(resolve, 1000);
    history.go(${delta});
  }).then(() => null)`;
  // The document that was asked may be gone before it can answer.
  return page.evaluate(heard).catch(() => null);
}

/** @param {unknown} target */
function scrollExpression(target) {
  if (target === 'bottom')
    return `scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })`;
  const top = target === 'top' ? 0 : target;
  if (typeof top === 'number') return `scrollTo({ top: ${top}, behavior: 'instant' })`;
  return `document.getElementById(${JSON.stringify(target)}).scrollIntoView({ behavior: 'instant' })`;
}
