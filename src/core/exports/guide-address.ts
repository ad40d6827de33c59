import type { Book } from '../model/book.ts';
import { changeRules, documentRules } from '../rules/index.ts';
import { ruleAnchor } from '../views/changes/verdict-table.ts';
import { siteAddress } from '../views/paths.ts';

// Faults that are not of a rule, by the beginning of their code.
const pages: Readonly<Record<string, string>> = {
  change: '/help/',
  record: '/help/evidence/',
  git: '/help/evidence/',
  export: '/help/forge-exports/',
  edition: '/help/hosting/',
  book: '/help/evidence/',
};

/** The path in the internal edition of what explains a diagnostic: its rule, else the page of the guide on its subject. */
function guideOf(code: string): string {
  const isRule = [...documentRules, ...changeRules].some((rule) => rule.code === code);
  if (isRule) return `/rules/#${ruleAnchor(code)}`;
  return pages[code.slice(0, code.indexOf('/'))] ?? '/help/writing-policies/';
}

/** Where the internal edition explains a diagnostic: an address, or a path where the book cannot be read. */
export function guideAddress(code: string, book: Pick<Book, 'settings'> | undefined): string {
  const path = guideOf(code);
  return book ? siteAddress(book.settings.editions.internal.url, path) : path;
}
