import { expectAccessible } from '../fixtures/axe';
import { DEVICES } from '../fixtures/devices';
import { expect, scrollTo, section, test, type Page } from '../fixtures/test';

/** A property of what the style sheet draws before or after an element. */
const drawn = (page: Page, selector: string, pseudo: string, property: string): Promise<string> =>
  page.evaluate(
    ([selector, pseudo, property]) => {
      const element = document.querySelector(selector);
      return element === null ? '' : getComputedStyle(element, pseudo).getPropertyValue(property);
    },
    [selector, pseudo, property] as const,
  );

/** How far the line of progress reaches, from 0 to 1. */
const progress = async (page: Page): Promise<number> => {
  const scale = await drawn(page, '.post', '::before', 'scale');
  return scale === 'none' ? 1 : parseFloat(scale);
};

for (const [device, viewport] of DEVICES) {
  test.describe(`On ${device} a post`, () => {
    test.use({ viewport });

    test('has a line that grows as it is read', async ({ page, visit }) => {
      await visit('posts/long-post/');
      expect(await progress(page)).toBe(0);
      await section(page, 'Entropies').evaluate((heading) => heading.scrollIntoView());
      await expect.poll(() => progress(page)).toBeGreaterThan(0.3);
      expect(await progress(page)).toBeLessThan(0.8);
      await page.locator('.prose > :last-child').evaluate((block) => block.scrollIntoView({ block: 'end' }));
      await scrollTo(page, 1e6);
      await expect.poll(() => progress(page)).toBe(1);
      await page.emulateMedia({ media: 'print' });
      expect(await drawn(page, '.post', '::before', 'content')).toBe('none');
    });

    test('says at each section how much is left', { tag: '@app' }, async ({ page, visit }) => {
      await visit('posts/long-post/');
      const left = async (title: string): Promise<number> => {
        await section(page, title).evaluate((heading) => heading.scrollIntoView());
        await expect(page.locator('.toc [aria-current]')).toHaveText(title);
        const content = await drawn(page, '.toc', '::after', 'content');
        expect(content).toMatch(/^"?\d+"? ?"? min left" \/ ""$|^"\d+ min left" \/ ""$/);
        return Number(await page.locator('.toc').getAttribute('data-left'));
      };
      const [early, middle, late] = [await left('Vectors'), await left('Entropies'), await left('Limits')];
      expect(early).toBeGreaterThan(middle);
      expect(middle).toBeGreaterThan(late);
      expect(late).toBeGreaterThanOrEqual(1);
      const whole = parseInt(await page.locator('.post-reading-time').innerText(), 10);
      expect(early).toBeLessThanOrEqual(whole);
      await scrollTo(page, 0);
      await expect(page.locator('.toc[data-left]')).toHaveCount(0);
      await left('Kernels');
      if (viewport.width < 1120) {
        expect(await drawn(page, '.toc', '::after', 'position')).toBe('fixed');
        await expect.poll(async () => Number(await drawn(page, '.toc', '::after', 'opacity'))).toBe(1);
        await expectAccessible(page);
      }
    });
  });
}

test.describe('For readers who want no motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('there is no line', async ({ page, visit }) => {
    await visit('posts/long-post/');
    expect(await drawn(page, '.post', '::before', 'content')).toBe('none');
  });
});
