import { expect, test } from '../fixtures/test';

test.describe('The faces of formulas', () => {
  test('hold every sign, in two files of which a page fetches what it shows', async ({ page, visit }) => {
    const files: string[] = [];
    page.on('response', (response) => files.push(new URL(response.url()).pathname));
    const rest = (): string[] => files.filter((path) => /KaTeX_.*-rest/.test(path));
    await visit('posts/scaling-laws/');
    await page.evaluate(() => document.fonts.ready.then(() => null));
    expect(files.filter((path) => /KaTeX_Main-Regular/.test(path)).length).toBeGreaterThan(0);
    expect(rest()).toEqual([]);

    // Signs that no post of ours has: a usual one, and a rare one, in each face that is divided.
    await page.evaluate(() => {
      const add = (face: string, text: string): string =>
        `<span class="katex"><span class="mord ${face}">${text}</span></span>`;
      const prose = document.querySelector('.prose');
      const signs = add('', '≤') + add('', '♣') + add('mathbf', 'Ω') + add('mathbf', '♡');
      prose?.insertAdjacentHTML(
        'afterbegin',
        `<p id="signs">${signs}${add('mathbb', 'R')}${add('amsrm', '≲')}</p>`,
      );
    });
    await page.evaluate(() => document.fonts.ready.then(() => null));
    const session = await page.context().newCDPSession(page);
    await session.send('DOM.enable');
    await session.send('CSS.enable');
    const { root } = await session.send('DOM.getDocument', { depth: -1 });
    const { nodeIds } = await session.send('DOM.querySelectorAll', {
      nodeId: root.nodeId,
      selector: '#signs .mord',
    });
    expect(nodeIds).toHaveLength(6);
    for (const nodeId of nodeIds) {
      await expect
        .poll(async () => (await session.send('CSS.getPlatformFontsForNode', { nodeId })).fonts)
        .toEqual([expect.objectContaining({ isCustomFont: true, glyphCount: 1 })]);
    }
    expect(rest().length).toBe(2);
  });
});
