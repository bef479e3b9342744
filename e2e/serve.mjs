// @ts-check
/**
 * A static server that behaves like the hosts we care about.
 *
 * The acceptance cases and the Playwright suite both serve a built `dist` with it, always under a strict
 * Content Security Policy, so that whatever needs a looser one fails here first.
 *
 *     node e2e/serve.mjs --dist dist --base /notes/ --port 4173 --mode github-pages
 */
import { open, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** The policy that a careful owner would set; `_headers` of a built site must not be looser. */
export const STRICT_CSP = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: https:",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
].join('; ');

/** @type {Record<string, string>} */
const MIME_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
};

/**
 * How the server answers. The object may be changed while the server runs.
 *
 * @typedef {object} Manner
 * @property {string} dist the folder that is served
 * @property {string} base the path that it is served under, with a slash at both ends
 * @property {'plain' | 'github-pages' | 'spa-200'} mode what an unknown path gets: a bare 404, `404.html` with
 *   status 404, or `index.html` with status 200
 * @property {Record<string, string>} [mime] types by extension, before the usual ones
 * @property {Record<string, string>} [headers] headers of every answer; one set to the empty string is left out
 */

/**
 * Starts a server on 127.0.0.1.
 *
 * @param {Manner} manner
 * @param {number} [port] 0 takes a free one
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function serve(manner, port = 0) {
  const server = createServer((request, response) => {
    answer(manner, request, response).catch((error) => {
      response.writeHead(500, { 'Content-Type': 'text/plain' }).end(String(error));
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {Manner} manner
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(manner, request, response) {
  const { pathname, search } = new URL(request.url ?? '/', 'http://host');
  if (!pathname.startsWith(manner.base)) {
    // A project site of GitHub Pages owns nothing outside its base.
    if (`${pathname}/` === manner.base) return redirect(response, manner.base + search);
    return send(manner, response, 404, '.txt', 'Outside the base path\n');
  }

  let path;
  try {
    path = normalize(decodeURIComponent(pathname.slice(manner.base.length)));
  } catch {
    return send(manner, response, 400, '.txt', 'Malformed address\n');
  }
  if (path.startsWith('..') || path.includes('\0'))
    return send(manner, response, 400, '.txt', 'Malformed address\n');

  const file = join(manner.dist, path);
  if (await isDirectory(file)) {
    const index = await openFile(join(file, 'index.html'));
    if (index !== null) {
      if (pathname.endsWith('/')) return sendFile(manner, request, response, 200, index);
      await index.handle.close();
      return redirect(response, `${pathname}/${search}`);
    }
  } else if (!file.endsWith(sep)) {
    const found = await openFile(file);
    if (found !== null) return sendFile(manner, request, response, 200, found);
  }

  const fallback = { plain: null, 'github-pages': '404.html', 'spa-200': 'index.html' }[manner.mode];
  const page = fallback === null ? null : await openFile(join(manner.dist, fallback));
  if (page !== null) return sendFile(manner, request, response, manner.mode === 'spa-200' ? 200 : 404, page);
  return send(manner, response, 404, '.txt', 'Not found\n');
}

/** @param {string} path */
async function isDirectory(path) {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/**
 * A file that is being answered with: what its size and its content are of stays the same when the site changes.
 *
 * @typedef {object} OpenFile
 * @property {string} path
 * @property {import('node:fs/promises').FileHandle} handle
 * @property {import('node:fs').Stats} facts
 */

/** How a system says that there is no file of this name. */
const ABSENT = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'];

/**
 * @param {string} path
 * @returns {Promise<OpenFile | null>} null if there is no such file
 */
async function openFile(path) {
  const handle = await open(path).catch((error) => {
    if (ABSENT.includes(error.code)) return null;
    throw error;
  });
  if (handle === null) return null;
  const facts = await handle.stat();
  if (facts.isFile()) return { path, handle, facts };
  await handle.close();
  return null;
}

/**
 * @param {Manner} manner
 * @param {string} extension
 */
function headersFor(manner, extension) {
  const headers = {
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': STRICT_CSP,
    'Content-Type': manner.mime?.[extension] ?? MIME_TYPES[extension] ?? 'application/octet-stream',
    ...manner.headers,
  };
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
}

/**
 * @param {Manner} manner
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} extension
 * @param {string} body
 */
function send(manner, response, status, extension, body) {
  response.writeHead(status, headersFor(manner, extension)).end(body);
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {string} location
 */
function redirect(response, location) {
  response.writeHead(301, { Location: location }).end();
}

/**
 * @param {Manner} manner
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {OpenFile} file closed when this is done
 */
async function sendFile(manner, request, response, status, { path, handle, facts }) {
  const { size, mtimeMs } = facts;
  const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  const headers = { ...headersFor(manner, extname(path).toLowerCase()), ETag: etag };
  const isKnown = status === 200 && request.headers['if-none-match'] === etag;
  if (isKnown || request.method === 'HEAD') {
    await handle.close();
    response
      .writeHead(isKnown ? 304 : status, isKnown ? headers : { ...headers, 'Content-Length': size })
      .end();
    return;
  }
  response.writeHead(status, { ...headers, 'Content-Length': size });
  // Who asked may have left meanwhile.
  await pipeline(handle.createReadStream(), response).catch(() => response.destroy());
}

/** @param {string[]} args */
async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      dist: { type: 'string', default: 'dist' },
      base: { type: 'string', default: '/' },
      port: { type: 'string', default: '4173' },
      mode: { type: 'string', default: 'github-pages' },
    },
  });
  await readFile(join(values.dist, 'index.html')).catch(() => {
    throw new Error(`${values.dist} holds no site; make one with \`cargo xtask build\``);
  });
  const { origin } = await serve(
    { dist: values.dist, base: values.base, mode: /** @type {Manner['mode']} */ (values.mode) },
    Number(values.port),
  );
  console.log(`${values.dist} is served at ${origin}${values.base}`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(process.argv.slice(2));
}
