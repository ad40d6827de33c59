import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Translations } from '../../model/closed-words.ts';
import type { CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord, Exclusion, FollowUp, Population } from '../../model/change-record.ts';
import type { UnmatchedDeployment } from '../../model/deployments.ts';
import { createPathClassifier } from '../../model/glob.ts';
import { calendarDateOf, laterOf, type Instant } from '../../model/instant.ts';
import type { RawHistory } from '../../model/raw-commit.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { People } from '../../schemas/people.ts';
import type { RepositorySettings } from '../../schemas/settings.ts';
import { assembleDeployments } from '../deployments/assemble-deployments.ts';
import {
  assembleRecord,
  idOfChange,
  nameChange,
  type AssembledRecord,
  type RecordInput,
} from './assemble-record.ts';
import { checkCommitDates, type DatedCommit } from './check-commit-dates.ts';
import {
  checkCommitTexts,
  createLookAlikeFinder,
  describeUnreadByGit,
} from '../message/check-commit-texts.ts';
import type { RepositoryEvidence } from '../../model/forge-pull.ts';
import { createExclusionFinder } from './find-exclusion.ts';
import { createPeopleIndex } from '../people/identify-people.ts';
import { createExportViewer } from '../pull-requests/join-export.ts';

export interface ChangesInput {
  readonly history: RawHistory;
  readonly repository: RepositorySettings;
  readonly people: People;
  /** Of all changes; those that follow a change of another repository are left alone. */
  readonly followUps: readonly FollowUp[];
  /** Exports, deployments and checked merges of the repository. */
  readonly evidence?: RepositoryEvidence;
  readonly timeZone: string;
  /** Words of the company for those that decide. */
  readonly words?: Translations;
  readonly asOf: CalendarDate;
  /** Whether that is the present day, after which no commit can have been made. */
  readonly isToday?: boolean;
}

