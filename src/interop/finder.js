// Loads the finder when it is first used, and says so if that fails. Its buttons in the header never change: they need no
// component.

import { addSheet } from './prefetch.js';

let moduleUrl;
let root;
let loading;
let styling;
let loaded = false;
let tries = 0;

export function prepare(url, siteRoot) {
  [moduleUrl, root] = [url, siteRoot];
  addButton('search-button', 'Search', open, '/ Control+K Meta+K');
  addButton('typography-button', 'Set the text', openTypography);
  document.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event;
    const isTyping = target instanceof Element && target.closest('input, textarea, select, [contenteditable]');
    const isSlash = key === '/' && !ctrlKey && !metaKey && !altKey && !isTyping;
    const isCommand = key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey;
    if (event.defaultPrevented || !(isSlash || isCommand)) return;
    event.preventDefault();
    open();
  });
}

/** Adds a button to the header; the style sheet draws its icon. */
function addButton(className, label, onClick, keys) {
  const button = document.createElement('button');
  Object.assign(button, { className, type: 'button', ariaLabel: label, title: label });
  if (keys) {
    button.title += ' (/)';
    button.setAttribute('aria-keyshortcuts', keys);
  }
  button.addEventListener('click', onClick);
  document.getElementById('sb-tools').append(button);
}

/** Loads the sheet of what the finder shows; the next use tries again if it did not come. */
async function style() {
  styling ??= addSheet(moduleUrl.replace(/js$/, 'css'));
  if (!(await styling)) styling = undefined;
}

async function start(url) {
  const [module] = await Promise.all([import(url), style()]);
  await module.default();
  loaded = true;
  return module;
}

function load() {
  // Browsers keep it that an address could not be loaded: another try needs another one.
  loading ??= start(moduleUrl + (tries === 0 ? '' : `?try=${tries}`));
  // A failure is not kept: the next use tries again.
  loading.catch(() => {
    loading = undefined;
    tries += 1;
  });
  return loading;
}

const open = () => use((module) => module.open(root));
const openTypography = () => use((module) => module.openTypography(root));

function use(action) {
  load().then(action, () => explain(action));
}

export function pageShown() {
  if (moduleUrl === undefined) return;
  const isAsked = new URLSearchParams(location.search).has('q') || document.querySelector('.search-page') !== null;
  // Without the finder the page has no marks; the search page says itself what it needs.
  if (!isAsked && !loaded) return;
  const page = document.documentElement;
  page.dataset.busy = 'true';
  load()
    .then((module) => module.shown(root))
    .catch(() => {})
    .finally(() => delete page.dataset.busy);
}

function explain(action) {
  const dialog = document.createElement('dialog');
  dialog.className = 'search-dialog';
  dialog.innerHTML = `<form class="search-box" method="dialog"><p class="search-note">The search and its tools could not
    be loaded. Check your connection and try again.</p><p class="search-help"><button class="retry-button" value="retry">Try again</button>
    <button class="search-close">Close</button></p></form>`;
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (dialog.returnValue === 'retry') use(action);
  });
  document.body.append(dialog);
  dialog.showModal();
}
