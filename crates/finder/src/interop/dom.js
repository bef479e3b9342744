// The panel and the search page in the document: mechanics only; what is shown comes from the program.

let dialog;

/** Makes the panel. */
export function createPanel(html, onInput, onAction) {
  dialog = document.createElement('dialog');
  dialog.className = 'search-dialog';
  dialog.setAttribute('aria-label', 'Search');
  dialog.innerHTML = html;
  document.body.append(dialog);
  const { input } = parts();
  input.addEventListener('input', () => onInput(input.value));
  dialog.addEventListener('keydown', onKey);
  dialog.addEventListener('click', (event) => {
    // A click beside the box is one on the dialog itself.
    if (event.target === dialog || event.target.closest('.search-close, a[href]')) return dialog.close();
    const action = event.target.closest('[data-action]')?.dataset.action;
    if (action !== undefined) onAction(action);
  });
  // The pointer and the keyboard have one choice between them.
  dialog.addEventListener('pointermove', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) choose(option);
  });
}

const parts = () => ({
  input: dialog.querySelector('.search-input'),
  results: dialog.querySelector('.search-results'),
  found: dialog.querySelector('.search-found'),
  offers: dialog.querySelector('.search-offers'),
  note: dialog.querySelector('.search-note'),
  status: dialog.querySelector('[role=status]'),
  page: dialog.querySelector('.search-as-page'),
});

/** Opens the panel; returns what stands in its field. */
export function showPanel() {
  const { input } = parts();
  if (!dialog.open) dialog.showModal();
  input.focus();
  input.select();
  return input.value;
}

export const closePanel = () => dialog.close();

const options = () => [...dialog.querySelectorAll('[role=option]')];
const chosen = () => dialog.querySelector('[role=option][aria-selected=true]');

function choose(option) {
  const { input } = parts();
  const before = chosen();
  if (option === before) return;
  before?.setAttribute('aria-selected', 'false');
  if (option === undefined) return input.removeAttribute('aria-activedescendant');
  option.id ||= `sb-option-${options().indexOf(option)}`;
  option.setAttribute('aria-selected', 'true');
  input.setAttribute('aria-activedescendant', option.id);
}

function onKey(event) {
  if (event.target !== parts().input || event.isComposing) return;
  const all = options();
  const at = all.indexOf(chosen());
  const steps = { ArrowDown: at + 1, ArrowUp: at < 0 ? all.length - 1 : at - 1, PageDown: at + 5, PageUp: at - 5 };
  if (event.key === 'Enter') {
    event.preventDefault();
    chosen()?.click();
  } else if (event.key in steps && all.length > 0) {
    event.preventDefault();
    const isPage = event.key.startsWith('Page');
    const next = isPage
      ? Math.max(0, Math.min(all.length - 1, steps[event.key]))
      : (steps[event.key] + all.length) % all.length;
    choose(all[next]);
    all[next].scrollIntoView({ block: 'nearest' });
  }
}

/** Shows what is offered besides results. */
export function setOffers(html) {
  parts().offers.innerHTML = html;
  choose(options()[0]);
}

/** Shows results, a sentence instead of them, or neither. `page` leads to the same search as a page. */
export function setFound(html, note, page) {
  const { results, found, note: noteElement, page: link } = parts();
  found.innerHTML = html;
  found.hidden = html === '';
  noteElement.innerHTML = note;
  noteElement.hidden = note === '';
  link.href = page;
  choose(options()[0]);
  results.scrollTop = 0;
}

export const setBusy = (busy) => parts().results.setAttribute('aria-busy', busy);

let timer;

/** Tells a screen reader how it stands, once typing has paused. */
export function announce(text) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (dialog) say(parts().status, text);
  }, 400);
}

/** Puts a text where it is read out. The same text again is not: it gets a space that nobody hears. */
export function say(status, html) {
  status.innerHTML = status.innerHTML === html ? `${html}&nbsp;` : html;
}

/** Address, text and HTML of each heading in the outline. */
export const headings = () =>
  [...document.querySelectorAll('.toc a[href^="#"]')].flatMap((link) => {
    const copy = link.cloneNode(true);
    copy.querySelectorAll('.katex').forEach((formula) => {
      formula.replaceWith(formula.querySelector('annotation')?.textContent ?? '');
    });
    return [link.getAttribute('href'), copy.textContent, link.innerHTML];
  });

