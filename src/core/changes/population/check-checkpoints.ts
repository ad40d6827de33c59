import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Book } from '../../model/book.ts';
import { listNames } from '../../diagnostics/show-value.ts';
import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import type { Exclusion, Population } from '../../model/change-record.ts';
import type { FiledCheckpoint } from '../../parse/parse-checkpoints.ts';
import { subjectOf, type RawCommit, type RawHistory } from '../../model/raw-commit.ts';
import { ownRepository, type Checkpoint } from '../../schemas/checkpoint.ts';
import type { RepositorySettings, Settings } from '../../schemas/settings.ts';
import { idOfChange } from './assemble-record.ts';

interface Continuity {
  readonly populations: readonly Population[];
  readonly asOf: CalendarDate;
  readonly checkpoints: readonly FiledCheckpoint[];
  readonly histories: readonly RawHistory[];
  readonly repositories: readonly RepositorySettings[];
  /** Settings of the policies, of which the branch of the book counts. */
  readonly policies: Pick<Settings['policies'], 'branch'>;
}

const mostNamed = 20;

/** Each checkpoint stays on the first-parent line, with at least as many records up to it as were counted then. */
export function* checkCheckpoints({
  checkpoints,
  histories,
  repositories,
  populations,
  policies,
  asOf,
}: Continuity): Iterable<Diagnostic> {
  const places = new Map(
    histories.map(({ repository, line }) => [
      repository,
      new Map(line.map(({ id }, place) => [id, place])),
    ]),
  );
  for (const checkpoint of checkpoints) {
    const { repository, branch, tip } = checkpoint.value;
    const settings =
      repository === ownRepository ? policies : repositories.find(({ id }) => id === repository);
    if (settings?.branch !== branch) {
      yield describeMissing(checkpoint, settings);
      continue;
    }
    const history = histories.find((one) => one.repository === repository);
    // A history that could not be made has its own diagnostics.
    if (!history) continue;
    const place = places.get(repository)?.get(tip);
    if (place === undefined) yield describeRewritten(checkpoint, history);
    else if (checkpoint.value.at <= asOf) {
      const upTo = new Set(history.line.slice(0, place + 1).map(({ id }) => id));
      const { exclusions = [] } = populations.find((one) => one.repository === repository) ?? {};
      yield* checkRecords(checkpoint, upTo, exclusions);
    }
  }
}

/** A later adoption, or a longer list of exclusions, empties a population without touching its history. */
function* checkRecords(
  { at, value }: FiledCheckpoint,
  upTo: ReadonlySet<string>,
  exclusions: readonly Exclusion[],
): Iterable<Diagnostic> {
  const { repository, tip, records } = value;
  const excluded = exclusions.filter(({ commit }) => upTo.has(commit));
  const left = upTo.size - excluded.length;
  if (left >= records) return;
  const codes = [...Map.groupBy(excluded, ({ code }) => code)].map(
    ([code, those]) => `${those.length} ${code}`,
  );
  const problem = `On ${dateInWords(value.at)} ${repository} had ${records} records up to ${tip.slice(0, 12)}, and now it has ${left}; of the commits up to it are excluded: ${codes.join(', ')}.`;
  const remedy = `Take back what was changed since of "since", "exclude" and "excludeAuthors" of ${repository} in policybook.yaml; where the earlier number was wrong, inform those who received it, and correct this line.`;
  const related = excluded.slice(-mostNamed).map(({ commit, code, reason }) => ({
    at: { file: `${repository}@${commit.slice(0, 12)}`, line: 1 },
    note: `${code}: ${reason}`,
  }));
  yield { code: 'record/records-vanished', severity: 'error', at, problem, remedy, related };
}

