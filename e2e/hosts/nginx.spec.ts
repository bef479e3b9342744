import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { ANYWHERE } from '../sites.mjs';
import { start, type Host } from './servers';

/** docs/hosting/nginx.conf, as nginx understands it. */
test.describe('Behind nginx', () => {
  let dist: string;
  let host: Host;
  /** The name of the one file in `assets` that ends so. */
  let asset: (end: string) => string;

  test.beforeAll(async () => {
    dist = await mkdtemp(join(tmpdir(), 'studybuddy-dist-'));
    await cp(ANYWHERE, dist, { recursive: true });
    const names = await readdir(join(dist, 'assets'), { recursive: true });
    asset = (end) => `assets/${names.find((name) => name.endsWith(end))}`;
    host = await start('nginx', dist, '/');
  });
  test.afterAll(async () => {
    await host.close();
    await rm(dist, { recursive: true });
  });

  const get = (path: string): Promise<Response> => fetch(host.url + path, { redirect: 'manual' });

  test('pages are asked for each time, under the policy that `_headers` has', async () => {
    const { headers } = await get('posts/short-post/');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    const forOthers = await readFile(join(dist, '_headers'), 'utf8');
    for (const name of ['Content-Security-Policy', 'Referrer-Policy', 'X-Content-Type-Options']) {
      expect(forOthers).toContain(`  ${name}: ${headers.get(name)}\n`);
    }
    const again = await fetch(`${host.url}posts/short-post/`, {
      headers: { 'If-None-Match': headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  test('parts with hashed names are kept for a year', async () => {
    for (const [end, type] of [
      ['.css', 'text/css; charset=utf-8'],
      ['.js', 'text/javascript; charset=utf-8'],
      ['.wasm', 'application/wasm'],
      ['.woff2', 'font/woff2'],
    ] as const) {
      const { headers } = await get(asset(end));
      expect(headers.get('cache-control'), end).toBe('public, max-age=31536000, immutable');
      expect(headers.get('content-type'), end).toBe(type);
    }
  });

  test('a missing part is not kept', async () => {
    const { status, headers } = await get('assets/gone-12345678.js');
    expect(status).toBe(404);
    expect(headers.get('cache-control')).not.toContain('immutable');
  });

  test('posts are text', async () => {
    const { headers } = await get('posts/short-post.md');
    expect(headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  });

  test('an unknown address gets our page with status 404', async () => {
    const response = await get('no/such/page/');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Page not found');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  test('a missing slash is added, whatever the host is called outside', async () => {
    const response = await get('posts/short-post');
    expect(response.status).toBe(301);
    expect(response.headers.get('location')).toBe('/posts/short-post/');
  });

  test('a compressed file is sent in the place of the plain one', async () => {
    const path = asset('.css');
    const compressed = gzipSync(await readFile(join(dist, path)), { level: 1 });
    await writeFile(join(dist, `${path}.gz`), compressed);
    const response = await fetch(host.url + path, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('content-length')).toBe(String(compressed.length));
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
  });
});
