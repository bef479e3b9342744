#!/usr/bin/env node
// Measures pages in headless Chromium. See bench/README.md.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { summarise, tables } from './report.mjs';
import { certificate, serve } from './serve.mjs';

const here = path.dirname(new URL(import.meta.url).pathname);
const { values: o, positionals: urls } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    runs: { type: 'string', default: '5' },
    profiles: { type: 'string', default: 'desktop,mobile' },
    what: { type: 'string', default: 'load' },
    sites: { type: 'string' },
    root: { type: 'string', default: '.' },
    only: { type: 'string' },
    corpus: { type: 'string', default: 'small' },
    slug: { type: 'string', default: 'long-deep-dive' },
    manifest: { type: 'string' },
    content: { type: 'string', default: 'article, main, body' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    ratio: { type: 'string' },
    h1: { type: 'boolean', default: false },
    shots: { type: 'string' },
    timeout: { type: 'string', default: '90' },
  },
});
const PROFILES = {
  desktop: { context: { viewport: { width: 1280, height: 800 } } },
  mobile: {
    context: { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true },
    cpu: 4,
    net: { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 },
  },
};
const sleep = (ms) => new Promise((f) => setTimeout(f, ms));
const probe = fs.readFileSync(path.join(here, 'probe.js'), 'utf8').replace(/^\/\/.*\n/, '');
const manifest = o.manifest ? JSON.parse(fs.readFileSync(o.manifest)) : { posts: {} };
const want = (({ end, math }) => ({ end, math }))(manifest.posts[o.slug] ?? {});
const kindOf = (mime, url) =>
  /html/.test(mime)
    ? 'html'
    : /css/.test(mime)
      ? 'css'
      : /javascript/.test(mime)
        ? 'js'
        : /wasm/.test(mime)
          ? 'wasm'
          : /font/.test(mime) || /\.(woff2?|ttf)\b/.test(url)
            ? 'font'
            : 'other';

// ---------------------------------------------------------------- one page
async function open(browser, profile, site) {
  const p = PROFILES[profile];
  const ctx = await browser.newContext({ ignoreHTTPSErrors: !site.host, ...p.context });
  const page = await ctx.newPage();
  await sleep(500); // the browser's own window loads, too
  const cdp = await ctx.newCDPSession(page);
  const reqs = new Map();
  let lastNet = Date.now();
  const live = (e) => {
    const r = reqs.get(e.requestId);
    lastNet = Date.now();
    if (r) r.active = lastNet;
    return r;
  };
  const end = (e, bytes) => {
    const r = live(e);
    if (r && !r.done) {
      r.done = (e.timestamp + r.offset) * 1000;
      r.bytes = bytes;
    }
  };
  // The end of a worker's script is not reported here: a request that is silent for 3 s counts as ended.
  const flying = () => [...reqs.values()].filter((r) => !r.done && Date.now() - r.active < 3000).length;
  cdp.on('Network.requestWillBeSent', (e) => {
    if (/^(data|blob):/.test(e.request.url) || reqs.has(e.requestId)) return;
    reqs.set(e.requestId, { url: e.request.url, offset: e.wallTime - e.timestamp, kind: 'other' });
    live(e);
  });
  cdp.on('Network.responseReceived', (e) => {
    const r = live(e);
    if (r) {
      r.kind = kindOf(e.response.mimeType, r.url);
      r.status = e.response.status;
    }
  });
  cdp.on('Network.dataReceived', live);
  cdp.on('Network.loadingFinished', (e) => end(e, e.encodedDataLength));
  cdp.on('Network.loadingFailed', (e) => end(e, 0));
  await cdp.send('Network.enable');
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' }); // CPU time of the main thread
  if (p.net) await cdp.send('Network.emulateNetworkConditions', p.net);
  if (p.cpu) await cdp.send('Emulation.setCPUThrottlingRate', { rate: p.cpu });
  const errors = [];
  page.on('pageerror', (e) => errors.push(e.message.slice(0, 120)));
  await page.addInitScript(`(${probe.trim().replace(/;$/, '')})(${JSON.stringify(site.content ?? o.content)})`);

  // Until the article is complete and nothing moves. Returns what is missing ('' when nothing is).
  async function settle(need) {
    const start = Date.now();
    for (;;) {
      await sleep(100);
      const s = await page
        .evaluate((w) => window.__m?.state(w), { ...need, ready: site.ready })
        .catch(() => null);
      const netQuiet = Date.now() - lastNet > 300 && flying() === 0;
      if (s && s.ready === 'complete' && s.fonts === 'loaded' && s.idle && s.quiet > 300 && netQuiet) {
        if (s.missing === '') return '';
        if (s.missing !== 'settling' && s.quiet > 4000 && Date.now() - lastNet > 4000) return s.missing;
      }
      if (Date.now() - start > Number(o.timeout) * 1000)
        return `time-out (${s ? s.missing || `${flying()} requests open` : 'page busy'})`;
    }
  }
  return { ctx, page, cdp, reqs, errors, settle, close: () => ctx.close() };
}

