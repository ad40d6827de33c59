const name = 'policybook.single-keys';
const box = document.querySelector<HTMLInputElement>('[data-single-keys]');

/** Whether one key alone is a shortcut: a reader who speaks to the computer or presses keys by mistake switches it off. */
export function hasSingleKeys(): boolean {
  return box?.checked ?? true;
}

// A browser that keeps nothing of a site throws; the choice is then of the page alone.
function kept(choice?: string): string | null {
  try {
    if (choice !== undefined) localStorage.setItem(name, choice);
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

if (box) {
  box.checked = kept() !== 'off';
  box.addEventListener('change', () => kept(box.checked ? 'on' : 'off'));
}
