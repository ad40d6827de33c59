import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggestName } from '../../diagnostics/nearest-name.ts';
import type { Translations } from '../../model/closed-words.ts';
import type { CalendarDate } from '../../model/calendar-date.ts';
import type { Approval, ChangeRecord, FollowUp } from '../../model/change-record.ts';
import { calendarDateOf } from '../../model/instant.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { People } from '../../schemas/people.ts';
import { isOfRepository } from './assemble-changes.ts';
import { collectApprovals } from '../people/prove-approvals.ts';
import { collectFields } from '../message/collect-fields.ts';
import { createPeopleIndex, type PeopleIndex } from '../people/identify-people.ts';
import { joinDeployment } from '../deployments/join-deployment.ts';

export interface OutsideInput {
  readonly followUps: readonly FollowUp[];
  /** Ids of all repositories: follow-ups to their changes are checked with them. */
  readonly repositories: readonly string[];
  readonly people: People;
  readonly timeZone: string;
  /** Words of the company for those that decide. */
  readonly words?: Translations;
  readonly asOf: CalendarDate;
}

/** Makes records of the changes made outside git: the files of content/changes that follow no other change. */
export function assembleOutsideChanges(input: OutsideInput): {
  /** Oldest first; those made after the as-of day are left out. */
  readonly records: readonly ChangeRecord[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const people = createPeopleIndex(input.people);
  const assembled = input.followUps
    .filter(({ fields }) => fields.change === undefined)
    .map((own) => assembleOutside(own, input, people));
  const records = assembled
    .flatMap(({ record }) => (record && record.day <= input.asOf ? [record] : []))
    .sort((a, b) => Date.parse(a.mergedAt) - Date.parse(b.mergedAt));
  return {
    records,
    diagnostics: [
      ...assembled.flatMap(({ diagnostics }) => diagnostics),
      ...checkDuplicates(input),
      ...checkFollowed(input),
    ],
  };
}

function idOf({ source: { file }, fields }: FollowUp): string {
  return fields.id ?? file.slice(file.lastIndexOf('/') + 1).replace(/\.mdx?$/, '');
}

function assembleOutside(
  own: FollowUp,
  { followUps, timeZone, words = {} }: OutsideInput,
  people: PeopleIndex,
): { record?: ChangeRecord; diagnostics: readonly Diagnostic[] } {
  const { author, madeAt, title, system, scope } = own.fields;
  const id = idOf(own);
  if (author === undefined || madeAt === undefined)
    return { diagnostics: [...describeMissing(own)] };

  const all = [own, ...followUps.filter(({ fields }) => fields.change === id)];
  const { fields, diagnostics } = collectFields({ id, trailers: [], followUps: all, words });
  const followed = { id, mergedAt: madeAt, followUps: all };
  const { deployed, ...joined } = joinDeployment(followed, undefined, people, timeZone);
  const record: ChangeRecord = {
    id,
    ...(system === undefined ? {} : { system }),
    form: 'outside-git',
    title: title ?? id,
    message: own.body,
    authors: [people.identifyId(author)],
    mergedAt: madeAt,
    day: calendarDateOf(madeAt, timeZone),
    fields,
    approvals: all.flatMap((one) => proveApprovals(one, author, people)),
    ...(deployed && { deployed }),
    scopes: scope ?? [],
    paths: [],
    commits: [],
    followUps: all,
  };
  return { record, diagnostics: [...diagnostics, ...joined.diagnostics] };
}

/** The approvals of a file, each as well known as the landing of that file proves it. */
function proveApprovals(followUp: FollowUp, author: string, people: PeopleIndex): Approval[] {
  const { landing } = followUp;
  const proofs = landing && 'proofs' in landing ? landing.proofs : {};
  return collectApprovals({ message: '', trailers: [] }, [followUp], people).map((approval) => {
    const { person = '' } = approval.by;
    const proof = Object.hasOwn(proofs, person) && person !== author ? proofs[person] : undefined;
    return proof ? { ...approval, proof } : approval;
  });
}

function* describeMissing({ source, fields }: FollowUp): Iterable<Diagnostic> {
  const examples = { author: 'mira', madeAt: '2026-03-02T10:15:00+00:00' } as const;
  for (const [field, example] of Object.entries(examples)) {
    if (fields[field as keyof typeof examples] !== undefined) continue;
    const at = locateField(source, [field]);
    const problem = `The record follows no other change, so it is one made outside git, and it has no "${field}".`;
    const remedy = `Add a line such as "${field}: ${example}", or name the change that it follows in "change".`;
    yield { code: 'record/outside-incomplete', severity: 'error', at, problem, remedy };
  }
}

function* checkDuplicates({ followUps }: OutsideInput): Iterable<Diagnostic> {
  const first = new Map<string, FollowUp>();
  for (const own of followUps.filter(({ fields }) => fields.change === undefined)) {
    const id = idOf(own);
    const known = first.get(id);
    if (known === undefined) {
      first.set(id, own);
      continue;
    }
    const at = locateField(own.source, ['id']);
    const problem = `The change is called ${id}, and so is the one in ${known.source.file}; an id is of one change.`;
    const remedy = 'Give one of them an "id" of its own.';
    yield {
      code: 'record/duplicate-id',
      severity: 'error',
      at,
      problem,
      remedy,
      related: [{ at: locateField(known.source, ['id']), note: `The first ${id}.` }],
    };
  }
}

/** Follow-ups to a change that is neither of a repository nor made outside git. */
function* checkFollowed({ followUps, repositories }: OutsideInput): Iterable<Diagnostic> {
  const ids = followUps.filter(({ fields }) => fields.change === undefined).map(idOf);
  for (const { source, fields } of followUps) {
    const { change } = fields;
    if (change === undefined || ids.includes(change)) continue;
    if (repositories.some((repository) => isOfRepository(change, repository))) continue;
    const at = locateField(source, ['change']);
    const problem = `It follows ${change}, and no repository and no record made outside git has a change of that id.`;
    const otherwise = 'Correct "change" to the id that the register shows, such as platform-1042.';
    const remedy = suggestName(change, ids, otherwise);
    yield { code: 'record/follow-up-unknown', severity: 'error', at, problem, remedy };
  }
}
