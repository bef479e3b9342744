// Copies what a button stands above, and the link of a section from the sign beside its heading.

/** How long it is said that something was copied, in milliseconds. */
const FEEDBACK = 1600;

/** Copies; says whether that was possible. Outside of a secure context there is no clipboard. */
async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Puts the page's address into the citation that was unfolded, where the build did not know it. */
function complete(fold) {
  for (const part of fold.querySelectorAll('.post-citation span[hidden]')) {
    part.firstElementChild.textContent = location.origin + location.pathname;
    part.hidden = false;
  }
}

/** Makes copy buttons and signs work, those of later pages too. `onOutcome` is told what came of it. */
export function onCopyClick(onOutcome) {
  document.addEventListener('click', async ({ target }) => {
    const button = target.closest?.('.copy-button');
    const code = button?.parentElement.nextElementSibling?.querySelector('code');
    if (code) {
      button.textContent = (await write(code.textContent)) ? 'Copied' : 'Not copied';
      onOutcome(button.textContent);
      setTimeout(() => (button.textContent = 'Copy'), FEEDBACK);
    }
    const sign = target.closest?.('.heading-anchor');
    // What was searched for is no part of the section's address.
    if (sign && (await write(sign.href.replace(/[?#].*/, '') + sign.hash))) {
      sign.dataset.copied = '';
      setTimeout(() => delete sign.dataset.copied, FEEDBACK);
      onOutcome('Link copied');
    }
  });
  document.addEventListener('toggle', ({ target }) => complete(target), true);
}
