import type { Approval, ChangeRecord, Identity } from '../../model/change-record.ts';
import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import { epochOf, type Instant } from '../../model/instant.ts';
import { isWithin, periodInWords, type Period } from '../../model/period.ts';
import { skeletonOf } from '../../model/skeleton.ts';
import { proofs, type ChangeTypeRules, type Proof } from '../../schemas/change-rules.ts';
import type { People, Person } from '../../schemas/people.ts';
import type { JudgingContext } from '../rule.ts';
import { declaredType } from './declared-type.ts';
import { isLandedInTime, landedOn } from './landed.ts';
import { nameStranger } from './unknown-authors.ts';

type Context = Pick<JudgingContext, 'people' | 'changeRules' | 'settings' | 'asOf'>;

/** An approval that counts, or why it does not. */
export interface WeighedApproval {
  readonly approval: Approval;
  readonly person?: Person;
  /** Absent for an approval that counts. */
  readonly objection?: string;
}

export function isWeaker(proof: Proof, than: Proof): boolean {
  return proofs.indexOf(proof) < proofs.indexOf(than);
}

export function weakest(approvals: readonly Approval[]): Proof | undefined {
  return proofs.find((proof) => approvals.some((approval) => approval.proof === proof));
}

export function personOf({ person }: Identity, people: People): Person | undefined {
  return person === undefined ? undefined : people[person];
}

export function isAuthor({ authors }: ChangeRecord, { person, email }: Identity): boolean {
  return authors.some(
    (author) =>
      (person !== undefined && author.person === person) ||
      (email !== '' && author.email.toLowerCase() === email.toLowerCase()),
  );
}

/** An author who is nobody in people.yaml and by name or address can be taken for a person who is. */
export function authorLike(
  { authors }: ChangeRecord,
  { name, emails }: Person,
): Identity | undefined {
  const isKnown = (skeleton: string) =>
    [name, ...emails].some((known) => skeletonOf(known) === skeleton);
  return authors.find(
    (author) =>
      author.person === undefined &&
      [author.name, author.email].some((text) => text !== '' && isKnown(skeletonOf(text))),
  );
}

export function holdsRole(person: Person, role: string, day: CalendarDate): boolean {
  return person.roles.some(
    (held) => held.role === role && held.from <= day && (held.to === undefined || day <= held.to),
  );
}

export function isActive({ roles }: Person, day: CalendarDate): boolean {
  return roles.some(({ from, to }) => from <= day && (to === undefined || day <= to));
}

/**
 * What is asked of an approval: whether it approves the change itself or may be a review of its security, and the
 * weakest proof that counts.
 */
export interface Asked {
  readonly of: 'change' | 'security';
  readonly proof: Proof;
}

/**
 * What a type asks of every approval of the change. Only one person makes a merge, so a proof that asks for the merge
 * asks it of one approval, which is for the rule on approvals to see.
 */
export function askedBy(type: ChangeTypeRules | undefined): Asked {
  const proof = type?.proof ?? 'stated';
  return { of: 'change', proof: proof === 'merged' ? 'stated' : proof };
}

/** How an approval comes to be as well known as is asked: the end of "have it approved". */
export const waysToProve: Readonly<Record<Proof, string>> = {
  stated: ' and add "Approved-by: Name <address>"',
  merged: ' and add "Approved-by: Name <address>"',
  exported: ' in its pull request, where the approval enters the export of the forge',
  signed: ' and add "Approved-by: Name <address>" to a merge that the giver signs',
};

/**
 * Each written approval once for each person, what counts before what stands, what stands before what is void, and
 * then the best proof first, with what speaks against it.
 */
export function weighApprovals(
  change: ChangeRecord,
  context: Context,
  asked: Asked,
): readonly WeighedApproval[] {
  const { people, changeRules, settings } = context;
  const recordWithin = declaredType(change, changeRules)?.recordWithin;
  const isInTime = (at: Instant) =>
    recordWithin !== undefined && isWithin(change.mergedAt, recordWithin, at, settings.timeZone);
  const best = new Map<string, WeighedApproval>();
  for (const written of change.approvals) {
    const approval = takeTag(written, isInTime);
    const { by } = approval;
    const person = personOf(by, people);
    const objection =
      objectTo(approval, person, change, asked.proof) ??
      (asked.of === 'change' ? objectToCapacity(approval) : undefined) ??
      (recordWithin === undefined ? objectToMoment(approval, change) : undefined) ??
      objectToLanding(approval, change, recordWithin, context);
    const weighed = {
      approval,
      ...(person && { person }),
      ...(objection !== undefined && { objection }),
    };
    const key = by.person ?? `${by.name} <${by.email}>`;
    const known = best.get(key);
    if (!known || isBetter(weighed, known)) best.set(key, weighed);
  }
  return [...best.values()];
}