const metric = ({ metrics }) => Object.fromEntries(metrics.map((m) => [m.name, m.value]));
const tasksAfter = (tasks, t) =>
  tasks.filter(([s, d]) => s + d > t).map(([s, d]) => [Math.max(s, t), s + d - Math.max(s, t)]);

async function loadOnce(browser, profile, site, url, need = want) {
  const t = await open(browser, profile, site);
  try {
    await t.page.goto(url, { waitUntil: 'commit' });
    const note = await t.settle(need);
    const r = await t.page.evaluate(() => window.__m.report());
    const cpu = metric(await t.cdp.send('Performance.getMetrics'));
    if (o.shots) await t.page.screenshot({ path: path.join(o.shots, `${site.name}-${profile}.png`) });
    const jump = await t.page.evaluate(() => window.__m.jump());
    await t.cdp.send('HeapProfiler.collectGarbage');
    const heap = metric(await t.cdp.send('Performance.getMetrics')).JSHeapUsedSize;
    const out = {
      content_complete: r.painted - r.origin,
      fcp: r.fcp,
      lcp: r.lcp,
      cls: r.cls,
      tbt: r.tasks.reduce((a, [, d]) => a + Math.max(0, d - 50), 0),
      longest_task: Math.max(0, ...r.tasks.map(([, d]) => d)),
      tti: Math.max(r.fcp, r.dcl, ...r.tasks.map(([s, d]) => s + d - r.origin)),
      bytes: 0,
      bytes_all: 0,
      requests: 0,
      requests_all: t.reqs.size,
      jump,
      cpu: cpu.TaskDuration * 1000,
      cpu_script: cpu.ScriptDuration * 1000,
      cpu_layout: (cpu.LayoutDuration + cpu.RecalcStyleDuration) * 1000,
      heap,
      wasm_memory: r.wasm,
      dom: r.dom,
      math: r.math,
      code: r.code,
    };
    for (const k of ['html', 'css', 'js', 'wasm', 'font', 'other']) out[`bytes_${k}`] = 0;
    for (const q of t.reqs.values()) {
      out.bytes_all += q.bytes ?? 0;
      if (!(q.done <= r.painted)) continue;
      out.bytes += q.bytes;
      out.requests++;
      out[`bytes_${q.kind}`] += q.bytes;
    }
    return {
      out,
      note,
      errors: t.errors,
      failed: [...t.reqs.values()].filter((q) => q.status >= 400 && !/favicon/.test(q.url)).map((q) => q.url),
    };
  } finally {
    await t.close();
  }
}

async function navOnce(browser, profile, site, home) {
  const t = await open(browser, profile, site);
  try {
    await t.page.goto(home, { waitUntil: 'commit' });
    await t.settle({});
    const before = [...t.reqs.values()].reduce((a, q) => a + (q.bytes ?? 0), 0);
    const link = t.page.locator(site.link).filter({ visible: true }).first();
    await link.scrollIntoViewIfNeeded({ timeout: 5000 });
    await sleep(500);
    await link.click({ timeout: 5000, noWaitAfter: true });
    const note = await t.settle(want);
    const r = await t.page.evaluate(() => window.__m.report());
    const tasks = tasksAfter(r.tasks, r.click);
    const after = [...t.reqs.values()].reduce((a, q) => a + (q.bytes ?? 0), 0);
    return {
      note,
      out: {
        nav: r.painted - r.click,
        nav_longest_task: Math.max(0, ...tasks.map(([, d]) => d)),
        nav_tbt: tasks.reduce((a, [, d]) => a + Math.max(0, d - 50), 0),
        nav_bytes: after - before,
      },
    };
  } finally {
    await t.close();
  }
}

async function searchOnce(browser, profile, site, home) {
  const s = site.search,
    t = await open(browser, profile, site);
  const rare = s.rare ?? manifest.rare ?? 'attention',
    common = s.common ?? 'gradient';
  const found = async (what) => {
    for (let k = 0; k < 600; k++) {
      const f = await t.page.evaluate(() => [window.__m.input, window.__m.found]).catch(() => [0, 0]);
      if (f[1]) return f[1] - f[0];
      await sleep(50);
    }
    throw new Error(`search: nothing found for ${what}`);
  };
  try {
    await t.page.goto(s.page ? new URL(s.page, home).href : home, { waitUntil: 'commit' });
    await t.settle({});
    const bytes0 = [...t.reqs.values()].reduce((a, q) => a + (q.bytes ?? 0), 0);
    await t.page.evaluate((q) => {
      window.__m.result = q;
    }, s.result);
    let began = Date.now();
    if (s.open) await t.page.locator(s.open).filter({ visible: true }).first().click({ noWaitAfter: true });
    const box = t.page.locator(s.input).filter({ visible: true }).first();
    await box.waitFor({ timeout: 30000 });
    began = await t.page.evaluate((b) => Math.max(b, 0), began);
    await box.focus();
    await t.page.keyboard.type(rare);
    const cold = (await found(rare)) + (await t.page.evaluate(() => window.__m.input)) - began;
    await box.fill('');
    await sleep(700);
    await box.focus();
    await t.page.keyboard.type(common, { delay: 60 });
    const warm = await found(common);
    const bytes1 = [...t.reqs.values()].reduce((a, q) => a + (q.bytes ?? 0), 0);
    return { note: '', out: { search_cold: cold, search: warm, search_bytes: bytes1 - bytes0 } };
  } finally {
    await t.close();
  }
}

