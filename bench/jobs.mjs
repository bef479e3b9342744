// What a reader does, each once: each returns the figures of one run (`out`) and what went wrong.
import path from 'node:path';
import { open, sleep } from './page.mjs';
import { mainThread, traced } from './trace.mjs';

const KINDS = ['html', 'css', 'js', 'wasm', 'font', 'other'];

const blocked = (tasks) => tasks.reduce((sum, [, duration]) => sum + Math.max(0, duration - 50), 0);
const longest = (tasks) => Math.max(0, ...tasks.map(([, duration]) => duration));
/** The parts of long tasks that lie after a time. */
const after = (tasks, time) =>
  tasks.filter(([start, length]) => start + length > time).map(([start, length]) => [Math.max(start, time), start + length - Math.max(start, time)]); // prettier-ignore

async function withPage(task, run) {
  const tab = await open(task.browser, task.profile, task.site, task.patience);
  try {
    const result = await run(tab);
    const failed = [...tab.requests.values()].filter(
      ({ status, url }) => status >= 400 && !/favicon/.test(url),
    );
    return { errors: tab.errors, failed: failed.map(({ url }) => url), ...result };
  } finally {
    await tab.close();
  }
}

/** Loads a page; `need` says when it is complete. */
function load(task, url, need) {
  return withPage(task, async (tab) => {
    await tab.page.goto(url, { waitUntil: 'commit' });
    const note = await tab.settle(need);
    const report = await tab.page.evaluate(() => window.__m.report());
    const cpu = await tab.metrics();
    if (task.shots)
      await tab.page.screenshot({ path: path.join(task.shots, `${task.site.name}-${task.profile}.png`) });
    const jump = need.end ? await tab.page.evaluate(() => window.__m.jump()) : undefined;
    await tab.cdp.send('HeapProfiler.collectGarbage');
    const arrived = [...tab.requests.values()].filter(({ done }) => done <= report.painted);
    const of = (kind) => arrived.filter((request) => request.kind === kind);
    const bytes = (requests) => requests.reduce((sum, request) => sum + request.bytes, 0);
    const ends = report.tasks.map(([start, duration]) => start + duration - report.origin);
    const out = {
      content_complete: report.painted - report.origin,
      fcp: report.fcp,
      lcp: report.lcp,
      cls: report.cls,
      tbt: blocked(report.tasks),
      longest_task: longest(report.tasks),
      tti: Math.max(report.fcp, report.dcl, ...ends),
      bytes: bytes(arrived),
      bytes_all: tab.bytes(),
      requests: arrived.length,
      jump,
      cpu: cpu.TaskDuration * 1000,
      cpu_script: cpu.ScriptDuration * 1000,
      cpu_layout: (cpu.LayoutDuration + cpu.RecalcStyleDuration) * 1000,
      heap: (await tab.metrics()).JSHeapUsedSize,
      dom: report.dom,
      math: report.math,
      code: report.code,
      ...Object.fromEntries(KINDS.map((kind) => [`bytes_${kind}`, bytes(of(kind))])),
    };
    return { out, note };
  });
}

/** Loads a page that is no post; its figures get a name of their own. */
async function loadList(task, name, url) {
  const result = await load(task, url, {});
  const named = Object.entries(result.out).map(([figure, value]) => [`${name}_${figure}`, value]);
  return { ...result, out: Object.fromEntries(named) };
}

/** From home to the post. */
function navigate(task) {
  return withPage(task, async (tab) => {
    await goHome(tab, task.site);
    const before = tab.bytes();
    const cpu = (await tab.metrics()).TaskDuration;
    await clickLink(tab, task.site);
    const note = await tab.settle(task.site.need);
    const report = await tab.page.evaluate(() => window.__m.report());
    const tasks = after(report.tasks, report.click);
    const isOneDocument = report.click > report.origin;
    const out = {
      nav: report.painted - report.click,
      nav_screen: (report.shown || report.origin + report.fcp) - report.click,
      nav_longest_task: longest(tasks),
      nav_tbt: blocked(tasks),
      nav_cpu: ((await tab.metrics()).TaskDuration - (isOneDocument ? cpu : 0)) * 1000,
      nav_bytes: tab.bytes() - before,
    };
    return { note, out };
  });
}

