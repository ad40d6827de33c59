import { count } from '../../diagnostics/format-diagnostics.ts';
import type { ClauseChange, Redline, RuleChange } from '../../model/redline.ts';

/** What changed, in sentences without marks, for page and terminal alike. */
export interface RedlineDescription {
  /** "From 1.1 to 1.2: 12 clauses changed, 6 added, 1 renumbered; 20 rules changed." */
  readonly headline: string;
  /** In the order of the text; the anchor is that of the blocks. */
  readonly clauses: readonly { readonly anchor: string; readonly text: string }[];
  readonly rules: readonly string[];
  /** Present where some block was too different to compare word by word. */
  readonly bound?: string;
}

export function describeRedline(redline: Redline): RedlineDescription {
  const { from, to, clauses, rules, isCoarse } = redline;
  return {
    headline: `From ${from} to ${to}: ${countChanges(clauses, rules)}.`,
    clauses: clauses.map((change) => ({ anchor: change.anchor, text: describeClause(change) })),
    rules: rules.map(describeRule),
    ...(isCoarse && {
      bound:
        'Some blocks differ too much to compare word by word; they are marked as deleted and inserted as a whole.',
    }),
  };
}

function countChanges(clauses: readonly ClauseChange[], rules: readonly RuleChange[]): string {
  const parts = (['changed', 'added', 'removed', 'moved', 'renumbered'] as const).flatMap(
    (status) => {
      const total = clauses.filter((change) => change.status === status).length;
      return total === 0 ? [] : [{ status, total }];
    },
  );
  const inClauses = parts
    .map(({ status, total }, index) => `${index === 0 ? count(total, 'clause') : total} ${status}`)
    .join(', ');
  return [
    inClauses || 'no clause changed',
    ...(rules.length > 0 ? [`${count(rules.length, 'rule')} changed`] : []),
  ].join('; ');
}

/** "4.2 changed (Review): 3 words inserted, 1 word deleted", "3.1 moved to 3.4 (Keys)". */
function describeClause(change: ClauseChange): string {
  const { status, number, title, was } = change;
  const own = number ?? (title === '' ? 'The opening' : `"${title}"`);
  const name = number === undefined || title === '' ? '' : ` (${title})`;
  const hasNewNumber = was !== undefined && was !== (number ?? title);
  switch (status) {
    case 'added':
      return `${own} added${name}: ${count(change.insertedWords, 'word')}`;
    case 'removed':
      return `${own} removed${name}: ${count(change.deletedWords, 'word')}`;
    case 'moved':
      return hasNewNumber
        ? `${was} moved to ${own}${name}`
        : `${own} moved to another place${name}`;
    case 'renumbered':
      return `${was ?? ''} is now ${own}${name}`;
    case 'changed':
      return `${own}${hasNewNumber ? `, before ${was},` : ''} changed${name}: ${describeWork(change)}`;
  }
}

function describeWork({ insertedWords, deletedWords, movedBlocks }: ClauseChange): string {
  const parts = [
    ...(insertedWords > 0 ? [`${count(insertedWords, 'word')} inserted`] : []),
    ...(deletedWords > 0 ? [`${count(deletedWords, 'word')} deleted`] : []),
    ...(movedBlocks > 0 ? [`${count(movedBlocks, 'block')} moved`] : []),
  ];
  return parts.length === 0 ? 'form or punctuation only' : parts.join(', ');
}

/** "normal: lead time 24 hours, before none", "category model version added: clause 10.1; scope AI". */
function describeRule({ label, isEntry, before, after }: RuleChange): string {
  if (isEntry && before === undefined) return `${label} added: ${after ?? 'empty'}`;
  if (isEntry && after === undefined) return `${label} removed; it was: ${before ?? 'empty'}`;
  // "none" is also a value that a policy can state.
  const nothing = before === 'none' || after === 'none' ? 'not stated' : 'none';
  const [was, is] = [before ?? nothing, after ?? nothing];
  return `${label} ${is}${/[,;]/.test(`${was}${is}`) ? ';' : ','} before ${was}`;
}
