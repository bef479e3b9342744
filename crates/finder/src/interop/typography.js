// The panel in which readers set the text for themselves. `theme.js` reads what it keeps before the first paint.

// Both files stand beside each other in what wasm-bindgen writes.
import { forget, say } from './dom.js';

const KEY = 'typography';

function kept() {
  try {
    const choices = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof choices === 'object' && choices !== null ? choices : {};
  } catch {
    return {};
  }
}

function keep(choices) {
  try {
    if (Object.keys(choices).length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(choices));
  } catch {
    // Storage is forbidden or full: the choice holds until the page is left.
  }
}

export function openTypography(html, memory) {
  const root = document.documentElement;
  const choices = kept();
  const dialog = document.createElement('dialog');
  dialog.className = 'typography-dialog';
  dialog.setAttribute('aria-labelledby', 'sb-typography');
  dialog.innerHTML = html;
  const check = () => {
    for (const input of dialog.querySelectorAll('input')) input.checked = input.value === (choices[input.name] ?? '');
  };
  check();
  dialog.addEventListener('change', ({ target: { name, value } }) => {
    if (value === '') delete choices[name];
    else choices[name] = value;
    if (value === '') delete root.dataset[name];
    else root.dataset[name] = value;
    keep(choices);
  });
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog || target.matches('.typography-close')) return dialog.close();
    if (target.matches('.typography-forget')) say(dialog.querySelector('[role=status]'), forget(memory));
    if (!target.matches('.typography-reset')) return;
    for (const name of Object.keys(choices)) {
      delete choices[name];
      delete root.dataset[name];
    }
    keep(choices);
    check();
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