export const isPost = () => document.querySelector('.page .post') !== null;

const meta = (name) =>
  [...document.head.querySelectorAll(`meta[name="${name}"], meta[property="${name}"]`)].map((element) => element.content);

/** Title, date, address, site and authors of the post, as its head says them. */
export const citation = () => [
  meta('citation_title')[0] ?? document.querySelector('.post-title')?.textContent ?? '',
  meta('citation_publication_date')[0] ?? meta('citation_date')[0] ?? '',
  document.head.querySelector('link[rel=canonical]')?.href ?? location.origin + location.pathname,
  meta('og:site_name')[0] ?? '',
  ...meta('citation_author'),
];

/** Puts a text into the clipboard; says whether that was possible. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Puts the post's Markdown into the clipboard. */
export async function copyMarkdown() {
  try {
    const response = await fetch(new URL(location.pathname.replace(/\/(index\.html)?$/, '.md'), location));
    return response.ok && copyText(await response.text());
  } catch {
    return false;
  }
}

/** The address of the section that is being read. */
export function sectionUrl() {
  const url = new URL(location);
  url.searchParams.delete('q');
  const section = document.querySelector('.toc a[aria-current]')?.getAttribute('href');
  if (section) url.hash = section;
  return url.href;
}

/** Goes to the next theme; returns what the button then says. */
export function nextTheme() {
  const button = document.querySelector('.theme-toggle');
  button?.click();
  return new Promise((resolve) => setTimeout(() => resolve(button?.ariaLabel ?? '')));
}

/** Forgets what is kept under a key, and takes off the page what came of it; returns what there is to say of that. */
export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    return 'The browser keeps nothing here';
  }
  document.querySelectorAll('.post-mark, .reading-offer').forEach((element) => element.remove());
  return 'Forgotten';
}

export const printPage = () => print();

/** Says for a moment what came of an action. */
export function toast(text) {
  document.querySelector('.search-toast')?.remove();
  const note = document.createElement('div');
  note.className = 'search-toast';
  note.role = 'status';
  (dialog?.open ? dialog : document.getElementById('sb-app')).append(note);
  // Filled after it is there: what a status is born with is not read out.
  setTimeout(() => (note.textContent = text));
  setTimeout(() => note.remove(), 2500);
}

// The page of the search.

const onPage = () => document.querySelector('.search-page');

/** Puts the focus into the field of the search page, if that is the page. */
export function focusSearchPage() {
  const input = onPage()?.querySelector('.search-input');
  input?.focus();
  return Boolean(input);
}

/** Makes the search page work; returns what it is asked, or nothing if it is not the page. */
export function startPage(onInput) {
  const page = onPage();
  if (!page) return undefined;
  const input = page.querySelector('.search-input');
  const isNew = page.dataset.search === undefined;
  if (isNew) {
    page.dataset.search = 'ready';
    input.addEventListener('input', () => {
      const url = new URL(location);
      if (input.value.trim() === '') url.searchParams.delete('q');
      else url.searchParams.set('q', input.value);
      history.replaceState(history.state, '', url);
      onInput(input.value);
    });
    page.addEventListener('click', (event) => {
      if (event.target.closest('.retry-button')) onInput(input.value);
    });
    page.querySelector('form').addEventListener('submit', (event) => {
      event.preventDefault();
      page.querySelector('.search-result')?.focus();
    });
    page.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const stops = [input, ...page.querySelectorAll('.search-result')];
      const next = stops[stops.indexOf(document.activeElement) + step];
      if (!step || !stops.includes(document.activeElement) || !next) return;
      event.preventDefault();
      next.focus();
    });
  }
  const inAddress = new URLSearchParams(location.search).get('q') ?? '';
  // What was typed while the program was being loaded counts.
  const asked = isNew && input.value !== '' ? input.value : inAddress;
  if (input.value !== asked) input.value = asked;
  if (asked === '') input.focus({ preventScroll: true });
  return asked;
}

export function setPageResults(html, status) {
  const page = onPage();
  if (!page) return;
  page.querySelector('.search-results').innerHTML = html;
  say(page.querySelector('.search-status'), status);
}

/** What the address of the page asks for. */
export const asked = () => new URLSearchParams(location.search).get('q') ?? '';
