// Runs the blocks of a post in one global scope, and marks where the output of each ends.
//
// Arguments: the secret of the marks, the post's name, and for each block the line of the post on which it starts.
// The blocks lie beside this file as 1.js, 2.js and so on. A block ends when nothing is left that could call back.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const { createRequire } = require("node:module");
const { pathToFileURL } = require("node:url");
const { inspect } = require("node:util");

const [secret, post, ...lines] = process.argv.slice(2);
const write = { out: process.stdout.write.bind(process.stdout), err: process.stderr.write.bind(process.stderr) };
let block = 0;
let failed = false;

function mark(said) {
  write.out(`\x1e${secret} ${said}\n`);
  write.err(`\x1e${secret} ${said}\n`);
}

function fail(error) {
  failed = true;
  write.err(`${error instanceof Error ? (error.stack ?? error) : `Uncaught ${inspect(error)}`}\n`);
  const isMissing = error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND";
  const name = /Cannot find (?:module|package) '([^'./][^']*)'/.exec(error?.message ?? "")?.[1];
  if (isMissing && name) write.err(`\x1e${secret} missing the npm package ${name}\n`);
}

/** `import` and `await` at the top make a module, which sees the blocks before it, and keeps its own names. */
function isModule(error) {
  return error instanceof SyntaxError && /import statement|import\.meta|await is only valid|'export'/.test(error.message);
}

function runAsModule(source, line) {
  const file = path.join(process.cwd(), `.block-${block}.mjs`);
  fs.writeFileSync(file, "\n".repeat(line - 1) + source);
  import(pathToFileURL(file).href).catch(fail);
}

function next() {
  if (block > 0) mark(failed ? "end failed" : "end ok");
  if (block === lines.length) process.exit(0);
  const line = Number(lines[block]);
  block += 1;
  failed = false;
  const source = fs.readFileSync(path.join(__dirname, `${block}.js`), "utf8");
  try {
    const script = new vm.Script(source, {
      filename: post,
      lineOffset: line - 1,
      importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    script.runInThisContext();
  } catch (error) {
    if (isModule(error)) runAsModule(source, line);
    else fail(error);
  }
}

globalThis.require = createRequire(path.join(process.cwd(), "post.js"));
process.on("uncaughtException", fail);
process.on("beforeExit", next);
mark("ready");
next();
