// One page in a browser that knows nothing yet: what it asks of the server, and when it is complete and still.
import fs from 'node:fs';
import path from 'node:path';

/** What readers have. */
export const PROFILES = {
  desktop: { context: { viewport: { width: 1280, height: 800 } } },
  mobile: {
    context: {
      viewport: { width: 412, height: 823 },
      deviceScaleFactor: 1.75,
      isMobile: true,
      hasTouch: true,
    },
    cpu: 4,
    net: { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 },
  },
};
const PROBE = fs
  .readFileSync(path.join(import.meta.dirname, 'probe.js'), 'utf8')
  .replace(/^\/\/.*\n/, '')
  .trim()
  .replace(/;$/, '');
/** Bodies and events of a page that is silent for so long, in ms, have come. */
const QUIET = 300;
const KINDS = [['html', /html/], ['css', /css/], ['js', /javascript/], ['wasm', /wasm/], ['font', /font/]]; // prettier-ignore

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

function kindOf(mime, url) {
  if (/\.(woff2?|ttf)\b/.test(url)) return 'font';
  return KINDS.find(([, pattern]) => pattern.test(mime))?.[0] ?? 'other';
}

/** Opens an empty page for a site; `patience` in seconds. */
export async function open(browser, profile, site, patience) {
  const { context: options, cpu, net } = PROFILES[profile];
  const context = await browser.newContext({ ignoreHTTPSErrors: !site.host, ...options });
  const page = await context.newPage();
  await sleep(500); // the browser's own window loads, too
  const cdp = await context.newCDPSession(page);
  const requests = new Map();
  let lastNet = Date.now();
  const live = (event) => {
    const request = requests.get(event.requestId);
    lastNet = Date.now();
    if (request) request.active = lastNet;
    return request;
  };
  const end = (event, bytes) => {
    const request = live(event);
    if (!request || request.done) return;
    request.done = (event.timestamp + request.offset) * 1000;
    request.bytes = bytes;
  };
  // The end of a worker's script is not reported here: a request that is silent for 3 s counts as ended.
  const flying = () => [...requests.values()].filter((r) => !r.done && Date.now() - r.active < 3000).length;
  cdp.on('Network.requestWillBeSent', (event) => {
    if (/^(data|blob):/.test(event.request.url) || requests.has(event.requestId)) return;
    const offset = event.wallTime - event.timestamp;
    requests.set(event.requestId, { url: event.request.url, offset, kind: 'other' });
    live(event);
  });
  cdp.on('Network.responseReceived', (event) => {
    const request = live(event);
    if (!request) return;
    request.kind = kindOf(event.response.mimeType, request.url);
    request.status = event.response.status;
  });
  cdp.on('Network.dataReceived', live);
  cdp.on('Network.loadingFinished', (event) => end(event, event.encodedDataLength));
  cdp.on('Network.loadingFailed', (event) => end(event, 0));
  await cdp.send('Network.enable');
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' }); // CPU time of the main thread
  if (net) await cdp.send('Network.emulateNetworkConditions', net);
  if (cpu) await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message.slice(0, 120)));
  await page.addInitScript(`(${PROBE})(${JSON.stringify(site.content)})`);

  /** Until the article is complete and nothing moves. Returns what is missing ('' when nothing is). */
  async function settle(need) {
    const start = Date.now();
    for (;;) {
      await sleep(100);
      const state = await page
        .evaluate((want) => window.__m?.state(want), { ...need, ready: site.ready })
        .catch(() => null);
      const netQuiet = Date.now() - lastNet > QUIET && flying() === 0;
      const isLoaded = state?.ready === 'complete' && state.fonts === 'loaded';
      if (isLoaded && state.idle && state.quiet > QUIET && netQuiet) {
        if (state.missing === '') return '';
        // A program may compile for long and show nothing.
        const limit = state.started ? 4000 : 20_000;
        if (state.quiet > limit && Date.now() - lastNet > limit) return state.missing;
      }
      if (Date.now() - start > patience * 1000) {
        return `time-out (${state ? state.missing || `${flying()} requests open` : 'page busy'})`;
      }
    }
  }

  /** Bytes of all that was fetched so far, or of what `counts`. */
  const bytes = (counts = () => true) =>
    [...requests.values()].filter(counts).reduce((sum, request) => sum + (request.bytes ?? 0), 0);

  const metrics = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  return { browser, page, cdp, requests, errors, settle, bytes, metrics, close: () => context.close() };
}
