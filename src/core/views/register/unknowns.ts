import type { JudgedChange } from '../../model/book.ts';
import { describeStranger } from '../../rules/facts/people.ts';

/** Verdicts that are unknown for one cause. */
export interface UnknownGroup {
  readonly rules: readonly string[];
  /** What was found of the first change. */
  readonly statement: string;
  /** What would make them known. */
  readonly remedy: string;
  /** Ids of the changes. */
  readonly changes: readonly string[];
}

/** All unknown verdicts by what would make them known, the largest group first. */
export function groupUnknowns(changes: readonly JudgedChange[]): readonly UnknownGroup[] {
  const groups = new Map<string, { statement: string; rules: Set<string>; ids: Set<string> }>();
  for (const { record, verdicts } of changes) {
    for (const { rule, outcome, statement, remedy = '' } of verdicts) {
      if (outcome !== 'unknown') continue;
      const common = remedy.replaceAll(record.id, '<change>');
      const group = groups.get(common) ?? { statement, rules: new Set(), ids: new Set() };
      groups.set(common, group);
      group.rules.add(rule);
      group.ids.add(record.id);
    }
  }
  return [...groups]
    .map(([remedy, { statement, rules, ids }]) => ({
      rules: [...rules],
      statement,
      remedy,
      changes: [...ids],
    }))
    .sort((left, right) => right.changes.length - left.changes.length);
}

/** An author who is not in people.yaml, as commits name them, with the ids of the changes. */
export interface UnregisteredAuthor {
  readonly author: string;
  readonly changes: readonly string[];
}

/** The authors of changes who are not in people.yaml, whose changes are most first. */
export function listUnregistered(changes: readonly JudgedChange[]): readonly UnregisteredAuthor[] {
  const found = new Map<string, string[]>();
  for (const { record } of changes) {
    for (const author of record.authors.filter(({ person }) => person === undefined)) {
      const name = describeStranger(author);
      const own = found.get(name) ?? [];
      found.set(name, own);
      own.push(record.id);
    }
  }
  return [...found]
    .map(([author, ids]) => ({ author, changes: ids }))
    .sort((left, right) => right.changes.length - left.changes.length);
}