function describeMissing(
  { at, value }: FiledCheckpoint,
  settings: Pick<RepositorySettings, 'branch'> | undefined,
): Diagnostic {
  const { repository, branch, records } = value;
  const problem = settings
    ? `Evidence was given of ${records} changes on the branch ${branch} of ${repository}, and policybook.yaml names its branch ${settings.branch}.`
    : `Evidence was given of ${records} changes in ${repository}, and policybook.yaml names no such repository.`;
  const remedy = `List the repository ${repository} with "branch: ${branch}" in policybook.yaml again; changes that were shown stay in the population.`;
  return { code: 'record/history-unlisted', severity: 'error', at, problem, remedy };
}

function describeRewritten({ at, value }: FiledCheckpoint, history: RawHistory): Diagnostic {
  const { repository, branch, tip, records } = value;
  const bypassed = findBypassed(tip, history);
  const vanished = bypassed ?? history.lost?.[tip] ?? [];
  const ids = vanished.map((commit) => idOfChange(repository, commit));
  const list =
    ids.length === 0
      ? `which changes vanished is not known, since the repository no longer has that commit; there were ${records} records up to it`
      : `the changes that vanished are ${listNames(ids, mostNamed)}`;
  const how = bypassed
    ? 'is still reached, but only through a merge that took the branch as its second parent'
    : 'is not reached any more, because the branch was moved';
  const problem = `On ${dateInWords(value.at)} ${branch} of ${repository} ended on ${tip.slice(0, 12)}, which ${how}; ${list}.`;
  const remedy = `Move ${branch} back to a history that has ${tip.slice(0, 12)} on its first-parent line, and bring what came since on top of it.`;
  const related = vanished.slice(0, mostNamed).map((commit) => ({
    at: { file: `${repository}@${commit.id.slice(0, 12)}`, line: 1 },
    note: `${idOfChange(repository, commit)}: ${subjectOf(commit)}`,
  }));
  return { code: 'record/history-rewritten', severity: 'error', at, problem, remedy, related };
}

/** The former line as far as a merge on today's line brought it in, oldest first; undefined where none did. */
function findBypassed(tip: string, { merged }: RawHistory): readonly RawCommit[] | undefined {
  for (const brought of Object.values(merged)) {
    if (!brought.some(({ id }) => id === tip)) continue;
    const byId = new Map(brought.map((commit) => [commit.id, commit]));
    const former: RawCommit[] = [];
    for (let commit = byId.get(tip); commit; commit = byId.get(commit.parents[0] ?? '')) {
      former.push(commit);
    }
    return former.reverse();
  }
  return undefined;
}

/** Where the branches end that a book was judged from, and its own where it was read. */
export function listBranches(
  { populations }: Pick<Book, 'populations'>,
  histories: readonly RawHistory[],
): BranchEnd[] {
  const own = histories.find(({ repository }) => repository === ownRepository);
  return [
    ...populations.map(({ repository, branch, lastCommit, commits, records }) => ({
      repository,
      branch,
      tip: lastCommit,
      commits,
      records,
    })),
    ...(own
      ? [
          {
            repository: ownRepository,
            branch: own.branch,
            tip: own.line.at(-1)?.id,
            commits: own.line.length,
            records: 0,
          },
        ]
      : []),
  ];
}

/** Where a branch ends, and how many commits and records its line has. */
export interface BranchEnd {
  readonly repository: string;
  readonly branch: string;
  /** Absent where it has no commit. */
  readonly tip?: string | undefined;
  readonly commits: number;
  readonly records: number;
}

/** The lines to note: where branches end on the day of judging, but for those that an earlier checkpoint ends on. */
export function listCheckpoints(
  branches: readonly BranchEnd[],
  { asOf, engine }: Pick<Book, 'asOf' | 'engine'>,
  earlier: readonly Checkpoint[],
): Checkpoint[] {
  return branches.flatMap(({ repository, branch, tip, records }) => {
    const last = earlier.findLast((one) => one.repository === repository && one.branch === branch);
    if (tip === undefined || last?.tip === tip) return [];
    return [{ repository, branch, tip, records, at: asOf, engine }];
  });
}
