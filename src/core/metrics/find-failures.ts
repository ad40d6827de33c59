import { isFiller } from '../changes/message/is-filler.ts';
import { parseRevert, type Revert } from '../changes/message/parse-revert.ts';
import { splitList } from '../model/record-fields.ts';
import type { ChangeRecord } from '../model/change-record.ts';
import { epochOf } from '../model/instant.ts';

/** A change that failed, according to a later one. */
interface Failure {
  readonly failed: ChangeRecord;
  /** The first change that undoes it or states that it restores what it broke; absent where none does. */
  readonly restoredBy?: ChangeRecord;
}

export interface Failures {
  readonly failures: readonly Failure[];
  /** Changes that undo or name something that is not in the register. */
  readonly unresolved: readonly ChangeRecord[];
}

interface Naming {
  readonly by: ChangeRecord;
  readonly failed: ChangeRecord;
  readonly restores: boolean;
}

/** The changes that later ones name as failed or revert. A revert that is itself undone has not failed. */
export function findFailures(records: readonly ChangeRecord[]): Failures {
  const index = indexRecords(records);
  const namings: Naming[] = [];
  const unresolved: ChangeRecord[] = [];
  for (const by of records) {
    const found = listNamings(by, index);
    if (found.isUnresolved) unresolved.push(by);
    namings.push(
      ...found.namings.filter(({ failed }) => !(parseRevert(by) && parseRevert(failed))),
    );
  }
  const byFailed = Map.groupBy(namings, ({ failed }) => failed);
  return {
    failures: [...byFailed].map(([failed, named]) => {
      const [restoredBy] = named
        .filter(({ restores }) => restores)
        .map(({ by }) => by)
        .sort((left, right) => epochOf(left.mergedAt) - epochOf(right.mergedAt));
      return { failed, ...(restoredBy && { restoredBy }) };
    }),
    unresolved,
  };
}

/** The failed changes that a change names, and whether it names any that is not in the register. */
function listNamings(
  by: ChangeRecord,
  index: Index,
): { readonly namings: readonly Naming[]; readonly isUnresolved: boolean } {
  const find = (failed: ChangeRecord | undefined, restores: boolean): Naming[] =>
    failed && isEarlier(failed, by) ? [{ by, failed, restores }] : [];
  const named = (['caused-by', 'restores'] as const).flatMap((field) => {
    const value = by.fields[field]?.value;
    if (value === undefined || isFiller(value)) return [];
    return splitList(value).map((name) => find(findNamed(name, by, index), field === 'restores'));
  });
  const revert = parseRevert(by);
  const undone = revert ? find(findReverted(revert, by, index), true) : [];
  const namings = [...named.flat(), ...undone];
  // The words of a revert may repeat, less exactly, what a field names.
  const isRevertUnresolved = revert !== undefined && namings.length === 0;
  return { namings, isUnresolved: isRevertUnresolved || named.some((one) => one.length === 0) };
}

function isEarlier(failed: ChangeRecord, by: ChangeRecord): boolean {
  return failed !== by && epochOf(failed.mergedAt) <= epochOf(by.mergedAt);
}

function findReverted(
  { commit, pullRequest, title, numbered }: Revert,
  by: ChangeRecord,
  index: Index,
): ChangeRecord | undefined {
  return (
    (commit === undefined ? undefined : findByCommit(commit, index)) ??
    (pullRequest === undefined ? undefined : findByNumber(pullRequest, by, index)) ??
    (title === undefined ? undefined : findByTitle(title, by, index)) ??
    (numbered && findNumbered(numbered, by, index))
  );
}

/** By the number behind a quoted title, unless that title is of a change with another number. */
function findNumbered(
  { title, pullRequest }: NonNullable<Revert['numbered']>,
  by: ChangeRecord,
  index: Index,
): ChangeRecord | undefined {
  const titled = findByTitle(title, by, index);
  const found = findByNumber(pullRequest, by, index);
  if (!found) return titled?.pullRequest === undefined ? titled : undefined;
  return found.title === title || !titled ? found : undefined;
}

function findByNumber(
  number: string,
  { repository = '' }: ChangeRecord,
  { byId }: Index,
): ChangeRecord | undefined {
  return byId.get(`${repository}-${number}`);
}

/** A change as people name it: its id, `#1042` in the same repository, or a commit. */
function findNamed(name: string, by: ChangeRecord, index: Index): ChangeRecord | undefined {
  const number = /^[#!](\d{1,9})$/.exec(name)?.[1];
  return (
    (number === undefined ? index.byId.get(name) : findByNumber(number, by, index)) ??
    (/^[0-9a-f]{7,64}$/.test(name) ? findByCommit(name, index) : undefined)
  );
}

function findByCommit(prefix: string, { byCommit }: Index): ChangeRecord | undefined {
  const near = byCommit.get(prefix.slice(0, shortest)) ?? [];
  const found = new Set(near.flatMap(({ id, record }) => (id.startsWith(prefix) ? [record] : [])));
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

/** The last one of that title before it, in the same repository. */
function findByTitle(
  title: string,
  by: ChangeRecord,
  { byTitle }: Index,
): ChangeRecord | undefined {
  return (byTitle.get(titleKey(by.repository, title)) ?? [])
    .filter((one) => isEarlier(one, by))
    .sort((left, right) => epochOf(right.mergedAt) - epochOf(left.mergedAt))[0];
}

interface Index {
  readonly byId: ReadonlyMap<string, ChangeRecord>;
  readonly byCommit: ReadonlyMap<string, { readonly id: string; readonly record: ChangeRecord }[]>;
  readonly byTitle: ReadonlyMap<string, ChangeRecord[]>;
}

/** As few letters as git shortens an id to. */
const shortest = 7;

function indexRecords(records: readonly ChangeRecord[]): Index {
  const commits = records.flatMap((record) =>
    [
      ...(record.commit === undefined ? [] : [record.commit]),
      ...record.commits.map(({ id }) => id),
    ].map((id) => ({ id, record })),
  );
  return {
    byId: new Map(records.map((record) => [record.id, record])),
    byCommit: Map.groupBy(commits, ({ id }) => id.slice(0, shortest)),
    byTitle: Map.groupBy(records, ({ repository, title }) => titleKey(repository, title)),
  };
}

function titleKey(repository: string | undefined, title: string): string {
  return `${repository ?? ''} ${title}`;
}