async function goHome(tab, site) {
  await tab.page.goto(site.home, { waitUntil: 'commit' });
  const missing = await tab.settle({});
  if (missing) throw new Error(`home is incomplete, ${missing}`);
}

async function clickLink(tab, site) {
  const link = tab.page.locator(site.link).filter({ visible: true }).first();
  await link.scrollIntoViewIfNeeded({ timeout: 5000 });
  await sleep(500);
  await link.click({ timeout: 5000, noWaitAfter: true });
}

/** What the main thread has done when the first screen of the post can be read: loaded, and coming from home. */
async function firstScreen(task) {
  const loaded = await withPage(task, async (tab) => {
    const events = await traced(tab, async () => {
      await tab.page.goto(task.site.url, { waitUntil: 'commit' });
      await tab.settle(task.site.need);
    });
    const main = mainThread(events, 'largestContentfulPaint::Candidate');
    return { out: { screen: main.wall, screen_cpu: main.cpu } };
  });
  const came = await withPage(task, async (tab) => {
    await goHome(tab, task.site);
    const events = await traced(tab, async () => {
      await clickLink(tab, task.site);
      await tab.settle(task.site.need);
    });
    const main = mainThread(events, 'bench-shown', 'bench-click');
    return { out: { nav_screen: main.wall, nav_screen_cpu: main.cpu } };
  });
  return { ...loaded, out: { ...loaded.out, ...came.out } };
}

/** Opens the search at home and asks: at first for a rare word, then, warm, as a reader types. */
function search(task) {
  const { site } = task;
  return withPage(task, async (tab) => {
    const { page } = tab;
    const isIndex = ({ url }) => new RegExp(site.search.index).test(url);
    await goHome(tab, site);
    const before = tab.bytes();
    await page.evaluate((selector) => (window.__m.result = selector), site.search.result);
    const began = await page.evaluate(() => performance.timeOrigin + performance.now());
    if (site.search.open) {
      await page.locator(site.search.open).filter({ visible: true }).first().click({ noWaitAfter: true });
    }
    const box = page.locator(site.search.input).filter({ visible: true }).first();
    await box.waitFor({ timeout: 30_000 });
    const ask = async (words, delay) => {
      await box.fill('');
      await sleep(700);
      const fetched = tab.bytes(isIndex);
      await box.focus();
      await page.keyboard.type(words, { delay });
      const [typed, found] = await firstResult(page, words);
      await sleep(300); // what is still on its way is counted, too
      return { typed, found, bytes: tab.bytes(isIndex) - fetched };
    };
    await box.focus();
    await page.keyboard.type(task.rare);
    const [, found] = await firstResult(page, task.rare);
    await sleep(300);
    const index = tab.bytes(isIndex);
    const out = {
      search_cold: found - began,
      search_program_bytes: tab.bytes() - before - index,
      search_cold_bytes: index,
    };
    const warm = [];
    for (const words of site.search.queries) warm.push(await ask(words, 60));
    out.search = Math.max(...warm.map(({ typed, found }) => found - typed));
    out.search_bytes = Math.max(...warm.map(({ bytes }) => bytes));
    return { out };
  });
}

/** When the last key was pressed, and when its first result was seen. */
async function firstResult(page, words) {
  for (let attempt = 0; attempt < 600; attempt++) {
    const [typed, found] = await page
      .evaluate(() => [window.__m.input, window.__m.found])
      .catch(() => [0, 0]);
    if (found) return [typed, found];
    await sleep(50);
  }
  throw new Error(`search: nothing found for ${words}`);
}

/** The jobs by their names on the command line, as far as a site has what they need. */
export const JOBS = {
  load: { fits: () => true, run: (task) => load(task, task.site.url, task.site.need) },
  home: { fits: ({ home }) => home, run: (task) => loadList(task, 'home', task.site.home) },
  tag: { fits: ({ tag }) => tag, run: (task) => loadList(task, 'tag', task.site.tag) },
  nav: { fits: ({ link }) => link, run: navigate },
  screen: { fits: ({ link, ready }) => link && ready, run: firstScreen },
  search: { fits: ({ search }) => search, run: search },
};
