// Our parser in WebAssembly against JavaScript's, in Chromium and in Node, on one post. In turns, each sample in a
// program of its own, so that every first run is cold. `cargo xtask bench parser` calls it:
//
//     node bench/micro/run.mjs --post FILE --wasm FOLDER --packages FOLDER [--rounds 5] [--out PATH]
//
// `--wasm` is where wasm-bindgen left `micro.js`, `--packages` where the packages of `package.json` are installed.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { machine } from '../machine.mjs';
import { spread } from '../report.mjs';

const here = import.meta.dirname;
const { values: o } = parseArgs({
  options: {
    post: { type: 'string' },
    wasm: { type: 'string' },
    packages: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
    out: { type: 'string' },
  },
});
if (!o.post || !o.wasm || !o.packages) {
  console.error('usage: run.mjs --post FILE --wasm FOLDER --packages FOLDER');
  process.exit(2);
}
/** Who the others are compared with. */
const BASE = 'studybuddy';

const post = fs.readFileSync(o.post, 'utf8');
const program = path.resolve(o.packages, 'contenders.js');
const wasmFile = path.resolve(o.wasm, 'micro_bg.wasm');
await build({
  entryPoints: [path.join(here, 'contenders.mjs')],
  outfile: program,
  bundle: true,
  minify: true,
  format: 'esm',
  // One program for both places: nothing that asks for a document.
  platform: 'neutral',
  mainFields: ['module', 'main'],
  nodePaths: [path.resolve(o.packages, 'node_modules')],
  alias: { katex: path.join(here, 'tex.mjs'), 'studybuddy-micro': path.resolve(o.wasm, 'micro.js') },
});
const { names } = await import(program);

/** One sample in a new process. */
function inNode(name) {
  const script = `
    import fs from 'node:fs';
    const [program, name, post, wasm] = process.argv.slice(1);
    const { sample } = await import(program);
    const result = await sample(name, fs.readFileSync(post, 'utf8'), fs.readFileSync(wasm));
    process.stdout.write(JSON.stringify(result));`;
  const parameters = ['--input-type=module', '--eval', script, program, name, path.resolve(o.post), wasmFile];
  return JSON.parse(execFileSync(process.execPath, parameters, { encoding: 'utf8' }));
}

/** One sample in a new browser context, which has a process of its own. */
async function inChromium(browser, name) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await page.evaluate(
      async ([name, post]) => (await import('/contenders.js')).sample(name, post, '/micro_bg.wasm'),
      [name, post],
    );
  } finally {
    await context.close();
  }
}

// Isolated pages have finer clocks.
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};
const FILES = {
  '/': ['text/html', () => '<!doctype html><title>Parsers</title>'],
  '/contenders.js': ['text/javascript', () => fs.readFileSync(program)],
  '/micro_bg.wasm': ['application/wasm', () => fs.readFileSync(wasmFile)],
};
const server = http.createServer((request, response) => {
  const [type, content] = FILES[request.url] ?? [];
  response.writeHead(content ? 200 : 404, { 'content-type': type ?? 'text/plain', ...ISOLATED });
  response.end(content?.());
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));

const browser = await chromium.launch({
  executablePath: o.chromium,
  args: ['--no-sandbox', '--disable-gpu'],
});
const samples = { Chromium: {}, Node: {} };
try {
  for (let round = 0; round < Number(o.rounds); round++) {
    for (const name of names) {
      (samples.Chromium[name] ??= []).push(await inChromium(browser, name));
      (samples.Node[name] ??= []).push(inNode(name));
    }
    process.stderr.write(` ${round + 1}`);
  }
} finally {
  await browser.close();
  server.close();
}
process.stderr.write('\n');

const from = `${machine()}, Chromium ${browser.version()}, Node ${process.version}`;
const summary = {};
const lines = [from];
for (const [where, mine] of Object.entries(samples)) {
  const rows = Object.entries(mine).map(([name, all]) => {
    const middle = (time) => spread(all.map((one) => one[time])).median;
    const times = Object.fromEntries(['ready', 'cold', 'median'].map((time) => [time, middle(time)]));
    return [name, { ...times, best: Math.min(...all.map(({ best }) => best)), found: all[0].found }];
  });
  summary[where] = Object.fromEntries(rows);
  const ours = summary[where][BASE];
  const cell = (figures, time) =>
    figures[time].toFixed(1) + (figures === ours ? '' : ` **${(figures[time] / ours[time]).toFixed(2)}×**`);
  lines.push(
    `\n## ${where}: ms for the post, medians of ${o.rounds} programs, the best of all runs\n`,
    '| | start | first run | warm, median | warm, best | headings, formulas, tables, notes |',
    '| --- | --- | --- | --- | --- | --- |',
  );
  for (const [name, figures] of Object.entries(summary[where])) {
    const times = ['cold', 'median', 'best'].map((time) => cell(figures, time)).join(' | ');
    lines.push(
      `| ${name} | ${figures.ready.toFixed(1)} | ${times} | ${Object.values(figures.found).join(', ')} |`,
    );
  }
}
console.log(lines.join('\n'));
if (o.out) {
  fs.writeFileSync(
    `${o.out}.json`,
    JSON.stringify({ machine: from, rounds: Number(o.rounds), summary, samples }, null, 1),
  );
  fs.writeFileSync(`${o.out}.md`, lines.join('\n') + '\n');
}
