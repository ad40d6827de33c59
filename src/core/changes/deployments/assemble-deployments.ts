import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { listNames } from '../../diagnostics/show-value.ts';
import type { CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type {
  DeploymentsFile,
  PipelineDeployment,
  UnmatchedDeployment,
} from '../../model/deployments.ts';
import { calendarDateOf, clockSkew, epochOf } from '../../model/instant.ts';
import type { RawCommit, RawHistory } from '../../model/raw-commit.ts';
import { fileOfCommit } from '../population/assemble-record.ts';
import { forges } from '../../forges/index.ts';
import type { PeopleIndex } from '../people/identify-people.ts';
import { joinDeployment, type KnownDeployment } from './join-deployment.ts';

export interface DeploymentsInput {
  readonly history: RawHistory;
  /** Of this repository, oldest first. */
  readonly records: readonly ChangeRecord[];
  /** Whether the settings state that the merge is the deployment. */
  readonly isOnMerge: boolean;
  /** Absent where the merge is the deployment, or the file could not be read. */
  readonly deployments?: DeploymentsFile;
  readonly people: PeopleIndex;
  readonly timeZone: string;
  readonly asOf: CalendarDate;
}

export interface AssembledDeployments {
  readonly records: readonly ChangeRecord[];
  /** Ids of the changes without a known deployment to production. */
  readonly undeployed: readonly string[];
  readonly unmatched: readonly UnmatchedDeployment[];
  readonly diagnostics: readonly Diagnostic[];
}

const production = new Set(['production', 'prod', 'live']);
/** `production-eu`, `EU prod`: meant as production, under another name. */
const likeProduction = /(?<![a-z])(?:production|prod|live)(?![a-z])/i;

/**
 * Gives each change its first deployment to production. A pipeline deploys a revision with all that is below it, so
 * a deployment of one commit of the line deploys it and every earlier change that was not deployed before. Where the
 * merge is the deployment, the merger is the deployer. What a follow-up states completes both and never overrules them.
 */
export function assembleDeployments(input: DeploymentsInput): AssembledDeployments {
  const { records, deployments, isOnMerge, people, timeZone } = input;
  const placed = deployments && placeDeployments(input, deployments);
  const known = (record: ChangeRecord): KnownDeployment | undefined => {
    if (!deployments) return isOnMerge ? ofMerge(record) : undefined;
    const found = placed?.find(record.commit ?? '');
    return found && ofFile(found, deployments.file, people);
  };
  const joined = records.map((record) => {
    const { deployed, diagnostics } = joinDeployment(record, known(record), people, timeZone);
    return { record: deployed ? { ...record, deployed } : record, diagnostics };
  });
  const found = joined.map(({ record }) => record);
  const contradictions = joined.flatMap(({ diagnostics }) => diagnostics);
  if (!deployments || !placed) {
    return { records: found, undeployed: [], unmatched: [], diagnostics: contradictions };
  }
  const missing = found.filter((record) => record.deployed === undefined);
  return {
    records: found,
    undeployed: missing.map(({ id }) => id),
    unmatched: placed.unmatched,
    diagnostics: [
      ...contradictions,
      ...describeUnmatched(placed.unmatched),
      ...describeUndeployed(missing, input, deployments),
    ],
  };
}

function ofMerge({
  repository = '',
  commit = '',
  mergedAt,
  merger,
}: ChangeRecord): KnownDeployment {
  return {
    deployed: {
      value: { at: mergedAt, ...(merger && { by: merger.value }) },
      source: merger?.source ?? 'graph',
    },
    at: { file: fileOfCommit(repository, commit), line: 1 },
  };
}

function ofFile(
  { line, at, by, commit }: PipelineDeployment,
  file: string,
  people: PeopleIndex,
): KnownDeployment {
  const identity = by === undefined ? undefined : identify(by, people);
  const value = { at, commit, ...(identity && { by: identity }) };
  return { deployed: { value, source: 'deployments', file }, at: { file, line } };
}

/** Somebody by address, name or id, else by the name of their account on a forge. */
function identify(by: string, people: PeopleIndex) {
  const named = people.identifyText(by);
  if (named.person !== undefined) return named;
  const accounts = forges.map(({ id }) => people.identifyLogin(id, by));
  return accounts.find(({ person }) => person !== undefined) ?? named;
}

/** Finds for a commit of the line the first deployment that brought it to production. */
function placeDeployments(
  { history, timeZone, asOf }: DeploymentsInput,
  { file, deployments }: DeploymentsFile,
): { find: (commit: string) => PipelineDeployment | undefined; unmatched: UnmatchedDeployment[] } {
  const places = new Map(history.line.map(({ id }, place) => [id, place]));
  const firstByPlace: (PipelineDeployment | undefined)[] = [];
  const unmatched: UnmatchedDeployment[] = [];
  const explain = createExplainer(history);
  const live = deployments
    .filter(
      ({ environment, result, at }) =>
        likeProduction.test(environment) &&
        result === 'success' &&
        calendarDateOf(at, timeZone) <= asOf,
    )
    .sort((a, b) => epochOf(a.at) - epochOf(b.at));
  for (const deployment of live) {
    const { commit, at, line } = deployment;
    const place = places.get(commit);
    const reason = explain(deployment, history.line[place ?? -1]);
    if (place === undefined || reason !== undefined) {
      const found = { repository: history.repository, file, line, commit, at };
      unmatched.push({ ...found, reason: reason ?? '' });
      continue;
    }
    // What lies below was deployed with an earlier one, or is now.
    for (let below = place; below >= 0 && firstByPlace[below] === undefined; below -= 1) {
      firstByPlace[below] = deployment;
    }
  }
  return { find: (commit) => firstByPlace[places.get(commit) ?? -1], unmatched };
}

/** Explains why a deployment deploys no change; `made` is its commit, where that is on the line. */
function createExplainer({ branch, merged }: RawHistory) {
  let ofBranches: ReadonlySet<string> | undefined;
  return ({ environment, commit, at }: PipelineDeployment, made: RawCommit | undefined) => {
    if (!production.has(environment.toLowerCase())) {
      return `its environment is "${environment}", and only production, prod and live count`;
    }
    if (made) {
      const isEarly = epochOf(at) < epochOf(made.committer.at) - clockSkew;
      return isEarly ? `the commit was made at ${made.committer.at}, after that` : undefined;
    }
    ofBranches ??= new Set(Object.values(merged).flatMap((parts) => parts.map(({ id }) => id)));
    return ofBranches.has(commit)
      ? `it is a commit of a branch that was merged into ${branch}, and not a change of its own`
      : `${branch} has no such commit`;
  };
}

/** One for each environment that does not count, since its pipeline writes it every time, and one for each other. */
function describeUnmatched(unmatched: readonly UnmatchedDeployment[]): Diagnostic[] {
  const groups = Map.groupBy(unmatched, ({ reason, line }) =>
    reason.startsWith('its environment') ? reason : line,
  );
  return [...groups.values()].flatMap(([first, ...more]): Diagnostic[] => {
    if (!first) return [];
    const { file, line, commit, reason } = first;
    const others = more.length > 0 ? ` The same is true of ${more.length} more.` : '';
    const at = { file, line };
    const problem = `${commit.slice(0, 12)} was deployed at ${first.at}, and that deploys no change: ${reason}.${others}`;
    const remedy = reason.startsWith('its environment')
      ? 'Have the pipeline write "production" where that is meant, and name another environment otherwise.'
      : 'Find out what was deployed; if it was a change, record it in content/changes.';
    return [{ code: 'deployments/unmatched', severity: 'warning', at, problem, remedy }];
  });
}

function describeUndeployed(
  missing: readonly ChangeRecord[],
  { history }: DeploymentsInput,
  { file }: DeploymentsFile,
): Diagnostic[] {
  const [first] = missing;
  if (!first) return [];
  const ids = missing.map(({ id }) => id);
  const at = { file, line: 1 };
  const problem = `${missing.length} changes of ${history.repository} have no deployment: ${listNames(ids, 5)}.`;
  const remedy =
    'Add the lines that the pipeline did not write, or state "deployed" in a follow-up; a change that is not live yet needs nothing.';
  return [{ code: 'deployments/missing', severity: 'warning', at, problem, remedy }];
}
