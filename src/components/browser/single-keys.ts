const name = 'policybook.single-keys';
const box = document.querySelector<HTMLInputElement>('[data-single-keys]');

/** Whether one key alone is a shortcut: a reader who speaks to the computer or presses keys by mistake switches it off. */
export function hasSingleKeys(): boolean {
  return localStorage.getItem(name) !== 'off';
}

if (box) {
  box.checked = hasSingleKeys();
  box.addEventListener('change', () => {
    localStorage.setItem(name, box.checked ? 'on' : 'off');
  });
}
