// @ts-check

/**
 * Runs in the browser: opens pages of this site in frames, some at a time, and says what is wrong with them.
 *
 * @param {string[]} paths
 * @returns {Promise<string[]>}
 */
export async function watchPages(paths) {
  /** @type {string[]} */
  const faults = [];
  const todo = [...paths];
  const patience = 10_000;

  const original = document.implementation.createHTMLDocument();
  /** Members of a document that an element with a name could take the place of. */
  const members = [];
  for (const member in original) {
    const value = /** @type {Record<string, any>} */ (original)[member];
    if (typeof value === 'function') members.push(member);
  }

  /** @param {HTMLIFrameElement} frame */
  const check = (frame) => {
    const { contentDocument: page, contentWindow: window } = frame;
    if (page === null || window === null) return ['leads out of the site'];
    const found = [];
    if ('__pwned' in top || '__pwned' in window) found.push('runs a script');
    delete (/** @type {any} */ (top).__pwned);
    for (const member of members) {
      if (typeof (/** @type {any} */ (page)[member]) !== 'function') found.push(`takes document.${member}`);
    }
    if (page.querySelectorAll('#sb-main').length !== 1) found.push('takes the id of the frame');
    if (page.querySelector('base, object, embed, form, meta[http-equiv=refresh]'))
      found.push('changes the page');
    const main = page.querySelector('main[data-pages]');
    if (main !== null) {
      const sections = [...main.children].filter((child) => child.matches('section[data-page]'));
      if (
        String(sections.length) !== main.getAttribute('data-pages') ||
        sections.length !== main.childNodes.length
      )
        found.push('holds a post that leaves its place');
    }
    for (const element of page.querySelectorAll('main *')) {
      const place = element.closest('section[data-page]')?.getAttribute('data-page') ?? '';
      if (/^(script|style|link|meta|title|template|noscript)$/i.test(element.localName)) {
        found.push(`${place} holds <${element.localName}>`);
      }
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) found.push(`${place} has ${name}="${value}"`);
        if (
          /^[\s\0-\x20]*(javascript|vbscript|data:text)/i.test(value) &&
          /href|src|action|data/.test(name)
        ) {
          found.push(`${place} has ${name}="${value}"`);
        }
      }
      const address = 'protocol' in element ? String(element.protocol) : '';
      if (/^(javascript|vbscript|data|blob|file):$/.test(address)) found.push(`${place} leads to ${address}`);
    }
    return found;
  };

  const work = async () => {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width:200px;height:200px';
    document.body.append(frame);
    for (let path = todo.shift(); path !== undefined; path = todo.shift()) {
      const loaded = new Promise((resolve) => {
        frame.onload = () => resolve(true);
        setTimeout(() => resolve(false), patience);
      });
      frame.src = path;
      if (!(await loaded)) faults.push(`${path} is never loaded`);
      const { pathname } = frame.contentWindow?.location ?? { pathname: 'elsewhere' };
      if (pathname !== path) faults.push(`${path} leads to ${pathname}`);
      faults.push(...check(frame).map((fault) => `${path} ${fault}`));
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return faults;
}
