import { expect, test } from '../fixtures/test';

/** One way round the four short posts. */
const LAP = ['Filler 2', 'Filler 3', 'Filler 4', 'Filler 1'];

test(
  'twenty hops between posts leave neither nodes nor listeners behind',
  { tag: '@app' },
  async ({ page, visit, expectNoReload }) => {
    await visit('posts/filler-1/');
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');

    const lap = async (): Promise<void> => {
      for (const title of LAP) {
        await page.getByRole('link', { name: 'The next one' }).click();
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
      }
    };
    const count = async (): Promise<{ nodes: number; listeners: number }> => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { metrics } = await devtools.send('Performance.getMetrics');
      const value = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? NaN;
      return { nodes: value('Nodes'), listeners: value('JSEventListeners') };
    };

    // What a page does for a while after it has come, such as keeping its place, is over, and no card is open.
    const measure = async (): Promise<{ nodes: number; listeners: number }> => {
      await page.mouse.move(0, 0);
      await expect(page.locator('.preview')).toBeHidden();
      await expect(page.locator('html')).not.toHaveAttribute('data-busy');
      let last = await count();
      await expect(async () => {
        await page.waitForTimeout(500);
        const now = await count();
        const isStill = now.nodes === last.nodes && now.listeners === last.listeners;
        last = now;
        expect(isStill).toBe(true);
      }).toPass();
      return last;
    };

    // The first lap may load what stays: the manifest, and the views that the app keeps. So may a pointer that rests on a
    // link: what draws cards.
    await lap();
    await page.getByRole('link', { name: 'The next one' }).hover();
    await expect(page.locator('.preview')).toBeVisible();
    const before = await measure();
    for (let laps = 0; laps < 5; laps += 1) await lap();
    const after = await measure();

    expect(after.listeners).toBeLessThanOrEqual(before.listeners);
    expect(after.nodes).toBeLessThanOrEqual(before.nodes + 5);
    expectNoReload();
  },
);
