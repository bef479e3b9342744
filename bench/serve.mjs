#!/usr/bin/env node
// A static server on 127.0.0.1 that behaves as a CDN does: HTTP/2 over TLS (or --h1: plain HTTP/1.1
// with keep-alive), brotli 11 or gzip 9 made once and kept in memory, ETag, Cache-Control.
//   node serve.mjs DIR [--port 0] [--base /blog/] [--fallback index.html|404.html] [--h1]
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import zlib from 'node:zlib';
import { promisify } from 'node:util';

const MIME = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  wasm: 'application/wasm',
  md: 'text/markdown; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  xml: 'application/xml',
  svg: 'image/svg+xml',
  webmanifest: 'application/manifest+json',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  woff: 'font/woff',
  ttf: 'font/ttf',
};
const PACKED = /^(text\/|application\/(json|wasm|xml|manifest)|image\/(svg|x-icon)|font\/ttf)/;
// A name with 8 or more hash-like characters (a digit among them) never changes its content.
const HASHED = /[-._](?=[\w-]*\d)[\w-]{8,}\.[a-z0-9]+$/i;
const brotli = promisify(zlib.brotliCompress),
  gzip = promisify(zlib.gzip);

// One self-signed certificate per process. Chromium caches nothing from a host whose certificate it does
// not trust: start it with --ignore-certificate-errors-spki-list=<certificate().spki>.
let made;
export function certificate() {
  if (made) return made;
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'serve-cert-'));
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '30',
      '-subj',
      '/CN=127.0.0.1',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
      '-keyout',
      `${dir}/key`,
      '-out',
      `${dir}/cert`,
    ],
    { stdio: 'ignore' },
  );
  const pair = { key: fs.readFileSync(`${dir}/key`), cert: fs.readFileSync(`${dir}/cert`) };
  fs.rmSync(dir, { recursive: true });
  const der = new X509Certificate(pair.cert).publicKey.export({ type: 'spki', format: 'der' });
  return (made = { ...pair, spki: createHash('sha256').update(der).digest('base64') });
}

export async function serve(dir, { port = 0, base = '/', fallback = '', h1 = false } = {}) {
  const root = path.resolve(dir);
  base = `/${base}/`.replace(/\/+/g, '/');
  const cache = new Map(); // file -> { raw, type, etag, br?, gz? }

  function load(file) {
    const mtime = fs.statSync(file).mtimeMs;
    let hit = cache.get(file);
    if (!hit || hit.mtime !== mtime) {
      const raw = fs.readFileSync(file);
      const type = MIME[path.extname(file).slice(1).toLowerCase()] ?? 'application/octet-stream';
      hit = { mtime, raw, type, etag: `"${createHash('sha1').update(raw).digest('base64url').slice(0, 16)}"` };
      cache.set(file, hit);
    }
    return hit;
  }

  function find(url) {
    let rel;
    try {
      rel = decodeURIComponent(new URL(url, 'http://x').pathname);
    } catch {
      return {};
    }
    if (!rel.startsWith(base)) return rel + '/' === base ? { moved: base } : {};
    const at = path.join(root, rel.slice(base.length));
    if (at !== root && !at.startsWith(root + path.sep)) return {};
    for (const file of rel.endsWith('/') ? [path.join(at, 'index.html')] : [at, at + '.html'])
      if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return { file };
    return fs.existsSync(path.join(at, 'index.html')) ? { moved: rel + '/' } : {};
  }

  async function answer(req, res) {
    let { file, moved } = find(req.url),
      status = 200;
    if (moved) {
      res.writeHead(301, { location: moved });
      return res.end();
    }
    if (!file && fallback && fs.existsSync(path.join(root, fallback))) {
      file = path.join(root, fallback);
      status = fallback === '404.html' ? 404 : 200;
    }
    if (!file) {
      res.writeHead(404, { 'content-type': 'text/plain' });
      return res.end('not found');
    }
    const hit = load(file);
    const head = {
      'content-type': hit.type,
      etag: hit.etag,
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
      'cache-control':
        HASHED.test(file) && !file.endsWith('.html')
          ? 'public, max-age=31536000, immutable'
          : 'public, max-age=0, must-revalidate',
    };
    if (status === 200 && req.headers['if-none-match'] === hit.etag) {
      res.writeHead(304, head);
      return res.end();
    }
    const accept = req.headers['accept-encoding'] ?? '';
    let body = hit.raw;
    if (PACKED.test(hit.type) && body.length > 512) {
      const enc = /\bbr\b/.test(accept) ? 'br' : /\bgzip\b/.test(accept) ? 'gzip' : '';
      if (enc) {
        hit[enc] ??=
          enc === 'gzip'
            ? gzip(hit.raw, { level: 9 })
            : brotli(hit.raw, {
                params: {
                  [zlib.constants.BROTLI_PARAM_QUALITY]: hit.raw.length > 2e7 ? 6 : 11,
                  [zlib.constants.BROTLI_PARAM_SIZE_HINT]: hit.raw.length,
                },
              });
        body = await hit[enc];
        head['content-encoding'] = enc;
      }
    }
    head['content-length'] = body.length;
    res.writeHead(status, head);
    res.end(req.method === 'HEAD' ? undefined : body);
  }

  const on = (req, res) =>
    answer(req, res).catch((e) => {
      console.error(req.url, e.message);
      res.destroy?.();
    });
  const server = h1
    ? http.createServer({ keepAliveTimeout: 60000 }, on)
    : http2.createSecureServer({ key: certificate().key, cert: certificate().cert, allowHTTP1: true }, on);
  await new Promise((ok, no) => server.on('error', no).listen(port, '127.0.0.1', ok));
  const url = `http${h1 ? '' : 's'}://127.0.0.1:${server.address().port}${base}`;
  return {
    url,
    server,
    close: () => {
      server.close();
      server.closeAllConnections?.();
    },
  };
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === new URL(import.meta.url).pathname) {
  const {
    values: o,
    positionals: [dir],
  } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '8443' },
      base: { type: 'string', default: '/' },
      fallback: { type: 'string', default: '' },
      h1: { type: 'boolean', default: false },
    },
  });
  if (!dir) {
    console.error('usage: serve.mjs DIR [--port N] [--base /x/] [--fallback index.html|404.html] [--h1]');
    process.exit(2);
  }
  console.log((await serve(dir, { ...o, port: Number(o.port) })).url);
}
