// @ts-check
/** One case's browser context: what happens in it is written down, and its network can be made worse. */
import { inPage } from './in-page.mjs';

/**
 * @import { Browser, BrowserContext, BrowserContextOptions, Page, Request, Route } from '@playwright/test'
 * @import { NetworkRule } from './network.mjs'
 */

const APP_LIMIT_MS = 8_000;
/** How long the app gets where the case itself keeps one of its files away. */
const CRIPPLED_APP_LIMIT_MS = 1_500;
const ACTION_LIMIT_MS = 5_000;
/** A picture of one pixel, the answer of every foreign host. */
const FOREIGN_PICTURE = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/**
 * @typedef {object} SeenRequest
 * @property {string} url
 * @property {string} type `document`, `script`, `fetch` …
 * @property {number | null} status
 * @property {boolean} failed no answer came
 * @property {boolean} provoked the case itself kept the answer away
 */

export class Session {
  /** @type {string[]} */ errors = [];
  /** @type {string[]} */ cspViolations = [];
  /** @type {string[]} */ dialogs = [];
  /** @type {Map<Request, SeenRequest>} */ requests = new Map();
  /** @type {NetworkRule[]} */ rules = [];
  /** @type {Map<string, number>} */ recordedScroll = new Map();
  /** @type {Set<Request>} */ pending = new Set();
  /** @type {Set<Request>} */ held = new Set();
  documentLoads = 0;
  /** Loads that a step asked for. */
  wantedLoads = 0;
  newTabs = 0;
  offline = false;
  /** A script of the post ran in a page that has been left since. */
  scriptRan = false;
  /** From navigation until the page was finished, in milliseconds. */
  loadTime = 0;
  /** @type {Page | null} */ searchPage = null;
  #ownPages = 0;

  /**
   * @param {BrowserContext} context
   * @param {Page} page
   * @param {string} origin
   * @param {boolean} scripts
   */
  constructor(context, page, origin, scripts) {
    this.context = context;
    this.page = page;
    this.origin = origin;
    this.scripts = scripts;
  }

  /**
   * @param {Browser} browser
   * @param {string} origin
   * @param {BrowserContextOptions} options
   */
  static async start(browser, origin, options) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    context.setDefaultTimeout(ACTION_LIMIT_MS);
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
    const page = await context.newPage();
    const session = new Session(context, page, origin, options.javaScriptEnabled !== false);
    session.#watchContext();
    session.#watchPage(page);
    await context.route('**/*', (route) => session.#answer(route));
    return session;
  }

  /** Opens a second page for a look at another address; it counts as no new tab. */
  async newOwnPage() {
    this.#ownPages += 1;
    return this.context.newPage();
  }

  /**
   * @param {string} path from the root of the server
   * @param {Page} [page]
   */
  async open(path, page = this.page) {
    if (page === this.page) this.wantedLoads += 1;
    await page.goto(this.origin + path, { waitUntil: 'commit' });
    const finished = await this.quiet({ page });
    if (page === this.page) this.loadTime = finished;
  }

