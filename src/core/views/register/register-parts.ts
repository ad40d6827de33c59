import { memoize } from '../../model/memoize.ts';
import type { Book, JudgedChange } from '../../model/book.ts';
import { scopeNamesOf } from '../../model/dependency-change.ts';
import { monthOf } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { spanKey } from '../../model/span.ts';
import type { Verdict } from '../../model/verdict.ts';
import { changeRules } from '../../rules/index.ts';
import { countMarks, countRegister, type RegisterCounts } from './register-counts.ts';
import { isDeviation, markOf, registerMark, type Mark } from '../changes/verdict-words.ts';
import { declaredTypes } from '../changes/change-fields.ts';

/** The filters of the register, the most used first. */
export const filterKinds = [
  'verdict',
  'clause',
  'rule',
  'type',
  'scope',
  'person',
  'repository',
  'quarter',
  'month',
] as const;
export type FilterKind = (typeof filterKinds)[number];

/** The changes that have one thing in common, newest first. */
export interface RegisterPart {
  readonly kind: FilterKind;
  /** `deviation`, `change-management-4.b`, `approvals`, `normal`, `security`, `jonas`, `platform`, `2026-Q1`, `2026-03`. */
  readonly key: string;
  readonly changes: readonly JudgedChange[];
  readonly counts: RegisterCounts;
}

/** Where changes made outside git are listed beside the repositories. */
export const outsideGit = 'outside-git';
export const noType = 'not-stated';
/** A type that no version of a policy declares: any text, so that it gets no page of its own. */
export const unknownType = 'not-declared';
export const noScope = 'none';

/** What a change can be found by: `verdict:deviation`, `scope:security`. */
export type Token = `${FilterKind}:${string}`;

const verdictKeys = [
  'deviation',
  'answered',
  'unknown',
  'advice',
  'pass',
  'not-applicable',
  'not-judged',
];

interface Register {
  readonly parts: readonly RegisterPart[];
  readonly tokens: ReadonlyMap<JudgedChange, readonly Token[]>;
}

/** Every part of the register. What the book declares has its part even while that is empty, so that links last. */
export function registerParts(book: Book): readonly RegisterPart[] {
  return divideRegister(book).parts;
}

/** What each change of a book can be found by. */
export function registerTokens(book: Book): ReadonlyMap<JudgedChange, readonly Token[]> {
  return divideRegister(book).tokens;
}

/** Computed once for each book, because every page of the register needs it. */
const divideRegister = memoize((book: Book): Register => {
  const types = declaredTypes(book.policies);
  const byToken = new Map(
    declaredTokens(book, types).map((token) => [token, { token, changes: [] as JudgedChange[] }]),
  );
  const find = (change: JudgedChange) =>
    tokensOf(change, types).map((token) => {
      const part = byToken.get(token) ?? { token, changes: [] };
      byToken.set(token, part);
      part.changes.push(change);
      // One string for all changes of a part: there are a quarter of a million in a large register.
      return part.token;
    });
  const tokens = new Map(book.changes.map((change) => [change, find(change)]));
  const parts = [...byToken.values()].map(({ token, changes }): RegisterPart => {
    const [kind, key] = splitToken(token);
    const counts = countPart({ kind, key }, changes);
    return { kind, key, changes, counts };
  });
  return { parts, tokens };
});

/** The counts of some changes of a part: on the page of a rule by that rule's verdict, else by their standing. */
export function countPart(
  part: Pick<RegisterPart, 'kind' | 'key'> | undefined,
  changes: readonly JudgedChange[],
): RegisterCounts {
  return part?.kind === 'rule'
    ? countMarks(changes.map(({ verdicts }) => ruleMark(verdicts, part.key)))
    : countRegister(changes);
}

function splitToken(token: Token): [FilterKind, string] {
  const [kind = '', key = ''] = token.split(':');
  return [kind as FilterKind, key];
}

function tokensOf({ record, verdicts }: JudgedChange, types: ReadonlySet<string>): Token[] {
  const failed = verdicts.filter(({ outcome }) => outcome === 'fail');
  const clauses = failed
    .filter(isDeviation)
    .flatMap(({ policy, clause }) => (clause === undefined ? [] : [`${policy}-${clause}`]));
  const type = record.fields.type?.value ?? noType;
  return [
    `verdict:${registerMark(verdicts)}`,
    ...[...new Set(clauses)].map((clause): Token => `clause:${clause}`),
    ...[...new Set(failed.map(({ rule }) => ruleKey(rule)))].map((rule): Token => `rule:${rule}`),
    `type:${type === noType || types.has(type) ? type : unknownType}`,
    ...(record.scopes.length > 0 ? record.scopes : [noScope]).map(
      (scope): Token => `scope:${scope}`,
    ),
    ...peopleOf(record).map((person): Token => `person:${person}`),
    `repository:${record.repository ?? outsideGit}`,
    `quarter:${spanKey('quarter', record.day)}`,
    `month:${monthOf(record.day)}`,
  ];
}

/** Ids of the registered people who wrote, approved, merged or deployed a change. */
function peopleOf({ authors, approvals, merger, deployed }: ChangeRecord): string[] {
  const all = [...authors, ...approvals.map(({ by }) => by), merger?.value, deployed?.value.by];
  return [...new Set(all.flatMap((identity) => identity?.person ?? []))];
}

/** The mark of the gravest failed verdict of one rule on a change that has one. */
export function ruleMark(verdicts: readonly Verdict[], key: string): Mark {
  const marks = new Set(
    verdicts.filter(({ rule }) => ruleKey(rule) === key).map((verdict) => markOf(verdict)),
  );
  return (['deviation', 'answered'] as const).find((mark) => marks.has(mark)) ?? 'advice';
}

/** `approvals` of `change/approvals`: every rule that judges changes begins so. */
export function ruleKey(code: string): string {
  return code.replace(/^change\//, '');
}

function declaredTokens({ settings }: Book, types: ReadonlySet<string>): Token[] {
  const scopes = new Set(settings.repositories.flatMap(scopeNamesOf));
  return [
    ...verdictKeys.map((key): Token => `verdict:${key}`),
    ...[...types].map((type): Token => `type:${type}`),
    ...[...scopes].map((scope): Token => `scope:${scope}`),
    ...changeRules.map(({ code }): Token => `rule:${ruleKey(code)}`),
    ...settings.repositories.map(({ id }): Token => `repository:${id}`),
    `repository:${outsideGit}`,
  ];
}
