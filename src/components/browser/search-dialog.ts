import { hasSingleKeys } from './single-keys.ts';
import type { Found, SearchIndex } from './search-index.ts';

const dialog = document.querySelector<HTMLDialogElement>('dialog.search');
const input = dialog?.querySelector('input');
const status = dialog?.querySelector('.search-status');
const list = dialog?.querySelector('.search-results');

if (dialog && input && status && list) {
  let index: Promise<SearchIndex> | undefined;
  let latest = 0;

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    const address = dialog.dataset['index'];
    if (!address) status.textContent = 'Search works in the built site.';
    else index ??= import('./search-index.ts').then(({ openIndex }) => openIndex(address));
  };

  const show = ({ hits, meant }: Found, query: string) => {
    list.replaceChildren(...hits.map((hit) => hit.element));
    const count = hits.length === 1 ? '1 place' : `${hits.length} places`;
    status.textContent =
      query === ''
        ? ''
        : hits.length === 0
          ? `Nothing was found for “${query}”. ${dialog.dataset['elsewhere'] ?? ''}`
          : meant === undefined
            ? count
            : `Nothing was found for “${query}”. ${count} for “${meant}”`;
  };

  const search = async () => {
    const turn = (latest += 1);
    const query = input.value.trim();
    try {
      if (query && index && status.textContent === '') status.textContent = 'Searching…';
      const found = query && index ? await (await index).find(query) : { hits: [] };
      if (turn === latest && index) show(found, query);
    } catch {
      status.textContent = 'The search index cannot be read. The list of policies has every title.';
      index = undefined;
    }
  };

  const move = (step: number) => {
    const links = [...list.querySelectorAll('a')];
    const place = links.findIndex((link) => link === document.activeElement) + step;
    (place < 0 ? input : links[Math.min(place, links.length - 1)])?.focus();
  };

  input.addEventListener('input', () => void search());
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape') dialog.close();
    else if (event.key === 'Enter' && event.target === input) list.querySelector('a')?.click();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener('click', (event) => {
    const { target } = event;
    if (
      target === dialog ||
      (target instanceof Element && target.closest('[data-search-close], a'))
    ) {
      dialog.close();
    }
  });

  for (const button of document.querySelectorAll('[data-search-open]')) {
    button.addEventListener('click', open);
  }
  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    const isTyping = target instanceof HTMLElement && target.matches('input, textarea, select');
    const isCommand = key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
    const isSlash = key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isCommand && (!isSlash || isTyping || !hasSingleKeys())) return;
    event.preventDefault();
    open();
  });
}
