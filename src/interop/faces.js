import { idle, painted } from './pause.js';

// Blocks out of view are not laid out, so a browser does not ask for the faces of their formulas. A page that is printed
// cannot wait for them, nor should a jump: they are fetched when nothing else is to be done.
const FACES = [
  ['1em KaTeX_Main', ['katex']],
  ['italic 1em KaTeX_Math', ['mathnormal']],
  ['bold 1em KaTeX_Main', ['mathbf', 'textbf']],
  ['italic 1em KaTeX_Main', ['mathit', 'textit']],
  ['italic bold 1em KaTeX_Math', ['boldsymbol']],
  ['1em KaTeX_AMS', ['mathbb', 'textbb']],
  // Relations and arrows are in another file than the blackboard letters; this is one of them.
  ['1em KaTeX_AMS', ['amsrm'], '\u2272'],
  ['1em KaTeX_Caligraphic', ['mathcal']],
  ['1em KaTeX_Fraktur', ['mathfrak', 'textfrak']],
  ['1em KaTeX_SansSerif', ['mathsf', 'textsf']],
  ['1em KaTeX_Script', ['mathscr', 'textscr']],
  ['1em KaTeX_Typewriter', ['mathtt', 'texttt']],
  ['1em KaTeX_Size1', ['small-op', 'size1', 'delim-size1']],
  ['1em KaTeX_Size2', ['large-op', 'size2']],
  ['1em KaTeX_Size3', ['size3']],
  ['1em KaTeX_Size4', ['size4', 'delim-size4']],
];

/** Loads the faces of text and code, which are in the browser's cache. */
export function loadTextFaces() {
  const faces = ['1em "Source Serif 4"', 'italic 1em "Source Serif 4"', '1em "Source Code Pro"'];
  return Promise.all(faces.map((face) => document.fonts.load(face).catch(() => {})));
}

/**
 * Lays a page out that nobody sees, in the site's own faces or in those of the page that is shown. For the first text in a face,
 * size and weight a browser asks the system, which can take longer than to lay out a screen: here nobody waits for it.
 */
export async function layOutUnseen(html, isInOwnFaces) {
  const room = document.createElement('div');
  room.className = 'rehearsal';
  if (isInOwnFaces) {
    await loadTextFaces();
    room.dataset.fonts = 'own';
  }
  room.innerHTML = `<b class="site-title">a</b>${html}`;
  document.body.append(room);
  await painted();
  await document.fonts.ready;
  await painted();
  room.remove();
}

export function fetchFaces() {
  const { dataset } = document.getElementById('sb-app');
  // The build says it of the page that the document came with, for to look for each class takes a phone 60 ms.
  const told = dataset.faces?.split(' ');
  delete dataset.faces;
  if (navigator.connection?.saveData) return;
  idle(200).then(() => {
    const isUsed = (name) => told?.includes(name) ?? document.getElementsByClassName(name)[0] !== undefined;
    for (const [face, classes, sign] of FACES) {
      // Without a face the text is shown in another one, as ever.
      if (classes.some(isUsed)) document.fonts.load(face, sign).catch(() => {});
    }
  });
}