/** Where the record may follow the merge, so may the tag by which an approval is signed. */
function takeTag(approval: Approval, isInTime: (at: Instant) => boolean): Approval {
  const { taggedAt, note: _, ...rest } = approval;
  return taggedAt !== undefined && isInTime(taggedAt) ? { ...rest, proof: 'signed' } : approval;
}

/** One that counts is better than one that does not, then one that stands, and among these the stronger proof. */
function isBetter(one: WeighedApproval, than: WeighedApproval): boolean {
  const isObjected = one.objection !== undefined;
  if (isObjected !== (than.objection !== undefined)) return !isObjected;
  const isVoid = one.approval.void !== undefined;
  if (isVoid !== (than.approval.void !== undefined)) return !isVoid;
  return isWeaker(than.approval.proof, one.approval.proof);
}

/** An approval that counts, by somebody of people.yaml. */
export type ValidApproval = WeighedApproval & { readonly person: Person };

/** Those that count. */
export function validOf(weighed: readonly WeighedApproval[]): readonly ValidApproval[] {
  return weighed.flatMap(({ approval, person, objection }) =>
    person && objection === undefined ? [{ approval, person }] : [],
  );
}

/** Why the others do not, as the end of a sentence: ` (Ada is an author of the change; …)`, or nothing. */
export function objectionsIn(weighed: readonly WeighedApproval[]): string {
  const words = weighed.flatMap(({ objection }) => objection ?? []);
  return words.length > 0 ? ` (${words.join('; ')})` : '';
}

function objectTo(
  approval: Approval,
  person: Person | undefined,
  change: ChangeRecord,
  leastProof: Proof,
): string | undefined {
  const { by, proof } = approval;
  if (isAuthor(change, by)) return `${by.name} is an author of the change`;
  if (!person) return `${by.name || by.email} is not in people.yaml`;
  const like = authorLike(change, person);
  if (like)
    return `${person.name} may be the author ${nameStranger(like)}, who is not in people.yaml`;
  if (person.bot) return `${person.name} is a bot`;
  if (!isActive(person, change.day)) return `${person.name} held no role on that day`;
  if (approval.void !== undefined) {
    return `the approval by ${person.name} no longer stands: ${approval.void}`;
  }
  if (isWithdrawn(change, by, proof)) return `the review of ${person.name} was dismissed`;
  if (isWeaker(proof, leastProof)) {
    const why = approval.note === undefined ? '' : `: ${approval.note}`;
    return `the approval by ${person.name} is only ${proof}, and the policy asks for ${leastProof}${why}`;
  }
  return undefined;
}

/** Who looked at the security of a change has not approved the change. */
function objectToCapacity({ by, capacity }: Approval): string | undefined {
  return capacity === 'security-reviewed'
    ? `${by.name} reviewed its security, which is no approval of the change`
    : undefined;
}

/**
 * An approval is given before the merge. One that was written down afterwards has to say when it was given; only where
 * the whole record may follow it may have been spoken first.
 */
function objectToMoment({ by, at, source }: Approval, change: ChangeRecord): string | undefined {
  if (at === undefined) {
    return source === 'follow-up'
      ? `the approval by ${by.name} came in a follow-up, which does not say when it was given`
      : undefined;
  }
  const moment = change.form === 'outside-git' ? 'the change was made' : 'the merge';
  return epochOf(at) > epochOf(change.mergedAt)
    ? `the approval by ${by.name} was given at ${at}, after ${moment}`
    : undefined;
}

/**
 * What says of itself that it was given in time and came into the book later is typed and no evidence. A record of a
 * change made outside git follows it by nature, and so is held to a time only where its type has one.
 */
function objectToLanding(
  { by, landed }: Approval,
  change: ChangeRecord,
  recordWithin: Period | undefined,
  context: Context,
): string | undefined {
  const isOutside = change.form === 'outside-git';
  if (!landed || (isOutside && recordWithin === undefined)) return undefined;
  if (isLandedInTime(landed, change, recordWithin, context)) return undefined;
  const approval = `the approval by ${by.name} stands only in a ${isOutside ? 'record' : 'follow-up'}`;
  if (landed.at === undefined) return `${approval} that has not landed in the book`;
  const time = recordWithin === undefined ? '' : `more than ${periodInWords(recordWithin)} `;
  const start = isOutside ? 'the change' : 'the merge';
  return `${approval} that landed in the book on ${dateInWords(landedOn(landed, context))}, ${time}after ${start}`;
}

/** A dismissed review takes what is only stated of the same person with it. */
function isWithdrawn({ review }: ChangeRecord, { person }: Identity, proof: Proof): boolean {
  return (
    proof === 'stated' && (review?.dismissed ?? []).some((dismissed) => dismissed.person === person)
  );
}
