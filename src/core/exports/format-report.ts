import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../diagnostics/format-diagnostics.ts';
import type { Book } from '../model/book.ts';
import type { DaySpan } from '../model/span.ts';
import { countRules } from '../rules/count-rules.ts';
import { countRegister } from '../views/register/register-counts.ts';
import { guideAddress } from './guide-address.ts';
import { groupUnknowns, listUnregistered } from '../views/register/unknowns.ts';

/**
 * The machine-readable report of `check --format json`; `unseen` states what could not be checked. With a period, `book`
 * has its changes alone.
 */
export function formatReport(
  book: Book | undefined,
  diagnostics: readonly Diagnostic[],
  {
    unseen,
    period,
  }: { readonly unseen?: string | undefined; readonly period?: DaySpan | undefined } = {},
): string {
  const report = {
    schemaVersion: 1,
    asOf: book?.asOf ?? null,
    engine: book?.engine ?? null,
    period: period ?? null,
    diagnostics: sortDiagnostics(diagnostics).map(({ at, ...diagnostic }) => ({
      code: diagnostic.code,
      severity: diagnostic.severity,
      file: at.file,
      line: at.line,
      column: at.column ?? null,
      problem: diagnostic.problem,
      remedy: diagnostic.remedy,
      guide: guideAddress(diagnostic.code, book),
    })),
    verdicts: (book?.changes ?? []).flatMap(({ record, verdicts }) =>
      verdicts.map(
        ({ rule, outcome, level, clause, policy, version, proof, answer, ...words }) => ({
          change: record.id,
          rule,
          verdict: outcome,
          statement: words.statement,
          remedy: words.remedy ?? null,
          level,
          clause: clause ?? null,
          policy,
          version,
          proof: proof ?? null,
          answer: answer ?? null,
        }),
      ),
    ),
    rules: book ? countRules(book.changes) : [],
    unknown: book ? groupUnknowns(book.changes) : [],
    unregistered: book ? listUnregistered(book.changes) : [],
    unseen: unseen ?? null,
    counts: book ? countRegister(book.changes) : null,
  };
  return JSON.stringify(report, undefined, 2);
}