export interface AssembledChanges {
  /** Oldest first. */
  readonly records: readonly ChangeRecord[];
  readonly population: Population;
  readonly unmatchedDeployments: readonly UnmatchedDeployment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes each commit of a branch's first-parent line a record or an exclusion. Throws if the sum does not balance. */
export function assembleChanges(input: ChangesInput): AssembledChanges {
  const { history, repository, timeZone } = input;
  const evidence: Omit<RepositoryEvidence, 'repository'> = input.evidence ?? {
    forgeExports: [],
    cleanMerges: {},
  };
  const exports = createExportViewer(history, evidence);
  const line = history.line.map((commit) => ({
    commit,
    day: calendarDateOf(laterOf(commit.committer.at, exports.mergedAt(commit)), timeZone),
  }));
  const { cleanMerges, dependencies } = evidence;
  const assembled = assembleLine(input, line, { exports, cleanMerges, dependencies });
  const merged = assembled.flatMap((item) => ('record' in item ? [item] : []));
  const exclusions = assembled.flatMap((item) => ('exclusion' in item ? [item.exclusion] : []));
  const deployed = assembleDeployments({
    ...input,
    records: merged.map(({ record }) => record),
    isOnMerge: repository.deployments === 'on-merge',
    ...(input.evidence?.deployments && { deployments: input.evidence.deployments }),
    people: createPeopleIndex(input.people),
  });
  const { records } = deployed;
  if (records.length + exclusions.length !== history.line.length) {
    throw new Error(
      `${repository.id}: ${records.length} records and ${exclusions.length} exclusions are not ${history.line.length} commits.`,
    );
  }
  return {
    records,
    population: {
      ...describePopulation(history, records.length, exclusions),
      ...(deployed.undeployed.length > 0 && { undeployed: deployed.undeployed }),
    },
    unmatchedDeployments: deployed.unmatched,
    diagnostics: [
      ...exports.diagnostics,
      ...checkCommitDates({ ...input, isToday: input.isToday ?? false }, line),
      ...merged.flatMap(({ diagnostics }) => diagnostics),
      ...describeUnreadByGit(repository.id, merged),
      ...checkFollowUps(input, records, exclusions),
      ...deployed.diagnostics,
    ],
  };
}

type Assembled = AssembledRecord | { readonly exclusion: Exclusion };

function assembleLine(
  input: ChangesInput,
  line: readonly DatedCommit[],
  evidence: Pick<RecordInput, 'exports' | 'cleanMerges' | 'dependencies'>,
): readonly Assembled[] {
  const { history, repository } = input;
  const exclusions = createExclusionFinder(input);
  const findLookAlike = createLookAlikeFinder(input.people);
  const numbered = new Map<number, string>();
  const shared = {
    repository: repository.id,
    people: createPeopleIndex(input.people),
    followUps: Map.groupBy(input.followUps, ({ fields }) => fields.change ?? ''),
    scopesOf: createPathClassifier(repository.scopes),
    dependencyScopes: repository.dependencies,
    words: input.words,
    ...evidence,
    numbered,
    dayOf: (at: Instant) => calendarDateOf(at, input.timeZone),
    asOf: input.asOf,
  };
  return line.map(({ commit, day }): Assembled => {
    const known = exclusions.ofCommit(commit, day);
    if (known) return { exclusion: known };
    const merged = history.merged[commit.id] ?? [];
    const assembled = assembleRecord({ ...shared, commit, merged });
    const { record, diagnostics } = assembled;
    const exclusion = exclusions.ofRecord(record, commit);
    if (exclusion) return { exclusion };
    const { id, pullRequest = 0 } = record;
    if (id === nameChange(repository.id, commit, pullRequest)) numbered.set(pullRequest, commit.id);
    const texts = { repository: repository.id, commit, merged, record, findLookAlike };
    return { ...assembled, diagnostics: [...diagnostics, ...checkCommitTexts(texts)] };
  });
}

function describePopulation(
  { repository, branch, line }: RawHistory,
  records: number,
  exclusions: readonly Exclusion[],
): Population {
  const [first, last] = [line.at(0), line.at(-1)];
  return {
    repository,
    branch,
    ...(first ? { firstCommit: first.id } : {}),
    ...(last ? { lastCommit: last.id } : {}),
    commits: line.length,
    records,
    exclusions,
  };
}

/** Follow-ups to changes of this repository that are not in its population. */
function* checkFollowUps(
  { history, repository: { id }, followUps }: ChangesInput,
  records: readonly ChangeRecord[],
  exclusions: readonly Exclusion[],
): Iterable<Diagnostic> {
  const known = new Set(records.map((record) => record.id));
  const unknown = followUps.filter(
    ({ fields: { change } }) =>
      change !== undefined && isOfRepository(change, id) && !known.has(change),
  );
  if (unknown.length === 0) return;

  const codes = new Map(exclusions.map(({ commit, code }) => [commit, code]));
  const excluded = new Map(
    history.line.flatMap((commit) => {
      const code = codes.get(commit.id);
      return code === undefined ? [] : [[idOfChange(id, commit), code] as const];
    }),
  );
  for (const { source, fields } of unknown) {
    const change = fields.change ?? '';
    const code = excluded.get(change);
    // A book that is judged as of an earlier day has follow-ups to later changes.
    if (code === 'after-as-of') continue;
    const at = locateField(source, ['change']);
    const problem =
      code === undefined
        ? `It follows ${change}, and no commit on ${history.branch} of ${id} is called so.`
        : `It follows ${change}, which is excluded from the population (${code}).`;
    const remedy = 'Correct "change" to the id that the register shows, or remove the file.';
    yield { code: 'record/follow-up-unknown', severity: 'error', at, problem, remedy };
  }
}

/** Whether an id is one that a change of this repository could have: `platform-1042`, `platform-3f2a9c0d1e44`. */
export function isOfRepository(change: string, repository: string): boolean {
  const prefix = `${repository}-`;
  return (
    change.startsWith(prefix) && /^(?:\d{1,9}|[0-9a-f]{12})$/.test(change.slice(prefix.length))
  );
}