// ---------------------------------------------------------------- all of them, in turns
const sites = [];
if (o.sites) {
  for (const s of JSON.parse(fs.readFileSync(o.sites))) {
    if (o.only && !o.only.split(',').includes(s.name)) continue;
    const fill = (x) => x?.replaceAll('{slug}', o.slug).replaceAll('{corpus}', o.corpus);
    const dir = path.resolve(o.root, fill(s.dir));
    if (!fs.existsSync(dir)) {
      console.error(`${s.name}: no ${dir}, left out`);
      continue;
    }
    const host = await serve(dir, { port: s.port, base: s.base, fallback: s.fallback, h1: o.h1 || s.h1 });
    sites.push({
      ...s,
      link: fill(s.link),
      home: new URL(fill(s.home ?? ''), host.url).href,
      url: new URL(fill(s.post), host.url).href,
      host,
    });
  }
}
for (const u of urls) sites.push({ name: u.replace(/^https?:\/\//, ''), url: u });
if (!sites.length) {
  console.error('usage: measure.mjs URL... | --sites sites.json --root DIR  (see README.md)');
  process.exit(2);
}
for (const s of sites) {
  const { hostname } = new URL(s.url);
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    console.error(`not a loopback address: ${s.url}`);
    process.exit(2);
  }
}

const browser = await chromium.launch({
  executablePath: o.chromium,
  handleSIGINT: false,
  handleSIGTERM: false,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--ignore-certificate-errors-spki-list=${certificate().spki}`,
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  ],
});
for (const sig of ['SIGINT', 'SIGTERM']) process.on(sig, () => browser.close().finally(() => process.exit(130)));
const rows = [],
  notes = new Set();
const what = o.what.split(',');
try {
  const jobs = [];
  for (const s of sites) {
    if (what.includes('load')) jobs.push([s, 'load', (p) => loadOnce(browser, p, s, s.url)]);
    if (what.includes('home') && s.home)
      jobs.push([
        s,
        'home',
        async (p) => {
          const r = await loadOnce(browser, p, s, s.home, {});
          r.out = Object.fromEntries(Object.entries(r.out).map(([k, v]) => [`home_${k}`, v]));
          return r;
        },
      ]);
    if (what.includes('nav') && s.link) jobs.push([s, 'nav', (p) => navOnce(browser, p, s, s.home)]);
    if (what.includes('search') && s.search) jobs.push([s, 'search', (p) => searchOnce(browser, p, s, s.home)]);
  }
  for (let run = -1; run < Number(o.runs); run++) {
    // run -1 fills the servers' and the disk's caches
    for (const profile of run < 0 ? [o.profiles.split(',')[0]] : o.profiles.split(',')) {
      for (const [s, kind, job] of jobs) {
        try {
          const r = await job(profile);
          if (r.note) notes.add(`${s.name} ${profile} ${kind}: incomplete, ${r.note}`);
          for (const e of r.errors ?? []) notes.add(`${s.name} ${kind}: page error: ${e}`);
          for (const e of r.failed ?? []) notes.add(`${s.name} ${kind}: failed: ${e}`);
          if (run >= 0) rows.push({ site: s.name, profile, run, ...r.out });
        } catch (e) {
          notes.add(`${s.name} ${profile} ${kind}: ${e.message.split('\n')[0]}`);
        }
      }
    }
    process.stderr.write(run < 0 ? 'warm' : ` ${run + 1}`);
  }
} finally {
  await browser.close();
  for (const s of sites) s.host?.close();
}
process.stderr.write('\n');

// ---------------------------------------------------------------- report
const profiles = o.profiles.split(',');
const summary = summarise(rows, profiles, sites.map((site) => site.name));
console.log(`${os.cpus()[0]?.model}, ${os.cpus().length} cores, ${browser.version()}`);
tables(summary, o.runs, o.ratio).forEach((table) => console.log(table));
if (notes.size) console.log('\n' + [...notes].map((note) => `- ${note}`).join('\n'));
if (o.json) {
  const report = { runs: Number(o.runs), corpus: o.corpus, slug: o.slug, summary, rows, notes: [...notes] };
  fs.writeFileSync(o.json, JSON.stringify(report, null, 1));
}
process.exit(0);
