// Keeps an element where it is on the screen while the blocks around it are laid out for the first time: those that are
// far from the screen have only an estimated height until then. A reader who moves is let go at once.
const MOVES = ['wheel', 'touchstart', 'pointerdown', 'keydown'];
const FRAMES = 30;

let release = () => {};

export function hold(element, top) {
  release();
  let frames = FRAMES;
  release = () => {
    frames = 0;
    for (const move of MOVES) removeEventListener(move, release);
  };
  for (const move of MOVES) addEventListener(move, release, { passive: true });
  const step = () => {
    if (frames <= 0 || !element.isConnected) return release();
    frames -= 1;
    const moved = element.getBoundingClientRect().top - top;
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: 'instant' });
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
