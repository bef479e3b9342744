// @ts-check
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../../serve.mjs';

const SIZE = 300_000;

/** @type {string} */
let folder;
/** @type {import('../../serve.mjs').Manner} */
let manner;
/** @type {Awaited<ReturnType<typeof serve>>} */
let host;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'studybuddy-served-'));
  manner = { dist: folder, base: '/', mode: 'github-pages' };
  host = await serve(manner);
});
after(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

test('a file that goes while it is asked for is there as a whole, or not at all', async () => {
  /** Asks as a page does, until the file has gone. @returns {Promise<void>} */
  const ask = async () => {
    const answer = await fetch(`${host.origin}/part.wasm`);
    assert.ok([200, 404].includes(answer.status), `${answer.status}: ${await answer.clone().text()}`);
    const content = await answer.arrayBuffer();
    if (answer.status === 404) return;
    assert.equal(content.byteLength, SIZE);
    await ask();
  };
  for (let round = 0; round < 60; round += 1) {
    manner.dist = join(folder, String(round));
    await mkdir(manner.dist);
    await writeFile(join(manner.dist, 'part.wasm'), new Uint8Array(SIZE));
    const asking = Promise.all([ask(), ask(), ask(), ask()]);
    await new Promise((resolve) => setTimeout(resolve, round % 7));
    await rm(manner.dist, { recursive: true });
    await asking;
  }
});

test('an address is that of a file, of a folder with a page, or of nothing', async () => {
  manner.dist = folder;
  await mkdir(join(folder, 'posts'));
  await writeFile(join(folder, 'posts', 'index.html'), 'posts');
  await writeFile(join(folder, '404.html'), 'nothing');
  /** @param {string} path @param {RequestInit} [how] */
  const ask = async (path, how) => {
    const answer = await fetch(`${host.origin}${path}`, { redirect: 'manual', ...how });
    return [answer.status, answer.headers.get('location') ?? (await answer.text())];
  };
  assert.deepEqual(await ask('/posts/'), [200, 'posts']);
  assert.deepEqual(await ask('/posts/index.html'), [200, 'posts']);
  assert.deepEqual(await ask('/posts?a=b'), [301, '/posts/?a=b']);
  assert.deepEqual(await ask('/posts/', { method: 'HEAD' }), [200, '']);
  assert.deepEqual(await ask('/posts/index.html/'), [404, 'nothing']);
  assert.deepEqual(await ask('/'), [404, 'nothing']);
  assert.deepEqual(await ask(`/${'a'.repeat(300)}`), [404, 'nothing']);
  const etag = (await fetch(`${host.origin}/posts/`)).headers.get('etag') ?? '';
  assert.deepEqual(await ask('/posts/', { headers: { 'If-None-Match': etag } }), [304, '']);
});
