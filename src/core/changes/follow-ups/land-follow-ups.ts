import type { FollowUp, Landing } from '../../model/change-record.ts';
import type { Instant } from '../../model/instant.ts';
import type { RecordHistory, RecordLanding } from '../../model/record-history.ts';
import type { RecordField } from '../../model/record-fields.ts';
import { parseFollowUp } from '../../parse/parse-follow-up.ts';
import type { FollowUpFields } from '../../schemas/follow-up.ts';
import { findMerger } from '../population/assemble-record.ts';
import { collectAuthors } from '../people/collect-authors.ts';
import { listFollowUpValues } from './follow-up-fields.ts';
import { listParts } from './follow-up-parts.ts';
import { isForgeAddress, type PeopleIndex } from '../people/identify-people.ts';
import { isFiller } from '../message/is-filler.ts';
import { parseTrailers } from '../message/parse-trailers.ts';
import { saysNothing } from '../message/says-nothing.ts';

/** What a record says, and since which landing without a gap. */
interface Standing {
  readonly since: RecordLanding;
  readonly fields: ReadonlyMap<RecordField, FieldStanding>;
  readonly parts: ReadonlyMap<string, RecordLanding>;
  /** By the person who approved. */
  readonly approvals: ReadonlyMap<string, RecordLanding>;
}

interface FieldStanding {
  readonly since: RecordLanding;
  /** Whether it still says nothing: when "not tested" becomes a result, that lands anew. */
  readonly isOpen: boolean;
}

/**
 * Gives each follow-up what the history of the book tells of its landing. A field counts from the landing since which
 * the book has held it without a gap, with content and for the same change, in whichever file: a file that was renamed
 * or put into another keeps its landing, and one that was taken over from another change does not bring one along.
 */
export function landFollowUps(
  followUps: readonly FollowUp[],
  { landings, unknown }: RecordHistory,
  people: PeopleIndex,
): readonly FollowUp[] {
  const current = new Map(followUps.map((one) => [one.source.text, one.fields]));
  const standings = trace(landings, (file, text) => current.get(text) ?? read(file, text));
  return followUps.map((followUp): FollowUp => {
    const standing = standings.get(keyOf(followUp.fields));
    if (!standing && unknown !== undefined) return { ...followUp, landing: { unknown } };
    return { ...followUp, landing: describe(standing, people) };
  });
}

/** The change that a file speaks of: the one it follows, or one made outside git at a moment. */
function keyOf({ change, madeAt }: FollowUpFields): string {
  return change === undefined ? `made ${madeAt ?? ''}` : `follows ${change}`;
}

// A text that cannot be read says nothing, whatever stood there before.
function read(file: string, text: string): FollowUpFields | undefined {
  const parsed = parseFollowUp({ file, text });
  return 'followUp' in parsed ? parsed.followUp.fields : undefined;
}

function trace(
  landings: readonly RecordLanding[],
  readFields: (file: string, text: string) => FollowUpFields | undefined,
): ReadonlyMap<string, Standing> {
  const standings = new Map<string, Standing>();
  const files = new Map<string, FollowUpFields>();
  const filesOf = new Map<string, Set<string>>();
  for (const landing of landings) {
    const touched = new Set<string>();
    const move = (file: string, after: FollowUpFields | undefined) => {
      const before = files.get(file);
      if (before) {
        touched.add(keyOf(before));
        filesOf.get(keyOf(before))?.delete(file);
      }
      files.delete(file);
      if (!after) return;
      files.set(file, after);
      touched.add(keyOf(after));
      filesOf.set(keyOf(after), (filesOf.get(keyOf(after)) ?? new Set()).add(file));
    };
    for (const { file, text } of landing.texts) {
      move(file, text === undefined ? undefined : readFields(file, text));
    }
    for (const key of touched) {
      const held = [...(filesOf.get(key) ?? [])].flatMap((file) => files.get(file) ?? []);
      if (held.length === 0) standings.delete(key);
      else standings.set(key, continueStanding(standings.get(key), held, landing));
    }
  }
  return standings;
}

function continueStanding(
  before: Standing | undefined,
  held: readonly FollowUpFields[],
  landing: RecordLanding,
): Standing {
  const fields = held
    .flatMap(listFollowUpValues)
    .filter(({ value }) => !isFiller(value))
    .map(({ field, value }) => ({ field, isOpen: saysNothing(field, value) }))
    // Of several files the one that says something counts.
    .sort((one, other) => Number(other.isOpen) - Number(one.isOpen));
  const approvers = held.flatMap(({ approvals }) => approvals.map(({ by }) => by));
  return {
    since: before?.since ?? landing,
    fields: new Map(
      fields.map(({ field, isOpen }) => {
        const known = before?.fields.get(field);
        return [field, known?.isOpen === isOpen ? known : { since: landing, isOpen }];
      }),
    ),
    parts: new Map(
      held.flatMap(listParts).map((name) => [name, before?.parts.get(name) ?? landing]),
    ),
    approvals: new Map(approvers.map((by) => [by, before?.approvals.get(by) ?? landing])),
  };
}

function describe(standing: Standing | undefined, people: PeopleIndex): Landing {
  if (!standing) return { fields: {}, parts: {}, proofs: {} };
  const fields = [...standing.fields].map(([field, { since }]) => [field, since] as const);
  const proofs = [...standing.approvals].flatMap(([by, landing]) => {
    const proof = proofOf(by, landing, people);
    return proof ? [[by, proof] as const] : [];
  });
  return {
    at: standing.since.at,
    fields: timesOf(fields),
    parts: timesOf(standing.parts),
    proofs: Object.fromEntries(proofs),
  };
}

function timesOf(landings: Iterable<readonly [string, RecordLanding]>): Record<string, Instant> {
  return Object.fromEntries([...landings].map(([name, { at }]) => [name, at]));
}

/**
 * How well it is known that an approval was given, by the commit that brought it into the book. As for other changes
 * it proves nothing where its giver wrote or committed a part of what it brought.
 */
function proofOf(
  approver: string,
  { commit, merged = [], isClean }: RecordLanding,
  people: PeopleIndex,
): 'merged' | 'signed' | undefined {
  if (!commit || isWriter(approver, { commit, merged }, people)) return undefined;
  const isSigned = commit.signatures?.some(
    ({ over, state, by }) => over === 'commit' && state === 'good' && by === approver,
  );
  if (isSigned) return 'signed';
  const isMerger = findMerger(commit, people)?.person === approver;
  return isMerger && isClean === true ? 'merged' : undefined;
}

function isWriter(
  approver: string,
  { commit, merged }: Required<Pick<RecordLanding, 'commit' | 'merged'>>,
  people: PeopleIndex,
): boolean {
  const { coAuthors } = parseTrailers(commit.message);
  const unknown = { exported: [], recognise: undefined, ownWork: undefined, cleanMerges: {} };
  const sources = { commit, merged, coAuthors, ...unknown };
  const committers = merged
    .filter(({ committer }) => !isForgeAddress(committer.email))
    .map(({ committer }) => people.identify(committer));
  return [...collectAuthors(sources, people), ...committers].some(
    // Somebody whom people.yaml does not have may be anybody.
    ({ person }) => person === undefined || person === approver,
  );
}