  /**
   * Waits until nothing happens any more: the app has started, is not busy, no request runs, nothing scrolls.
   *
   * @param {{ page?: Page, evenDelayed?: boolean }} [options] `evenDelayed` also waits for answers that a step delays
   * @returns {Promise<number>} when it became quiet, in milliseconds after the document was asked for
   */
  async quiet({ page = this.page, evenDelayed = false } = {}) {
    const crippled = this.offline || this.rules.some((rule) => rule.kind !== 'delay');
    const start = Date.now();
    let calm = 0;
    let quietSince = Infinity;
    let lastScroll = NaN;
    while (calm < 2) {
      const waited = Date.now() - start;
      const state = await pageState(page, this.scripts).catch(() => null);
      const running = [...this.pending].filter((request) => !this.held.has(request)).length;
      const delayed = this.held.size > 0;
      const started =
        state !== null &&
        (!this.scripts || !state.isOurs || state.started || (crippled && waited > CRIPPLED_APP_LIMIT_MS));
      const loaded = state !== null && (state.loaded || delayed);
      const resting = state !== null && (!state.busy || delayed) && state.scroll === lastScroll;
      const isCalm = started && loaded && resting && running === 0 && !(evenDelayed && delayed);
      if (isCalm && calm === 0) quietSince = state.now;
      calm = isCalm ? calm + 1 : 0;
      lastScroll = state?.scroll ?? NaN;
      if (waited > (evenDelayed && delayed ? 30_000 : APP_LIMIT_MS)) return Infinity;
      if (!this.scripts) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return quietSince;
  }

  async noteScripts() {
    this.scriptRan ||= await inPage(this.page, 'scriptRan').catch(() => false);
  }

  async close() {
    await this.context.close();
  }

  #watchContext() {
    this.context.on('page', (page) => {
      if (this.#ownPages > 0) this.#ownPages -= 1;
      else this.newTabs += 1;
      this.#watchPage(page);
    });
    this.context.on('request', (request) => {
      this.pending.add(request);
      this.requests.set(request, {
        url: request.url(),
        type: request.resourceType(),
        status: null,
        failed: false,
        provoked: false,
      });
      if (this.#isDocumentLoad(request)) this.documentLoads += 1;
    });
    this.context.on('response', (response) => {
      const seen = this.requests.get(response.request());
      if (seen !== undefined) seen.status = response.status();
    });
    this.context.on('requestfinished', (request) => this.pending.delete(request));
    this.context.on('requestfailed', (request) => {
      this.pending.delete(request);
      const seen = this.requests.get(request);
      // A request that the page itself gave up is none that failed.
      if (seen !== undefined) seen.failed = request.failure()?.errorText !== 'net::ERR_ABORTED';
    });
  }

  /** @param {Request} request */
  #isDocumentLoad(request) {
    if (!request.isNavigationRequest() || request.redirectedFrom() !== null) return false;
    try {
      return request.frame() === this.page.mainFrame();
    } catch {
      return false; // a new tab, whose frame is not there yet
    }
  }

  /** @param {Page} page */
  #watchPage(page) {
    page.on('pageerror', (error) => this.errors.push(`uncaught ${error.message}`));
    page.on('crash', () => this.errors.push('the tab crashed'));
    page.on('dialog', (dialog) => {
      this.dialogs.push(dialog.message());
      dialog.dismiss().catch(() => {});
    });
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      const text = message.text();
      const { url } = message.location();
      if (/Content[- ]Security[- ]Policy/i.test(text)) this.cspViolations.push(text);
      const isNetwork = text.startsWith('Failed to load resource');
      const isProvoked =
        this.offline ||
        [...this.requests.values()].some(
          (seen) => seen.url === url && (seen.provoked || seen.type === 'document'),
        );
      if (!(isNetwork && isProvoked)) this.errors.push(`${text} (${url})`);
    });
  }

  /** @param {Route} route */
  async #answer(route) {
    const request = route.request();
    const url = request.url();
    if (!url.startsWith(this.origin + '/')) return this.#answerForeign(route);
    const rule = this.rules.find(({ url: pattern, times = Infinity }) => times > 0 && pattern.test(url));
    if (rule?.times !== undefined) rule.times -= 1;
    const seen = this.requests.get(request);
    if (rule !== undefined && rule.kind !== 'delay' && seen !== undefined) seen.provoked = true;
    if (rule?.kind === 'block') return route.abort('failed').catch(() => {});
    if (rule?.kind === 'fail')
      return route.fulfill({ status: rule.status, body: 'provoked' }).catch(() => {});
    if (rule?.kind === 'delay') {
      this.held.add(request);
      await new Promise((resolve) => setTimeout(resolve, rule.ms));
      this.held.delete(request);
    }
    return route.continue().catch(() => {});
  }

  /** @param {Route} route */
  #answerForeign(route) {
    const isPicture = route.request().resourceType() === 'image';
    const answer = isPicture
      ? { status: 200, contentType: 'image/gif', body: FOREIGN_PICTURE }
      : { status: 200, contentType: 'text/html', body: '<title>elsewhere</title>' };
    return route.fulfill(answer).catch(() => {});
  }
}

/**
 * @param {Page} page
 * @param {boolean} scripts
 * @returns {Promise<{ isOurs: boolean, started: boolean, busy: boolean, loaded: boolean, scroll: number, now: number }>}
 */
function pageState(page, scripts) {
  const state = `(() => {
    const { dataset } = document.documentElement;
    return {
      isOurs: 'root' in dataset,
      started: 'app' in dataset && dataset.app !== 'starting',
      busy: 'busy' in dataset,
      loaded: document.readyState === 'complete',
      scroll: scrollY,
      now: performance.now(),
    };
  })()`;
  if (!scripts) return page.evaluate(state);
  // Two frames later, effects and layout of the last event have run; a hidden tab has no frames.
  return page.evaluate(`new Promise((resolve) => {
    const answer = () => resolve(${state});
    requestAnimationFrame(() => requestAnimationFrame(answer));
    setTimeout(answer, 100);
  })`);
}
