import { escapeText } from '../diagnostics/escape-text.ts';
import { count } from '../diagnostics/format-diagnostics.ts';
import { listNames } from '../diagnostics/show-value.ts';
import type { Book } from '../model/book.ts';
import { countRules } from '../rules/count-rules.ts';
import { groupUnknowns, listUnregistered } from '../views/register/unknowns.ts';

const fewNamed = 3;

/**
 * What became of each rule on changes, every cause of an unknown verdict, and the authors who are not in people.yaml.
 * All changes are named where all are wanted, else the first few.
 */
export function formatRuleCounts({ changes }: Book, isAll: boolean): string {
  if (changes.every(({ verdicts }) => verdicts.length === 0))
    return 'No change was judged, so no rule on changes was used.';
  const most = isAll ? Infinity : fewNamed;
  const named = (ids: readonly string[]) => `    Changes: ${listNames(ids, most)}.`;
  const unknowns = groupUnknowns(changes).flatMap(({ rules, statement, remedy, changes: ids }) => [
    `  ${count(ids.length, 'change')} by ${rules.join(', ')}`,
    `    ${escapeText(statement)}`,
    `    Fix: ${escapeText(remedy)}`,
    named(ids),
  ]);
  const authors = listUnregistered(changes).flatMap(({ author, changes: ids }) => [
    `  ${escapeText(author)}: ${count(ids.length, 'change')}`,
    named(ids),
  ]);
  return [
    'Rules on changes                judged  unknown  not applicable',
    ...countRules(changes).flatMap(({ rule, passed, failed, unknown, notApplicable, reasons }) => [
      `  ${rule.padEnd(28)}${pad(passed + failed, 8)}${pad(unknown, 9)}${pad(notApplicable, 16)}`,
      ...reasons.map((one) => `${pad(one.count, 10)} ${one.statement}`),
    ]),
    ...section('Unknown, by cause', unknowns),
    ...section('Authors who are not in people.yaml', authors),
  ].join('\n');
}

function pad(number: number, width: number): string {
  return String(number).padStart(width);
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}
