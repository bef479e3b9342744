import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test as base } from '../fixtures/test';
import { shiftsOf, watchShifts } from '../fixtures/shifts';
import { serve } from '../serve.mjs';
import { SITES } from '../sites.mjs';

/** Milliseconds between the two pieces: long enough for a frame to be painted. */
const PAUSE = 250;

/** How much of a page comes in the first piece, in bytes. */
const CUTS = Array.from({ length: 8 }, (_, index) => [8_000 + 2_700 * index, 60_000 + 900 * index]).flat();

/** A line that brings a page in two pieces; `first` bytes come at once. */
const test = base.extend<{ line: { first: number } }>({
  line: async ({}, use) => {
    await use({ first: 0 });
  },
  baseURL: async ({ line }, use) => {
    const host = await serve({ dist: SITES.root.dist, base: '/', mode: 'plain' });
    const slow = createServer((request, response) => {
      void fetch(new URL(request.url ?? '/', host.origin)).then(async (answer) => {
        const body = Buffer.from(await answer.arrayBuffer());
        const type = answer.headers.get('content-type') ?? '';
        response.writeHead(answer.status, { 'content-type': type });
        if (type.startsWith('text/html')) {
          response.write(body.subarray(0, line.first));
          await new Promise((resolve) => setTimeout(resolve, PAUSE));
          response.end(body.subarray(line.first));
        } else {
          response.end(body);
        }
      });
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    await use(`http://127.0.0.1:${(slow.address() as AddressInfo).port}/`);
    slow.close();
    slow.closeAllConnections();
    await host.close();
  },
});

test('A post whose text comes in pieces moves nothing that is there', async ({ page, visit, line }) => {
  test.slow();
  await page.setViewportSize({ width: 360, height: 740 });
  await watchShifts(page);
  for (const first of CUTS) {
    line.first = first;
    await visit('posts/long-post/');
    await page.waitForTimeout(200);
    const { total, shifts } = await shiftsOf(page);
    expect(total, `${first} bytes first: ${JSON.stringify(shifts)}`).toBe('0.000');
  }
});
