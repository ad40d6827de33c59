import type { Diagnostic, SourceLocation } from '../../diagnostics/diagnostic.ts';
import type { ChangeRecord, Deployment, FollowUp, Sourced } from '../../model/change-record.ts';
import { calendarDateOf, epochOf } from '../../model/instant.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { FollowUpFields } from '../../schemas/follow-up.ts';
import type { PeopleIndex } from '../people/identify-people.ts';

type FollowedChange = Pick<ChangeRecord, 'id' | 'mergedAt' | 'followUps'>;
type StatedDeployment = NonNullable<FollowUpFields['deployed']>;

/** A deployment as a source has it, with its place there. */
export interface KnownDeployment {
  readonly deployed: Sourced<Deployment>;
  readonly at: SourceLocation;
}

export interface JoinedDeployment {
  /** Absent where no source has one. */
  readonly deployed?: Sourced<Deployment>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The deployment that the merge or pipeline shows, else that of a follow-up, which may also add the person. */
export function joinDeployment(
  change: FollowedChange,
  known: KnownDeployment | undefined,
  people: PeopleIndex,
  timeZone: string,
): JoinedDeployment {
  const diagnostics: Diagnostic[] = [];
  let deployed = known?.deployed;
  for (const { source, fields } of change.followUps) {
    if (!fields.deployed) continue;
    const { at, by } = fields.deployed;
    if (epochOf(at) < epochOf(change.mergedAt)) {
      diagnostics.push(describeEarly(source, fields.deployed, change));
      continue;
    }
    const stated = { at, by: people.identifyId(by) };
    if (known) {
      diagnostics.push(...compare(source, stated, known, change.id, timeZone));
    }
    if (deployed?.value.by) continue;
    const value = { ...stated, ...deployed?.value };
    deployed = { value, source: 'follow-up', file: source.file };
  }
  return { ...(deployed && { deployed }), diagnostics };
}

function describeEarly(
  source: FollowUp['source'],
  stated: StatedDeployment,
  { id, mergedAt }: FollowedChange,
): Diagnostic {
  const at = locateField(source, ['deployed', 'at']);
  const problem = `It states that ${id} was deployed at ${stated.at}, before the change was made at ${mergedAt}.`;
  const remedy =
    'Write when this change was deployed; a trial before the merge is not its deployment.';
  return { code: 'record/deployed-early', severity: 'error', at, problem, remedy };
}

/** Another person, or another day: a pipeline takes its time, but the day is that of the merge or of its own file. */
function* compare(
  source: FollowUp['source'],
  stated: Required<Pick<Deployment, 'at' | 'by'>>,
  { deployed: { value }, at: place }: KnownDeployment,
  id: string,
  timeZone: string,
): Iterable<Diagnostic> {
  const isSamePerson = value.by === undefined || value.by.person === stated.by.person;
  const isSameDay = calendarDateOf(value.at, timeZone) === calendarDateOf(stated.at, timeZone);
  if (isSamePerson && isSameDay) return;
  const describe = ({ at, by }: Deployment) => `at ${at}${by ? ` by ${by.name || by.email}` : ''}`;
  const at = locateField(source, ['deployed', isSamePerson ? 'at' : 'by']);
  const problem = `The deployment of ${id} was ${describe(stated)} here and ${describe(value)} in ${place.file}.`;
  const remedy =
    'Find out which is right; write the same here, or leave "deployed" out. Where a merge does not deploy, name the file of the pipeline as "deployments" in policybook.yaml.';
  yield {
    code: 'record/sources-disagree',
    severity: 'error',
    at,
    problem,
    remedy,
    related: [{ at: place, note: `${describe(value)}, which counts until then.` }],
  };
}
