// @ts-check
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser } from '../../browser.mjs';
import { check } from '../expect.mjs';
import { inPage } from '../in-page.mjs';
import { parseSelector } from '../selector.mjs';

/** @type {import('@playwright/test').Browser} */
let browser;
/** @type {import('@playwright/test').Page} */
let page;
before(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
});
after(() => browser.close());

const KATEX =
  '<span class="katex"><span class="katex-mathml"><math><annotation encoding="application/x-tex">x^2</annotation></math></span><span class="katex-html" aria-hidden="true">x2</span></span>';

test('text is what is seen, with formulas as TeX', async () => {
  await page.setContent(`<div class="prose"><p>A <b>bold</b>
    ${KATEX}, <span class="math math-inline">y</span> and <span class="katex-error" title="why">a_b_c</span>.</p><p>B<span hidden>no</span>
    <a class="heading-anchor" href="#b">#</a></p><script>no</script></div>`);
  assert.equal(await inPage(page, 'firstText', parseSelector('@body')), 'A bold ⟦x^2⟧, ⟦y⟧ and ⟦a_b_c⟧. B');
  assert.equal(await inPage(page, 'firstText', parseSelector('.katex-error')), 'a_b_c');
  assert.equal(await inPage(page, 'firstText', parseSelector('.katex-html')), 'x2');
  assert.equal(await inPage(page, 'firstText', parseSelector('annotation')), 'x^2');
  assert.equal(await inPage(page, 'firstText', parseSelector('h6')), null);
});

test('formulas are found once, typeset, failed or not yet typeset', async () => {
  await page.setContent(`<div class="prose"><span class="math math-inline">${KATEX}</span>
    <div class="math math-display"><span class="katex-display">${KATEX}</span></div>
    <div class="math math-display">z</div><span class="math math-inline"><span class="katex-error">w</span></span></div>`);
  assert.deepEqual(await inPage(page, 'formulas'), [
    { tex: 'x^2', display: false },
    { tex: 'x^2', display: true },
    { tex: 'z', display: true },
    { tex: 'w', display: false },
  ]);
});

test('XML is asked without its namespaces', async () => {
  const feed =
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>A &amp; B</title><entry/><entry/></feed>';
  assert.deepEqual((await inPage(page, 'askXml', feed, 'count(/feed/entry)')).values, ['2']);
  assert.deepEqual((await inPage(page, 'askXml', feed, '/feed/title')).values, ['A & B']);
  assert.deepEqual((await inPage(page, 'askXml', feed, 'count(//entry) > 1')).values, ['true']);
  assert.notEqual((await inPage(page, 'askXml', '<feed><entry></feed>', null)).error, null);
});

test('contrast is measured over what lies behind', async () => {
  await page.setContent(
    '<body style="background: #000"><p style="color: oklch(100% 0 0)">white on black</p><div style="background: rgb(255 255 255 / 50%)"><i style="color: #808080">grey</i></div>',
  );
  assert.equal(Math.round((await inPage(page, 'contrastOf', parseSelector('p'))) ?? 0), 21);
  assert.ok(((await inPage(page, 'contrastOf', parseSelector('i'))) ?? 21) < 1.1);
});

test('a verb that nobody knows fails the case, also among alternatives', async () => {
  /** @type {any} */
  const look = { page, site: { fill: (/** @type {unknown} */ value) => value } };
  await assert.rejects(check(look, { sparkles: true }), /unknown verb sparkles/);
  await assert.rejects(
    check(look, { any_of: [[{ sparkles: true }], [{ count: { at: 'body', n: 1 } }]] }),
    /unknown verb sparkles/,
  );
  await check(look, { any_of: [[{ count: { at: 'body', n: 2 } }], [{ count: { at: 'body', n: 1 } }]] });
});
