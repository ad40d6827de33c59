import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { CalendarDate } from '../model/calendar-date.ts';
import type { ChangeRecord, Deployment, Sourced } from '../model/change-record.ts';
import type {
  DeploymentsFile,
  PipelineDeployment,
  UnmatchedDeployment,
} from '../model/deployments.ts';
import { calendarDateOf, epochOf } from '../model/instant.ts';
import type { RawHistory } from '../model/raw-commit.ts';
import type { PeopleIndex } from './identify-people.ts';

export interface DeploymentsInput {
  readonly history: RawHistory;
  /** Of this repository, oldest first. */
  readonly records: readonly ChangeRecord[];
  /** Whether the settings say that the merge is the deployment. */
  readonly isOnMerge: boolean;
  /** Absent where the merge is the deployment, or the file could not be read. */
  readonly deployments?: DeploymentsFile;
  readonly people: PeopleIndex;
  readonly timeZone: string;
  readonly asOf: CalendarDate;
}

export interface AssembledDeployments {
  readonly records: readonly ChangeRecord[];
  /** Ids of the changes that no source says to be in production. */
  readonly undeployed: readonly string[];
  readonly unmatched: readonly UnmatchedDeployment[];
  readonly diagnostics: readonly Diagnostic[];
}

const production = new Set(['production', 'prod', 'live']);

/**
 * Gives each change its first deployment to production. A pipeline deploys a revision with all that is below it, so
 * a deployment of one commit of the line deploys it and every earlier change that was not deployed before. Where the
 * merge is the deployment, the merger is the deployer. A follow-up that states a deployment stands where the file
 * knows of none, and before the merge.
 */
export function assembleDeployments(input: DeploymentsInput): AssembledDeployments {
  const { records, deployments, isOnMerge, people } = input;
  if (!deployments) {
    const found = records.map((record): ChangeRecord => {
      const deployed = deploymentOf(record, people) ?? (isOnMerge ? ofMerge(record) : undefined);
      return deployed ? { ...record, deployed } : record;
    });
    return { records: found, undeployed: [], unmatched: [], diagnostics: [] };
  }
  const { firstByPlace, unmatched } = placeDeployments(input, deployments);
  const places = new Map(input.history.line.map(({ id }, place) => [id, place]));
  const deployed = records.map((record): ChangeRecord => {
    const place = places.get(record.commit ?? '') ?? -1;
    const found = firstByPlace[place];
    const sourced = found ? ofFile(found, deployments.file, people) : deploymentOf(record, people);
    return sourced ? { ...record, deployed: sourced } : record;
  });
  const missing = deployed.filter((record) => record.deployed === undefined);
  return {
    records: deployed,
    undeployed: missing.map(({ id }) => id),
    unmatched,
    diagnostics: [
      ...describeUnmatched(unmatched),
      ...describeUndeployed(missing, input, deployments),
    ],
  };
}

function ofMerge({ mergedAt, merger }: ChangeRecord): Sourced<Deployment> {
  return {
    value: { at: mergedAt, ...(merger && { by: merger.value }) },
    source: merger?.source ?? 'graph',
  };
}

/** The deployment that a follow-up states. */
export function deploymentOf(
  { followUps }: Pick<ChangeRecord, 'followUps'>,
  people: PeopleIndex,
): Sourced<Deployment> | undefined {
  for (const { source, fields } of followUps) {
    if (!fields.deployed) continue;
    const { at, by } = fields.deployed;
    return { value: { at, by: people.identifyId(by) }, source: 'follow-up', file: source.file };
  }
  return undefined;
}

function ofFile(
  { at, by, commit }: PipelineDeployment,
  file: string,
  people: PeopleIndex,
): Sourced<Deployment> {
  const identity = by === undefined ? undefined : identify(by, people);
  return {
    value: { at, commit, ...(identity && { by: identity }) },
    source: 'deployments',
    file,
  };
}

/** Somebody by address, name or id, else by the name of their account on a forge. */
function identify(by: string, people: PeopleIndex) {
  const named = people.identifyText(by);
  if (named.person !== undefined) return named;
  const accounts = [people.identifyLogin('github', by), people.identifyLogin('gitlab', by)];
  return accounts.find(({ person }) => person !== undefined) ?? named;
}

/** For each place of the line the first deployment that brought it to production. */
function placeDeployments(
  { history, timeZone, asOf }: DeploymentsInput,
  { file, deployments }: DeploymentsFile,
): { firstByPlace: readonly (PipelineDeployment | undefined)[]; unmatched: UnmatchedDeployment[] } {
  const places = new Map(history.line.map(({ id }, place) => [id, place]));
  const firstByPlace: (PipelineDeployment | undefined)[] = [];
  const unmatched: UnmatchedDeployment[] = [];
  let ofBranches: ReadonlySet<string> | undefined;
  const live = deployments
    .filter(
      ({ environment, result, at }) =>
        production.has(environment.toLowerCase()) &&
        result === 'success' &&
        calendarDateOf(at, timeZone) <= asOf,
    )
    .sort((a, b) => epochOf(a.at) - epochOf(b.at));
  for (const deployment of live) {
    const { commit, at, line } = deployment;
    const place = places.get(commit);
    if (place === undefined) {
      const reason = reasonOf(commit, history.branch, (ofBranches ??= idsOfBranches(history)));
      unmatched.push({ repository: history.repository, file, line, commit, at, reason });
      continue;
    }
    // What lies below was deployed with an earlier one, or is now.
    for (let below = place; below >= 0 && firstByPlace[below] === undefined; below -= 1) {
      firstByPlace[below] = deployment;
    }
  }
  return { firstByPlace, unmatched };
}

function idsOfBranches({ merged }: RawHistory): ReadonlySet<string> {
  return new Set(Object.values(merged).flatMap((parts) => parts.map(({ id }) => id)));
}

function reasonOf(commit: string, branch: string, ofBranches: ReadonlySet<string>): string {
  return ofBranches.has(commit)
    ? `it is a commit of a branch that was merged into ${branch}, and no change of its own`
    : `${branch} has no such commit`;
}

function describeUnmatched(unmatched: readonly UnmatchedDeployment[]): Diagnostic[] {
  return unmatched.map(({ file, line, commit, at, reason }) => ({
    code: 'deployments/unmatched',
    severity: 'warning',
    at: { file, line },
    problem: `${commit.slice(0, 12)} was deployed at ${at}, and it is no change: ${reason}.`,
    remedy: 'Find out what was deployed; if it was a change, record it in content/changes.',
  }));
}

function describeUndeployed(
  missing: readonly ChangeRecord[],
  { history }: DeploymentsInput,
  { file }: DeploymentsFile,
): Diagnostic[] {
  const [first] = missing;
  if (!first) return [];
  const named = missing.slice(0, 5).map(({ id }) => id);
  const more = missing.length - named.length;
  return [
    {
      code: 'deployments/missing',
      severity: 'warning',
      at: { file, line: 1 },
      problem: `${missing.length} changes of ${history.repository} have no deployment: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
      remedy:
        'Add the lines that the pipeline did not write, or state "deployed" in a follow-up; a change that is not live yet needs nothing.',
    },
  ];
}
