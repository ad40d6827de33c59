/** Keys of the values chosen, by kind: `type` → `major`. */
type Chosen = ReadonlyMap<string, string>;

interface Option {
  readonly key: string;
  readonly name: string;
  readonly link: HTMLAnchorElement;
  readonly count: Element | null;
}

const groups = [...document.querySelectorAll<HTMLDetailsElement>('[data-filter-kind]')].map(
  (details) => ({
    details,
    kind: details.dataset['filterKind'] ?? '',
    // The value that the page is about; another one has a page of its own.
    isFixed: 'fixed' in details.dataset,
    word: details.querySelector('summary')?.textContent.trim().toLowerCase() ?? '',
    summary: details.querySelector('summary'),
    choice: details.querySelector('.choice'),
    options: [...details.querySelectorAll<HTMLAnchorElement>('a[data-filter]')].map(
      (link): Option => ({
        key: link.dataset['filter'] ?? '',
        name: link.textContent.trim(),
        link,
        count: link.nextElementSibling,
      }),
    ),
  }),
);
const free = groups.filter(({ isFixed }) => !isFixed);
const rows = [...document.querySelectorAll<HTMLElement>('tr[data-tokens]')].map((row) => ({
  row,
  tokens: new Set(row.dataset['tokens']?.split(' ')),
}));
const table = rows[0]?.row.closest('table');
const statusLine = document.querySelector('.filtered [role="status"]');
const words = document.querySelector('.filtered .words');

/** The filters in the address. A value that the page does not have is kept, and matches no row. */
function readChosen(): Chosen {
  const wanted = new URLSearchParams(location.search);
  return new Map(
    free.flatMap(({ kind }) => {
      const key = wanted.get(kind);
      return key ? [[kind, key] as const] : [];
    }),
  );
}

function queryOf(chosen: Chosen): string {
  return chosen.size === 0 ? '' : `?${new URLSearchParams([...chosen])}`;
}

function filterLabel(kind: string, key: string): string {
  const options = free.find((group) => group.kind === kind)?.options;
  return options?.find((option) => option.key === key)?.name ?? key;
}

function rowsOf(chosen: Chosen): typeof rows {
  const wanted = [...chosen].map(([kind, key]) => `${kind}:${key}`);
  return rows.filter(({ tokens }) => wanted.every((token) => tokens.has(token)));
}

function describeChoice(chosen: Chosen, count: number): string {
  const wordOf = (kind: string) => free.find((group) => group.kind === kind)?.word ?? kind;
  const names = [...chosen]
    .map(([kind, key]) => `${wordOf(kind)} ${filterLabel(kind, key)}`)
    .join(', ');
  return count > 0
    ? `${count} of the ${rows.length} changes on this page: ${names}`
    : `No change on this page matches all of: ${names}`;
}

const whole = statusLine?.textContent ?? '';

function showRows(chosen: Chosen): void {
  const shown = new Set(rowsOf(chosen));
  for (const one of rows) one.row.hidden = !shown.has(one);
  table?.toggleAttribute('hidden', shown.size === 0);
  if (statusLine)
    statusLine.textContent = chosen.size === 0 ? whole : describeChoice(chosen, shown.size);
}

function showGroups(chosen: Chosen): void {
  for (const { kind, isFixed, choice, options } of groups) {
    const chosenKey = chosen.get(kind);
    for (const { key, link, count } of options) {
      if (isFixed) {
        link.search = queryOf(chosen);
        continue;
      }
      if (key === chosenKey) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
      if (count) count.textContent = String(rowsOf(new Map([...chosen, [kind, key]])).length);
    }
    if (choice && !isFixed) {
      choice.textContent = chosenKey === undefined ? '' : filterLabel(kind, chosenKey);
    }
  }
}

function makeButton(text: string, label: string, left: Chosen): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.setAttribute('aria-label', label);
  button.addEventListener('click', () => {
    choose(left);
    (words?.querySelector('button') ?? free[0]?.summary)?.focus();
  });
  return button;
}

function showWords(chosen: Chosen): void {
  const buttons = [...chosen].map(([kind, key]) => {
    const name = filterLabel(kind, key);
    const left = new Map([...chosen].filter(([one]) => one !== kind));
    return makeButton(name, `Remove the filter ${name}`, left);
  });
  const clear = makeButton('Show all', 'Remove all filters', new Map());
  words?.replaceChildren(...buttons, ...(chosen.size > 0 ? [clear] : []));
}

function show(): void {
  const chosen = readChosen();
  showRows(chosen);
  showGroups(chosen);
  showWords(chosen);
}

function choose(chosen: Chosen): void {
  history.pushState(undefined, '', location.pathname + queryOf(chosen));
  show();
}

if (rows.length > 0) {
  for (const { kind, details, summary, options } of free) {
    for (const { key, link } of options) {
      link.addEventListener('click', (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        const chosen = new Map(readChosen());
        if (chosen.get(kind) === key) chosen.delete(kind);
        else chosen.set(kind, key);
        choose(chosen);
        details.open = false;
        summary?.focus();
      });
    }
  }
  addEventListener('popstate', show);
  show();
}

function closeAllBut(kept?: Element | null): void {
  for (const { details } of groups) if (details !== kept) details.open = false;
}

document.addEventListener('click', ({ target }) => {
  closeAllBut(target instanceof Element ? target.closest('[data-filter-kind]') : undefined);
});
document.addEventListener('keydown', ({ key, target }) => {
  const open = target instanceof Element && target.closest<HTMLElement>('[data-filter-kind][open]');
  if (key !== 'Escape' || !open) return;
  closeAllBut();
  open.querySelector('summary')?.focus();
});
