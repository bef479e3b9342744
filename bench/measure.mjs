#!/usr/bin/env node
// Measures sites in headless Chromium. See bench/README.md.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { JOBS } from './jobs.mjs';
import { machine } from './machine.mjs';
import { summarise, tables } from './report.mjs';
import { certificate, serve } from './serve.mjs';

const { values: o } = parseArgs({
  options: {
    sites: { type: 'string', default: path.join(import.meta.dirname, 'sites.json') },
    root: { type: 'string', default: '.' },
    only: { type: 'string' },
    corpus: { type: 'string', default: 'small' },
    slug: { type: 'string', default: 'long-deep-dive' },
    what: { type: 'string', default: 'load' },
    profiles: { type: 'string', default: 'desktop,mobile' },
    runs: { type: 'string', default: '5' },
    ratio: { type: 'string' },
    out: { type: 'string' },
    shots: { type: 'string' },
    timeout: { type: 'string', default: '90' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const list = (option) => option.split(',');
const [profiles, corpora, slugs] = [list(o.profiles), list(o.corpus), list(o.slug)];
const kinds = list(o.what);
const unknown = kinds.find((kind) => !JOBS[kind]);
if (unknown) {
  console.error(`what is \`${unknown}\`? There are: ${Object.keys(JOBS).join(', ')}`);
  process.exit(2);
}

/** An entry of the sites' file for one corpus and one post, served; `undefined` if it was not built. */
async function site(entry, corpus, slug) {
  const fill = (text) => text?.replaceAll('{slug}', slug).replaceAll('{corpus}', corpus);
  const folder = path.resolve(o.root, fill(entry.dir));
  const parts = [entry.name, corpora.length > 1 && corpus, slugs.length > 1 && slug].filter(Boolean);
  const name = parts.join(' ');
  if (!fs.existsSync(folder)) {
    console.error(`${name}: no ${folder}, left out`);
    return undefined;
  }
  const manifest = JSON.parse(fs.readFileSync(path.resolve(o.root, corpus, 'manifest.json')));
  const { end, math } = manifest.posts[slug];
  const host = await serve(folder, { base: entry.base, fallback: entry.fallback, h1: entry.h1 });
  const url = (address) => address !== undefined && new URL(fill(address), host.url).href;
  return {
    ...entry,
    name,
    host,
    link: fill(entry.link),
    need: { end, math },
    rare: manifest.rare,
    home: url(entry.home ?? ''),
    tag: url(entry.tag),
    url: url(entry.post),
  };
}

const entries = JSON.parse(fs.readFileSync(o.sites)).filter(
  ({ name }) => !o.only || list(o.only).includes(name),
);
const sites = [];
for (const entry of entries) {
  for (const corpus of corpora) for (const slug of slugs) sites.push(await site(entry, corpus, slug));
}
const there = sites.filter(Boolean);
if (there.length === 0) process.exit(2);

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
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => browser.close().finally(() => process.exit(130)));
}

const rows = [];
const notes = new Set();
const from = machine();
const jobs = there.flatMap((site) =>
  kinds.filter((kind) => JOBS[kind].fits(site)).map((kind) => ({ site, kind, run: JOBS[kind].run })),
);

/** Everything once. A first round, which is not counted, fills the servers' and the disk's caches. */
async function round(number, profiles) {
  for (const profile of profiles) {
    for (const { site, kind, run } of jobs) {
      const task = { browser, profile, site, patience: Number(o.timeout), shots: o.shots, rare: site.rare };
      try {
        const { out, note, errors, failed } = await run(task);
        if (note) notes.add(`${site.name} ${profile} ${kind}: incomplete, ${note}`);
        for (const error of errors) notes.add(`${site.name} ${kind}: page error: ${error}`);
        for (const url of failed) notes.add(`${site.name} ${kind}: failed: ${url}`);
        if (number > 0) rows.push({ site: site.name, profile, run: number, ...out });
      } catch (error) {
        notes.add(`${site.name} ${profile} ${kind}: ${error.message.split('\n')[0]}`);
      }
    }
  }
  process.stderr.write(number > 0 ? ` ${number}` : 'warm');
}

try {
  await round(0, profiles.slice(0, 1));
  for (let number = 1; number <= Number(o.runs); number++) await round(number, profiles);
} finally {
  await browser.close();
  for (const { host } of there) host.close();
}
process.stderr.write('\n');

const names = there.map(({ name }) => name);
const base = names.find((name) => name === o.ratio) ?? names.find((name) => name.startsWith(o.ratio));
const summary = summarise(rows, profiles, names);
const text = [
  `${from} at the start, ${machine()} at the end, Chromium ${browser.version()}`,
  ...tables(summary, o.runs, base),
  ...[...notes].map((note) => `- ${note}`),
].join('\n');
console.log(text);
if (o.out) {
  const report = { machine: from, runs: Number(o.runs), summary, rows, notes: [...notes] };
  fs.writeFileSync(`${o.out}.json`, JSON.stringify(report, null, 1));
  fs.writeFileSync(`${o.out}.md`, text + '\n');
}
process.exit(0);
