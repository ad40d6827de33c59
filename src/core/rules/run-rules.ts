import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Book } from '../model/book.ts';
import type { Part } from '../parse/parse-content.ts';
import type { DocumentRule } from './rule.ts';

/** All violations of rules on documents, each with its rule's code. */
export function runRules(
  rules: readonly DocumentRule[],
  book: Book,
  unread: ReadonlySet<Part> = new Set(),
): Diagnostic[] {
  return rules.flatMap(({ code, severity, check }) =>
    Array.from(check(book, unread), (violation) => ({ severity, ...violation, code })),
  );
}
