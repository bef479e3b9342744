// A page gives way to the next one in a short fade (`base.css` says how long), where the browser knows how and the reader
// allows motion. Not on phones: to take a picture of the page before costs them a quarter of a second.
const WELCOME = '(width >= 43rem) and (prefers-reduced-motion: no-preference)';

/** Resolves when there is a picture of the page before, with what has to be called when the next page is there. */
export async function begin() {
  if (!document.startViewTransition || document.hidden || !matchMedia(WELCOME).matches) return;
  return new Promise((resolve) => {
    const { ready } = document.startViewTransition(() => new Promise((done) => resolve(done)));
    // Another one has begun, or the window was hidden: the page changes without.
    ready.catch(() => {});
  });
}
