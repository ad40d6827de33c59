import { hasSingleKeys } from './single-keys.ts';

const marks = [...document.querySelectorAll<HTMLAnchorElement>('.change-number')];
const place = document.querySelector('[data-change-place]');
const bar = document.querySelector('[data-changes]');

/** The change that the reader went to last, while it can still be seen. */
function currentIndex(): number {
  const index = marks.findIndex((mark) => mark === document.activeElement);
  const box = marks[index]?.getBoundingClientRect();
  return box && box.bottom > 0 && box.top < innerHeight ? index : -1;
}

/** The next or the previous change, from the last one or else from what is on the screen. */
function indexAfter(step: number): number {
  const current = currentIndex();
  if (current >= 0) return Math.min(Math.max(current + step, 0), marks.length - 1);
  const top = bar?.getBoundingClientRect().bottom ?? 0;
  const below = marks.findIndex((mark) => mark.getBoundingClientRect().top > Math.max(top, 0));
  if (step > 0) return below < 0 ? marks.length - 1 : below;
  return below < 0 ? marks.length - 1 : Math.max(below - 1, 0);
}

function go(step: number): void {
  const index = indexAfter(step);
  const mark = marks[index];
  if (!mark) return;
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: 'center' });
  if (place) place.textContent = `Change ${index + 1} of ${marks.length}`;
}

for (const button of document.querySelectorAll<HTMLElement>('[data-change-step]')) {
  button.addEventListener('click', () => {
    go(Number(button.dataset['changeStep']));
  });
}

document.addEventListener('keydown', (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  const isTyping =
    target instanceof HTMLElement && target.closest('input, textarea, select, dialog');
  if (isTyping || ctrlKey || metaKey || altKey || (key !== 'n' && key !== 'p')) return;
  if (!hasSingleKeys()) return;
  event.preventDefault();
  go(key === 'n' ? 1 : -1);
});
