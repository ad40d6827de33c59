import { dateInWords } from '../../model/calendar-date.ts';
import type { Approval, ChangeRecord, Identity } from '../../model/change-record.ts';
import { epochOf, momentInWords, type Instant } from '../../model/instant.ts';
import { isWithin, periodInWords, type Period } from '../../model/period.ts';
import { proofs, type ChangeTypeRules, type Proof } from '../../schemas/change-rules.ts';
import type { Person } from '../../schemas/people.ts';
import { fill } from '../message.ts';
import type { JudgingContext } from '../rule.ts';
import { declaredType } from './declared.ts';
import { isLandedInTime, landedOn } from './landing.ts';
import {
  describeStranger,
  findLookalike,
  findPerson,
  isActive,
  isAuthor,
  nameStranger,
} from './people.ts';

/** Why an approval does not count. */
export const approvalMessages = {
  author: '{name} is an author of the change',
  unregistered: '{name} is not in people.yaml',
  lookalike: '{name} may be the author {author}, who is not in people.yaml',
  bot: '{name} is a bot',
  noRole: '{name} had no role on that day',
  void: 'the approval by {name} is void: {why}',
  dismissed: 'the review by {name} was dismissed',
  weak: 'the approval by {name} is only {proof}, and the policy requires {required}{why}',
  securityOnly: '{name} reviewed the security of the change and did not approve the change',
  undated: 'the approval by {name} is in a follow-up that does not state when it was given',
  late: 'the approval by {name} was given on {at}, after {start}',
  notLanded: 'the approval by {name} is only in a {file} that has not landed in the book',
  landedLate:
    'the approval by {name} is only in a {file} that landed in the book on {day}, {time}after {start}',
} as const;

/** How an approval gets the proof that is required: the end of "have it approved". */
export const waysToProve: Readonly<Record<Proof, string>> = {
  stated: ' and add "Approved-by: Name <address>"',
  merged: ' and add "Approved-by: Name <address>"',
  exported: ' in its pull request, so that the export of the forge contains the approval',
  signed: ' and add "Approved-by: Name <address>" to a merge that the approver signs',
};

/** An approval that counts, or why it does not. */
export interface WeighedApproval {
  readonly approval: Approval;
  readonly person?: Person;
  /** Absent for an approval that counts. */
  readonly objection?: string;
}

/** An approval that counts, by a person of people.yaml. */
export type ValidApproval = WeighedApproval & { readonly person: Person };

/** Whether an approval must cover the change or only its security, and the weakest proof that counts. */
export interface RequiredApproval {
  readonly of: 'change' | 'security';
  readonly proof: Proof;
}

/** What a type requires of every approval. Only one person merges, so `merged` is required by change/approvals. */
export function approvalRequiredBy(type: ChangeTypeRules | undefined): RequiredApproval {
  const proof = type?.proof ?? 'stated';
  return { of: 'change', proof: proof === 'merged' ? 'stated' : proof };
}

export function isWeaker(proof: Proof, than: Proof): boolean {
  return proofs.indexOf(proof) < proofs.indexOf(than);
}

/** The weakest proof of some approvals, to spread into a judgement. */
export function weakestProof(approvals: readonly { readonly approval: Approval }[]): {
  readonly proof?: Proof;
} {
  const proof = proofs.find((one) => approvals.some(({ approval }) => approval.proof === one));
  return proof === undefined ? {} : { proof };
}

/** Those that count. */
export function validOf(weighed: readonly WeighedApproval[]): readonly ValidApproval[] {
  return weighed.flatMap(({ approval, person, objection }) =>
    person && objection === undefined ? [{ approval, person }] : [],
  );
}

/** Why the others do not count, as the end of a sentence: ` (Ada is an author of the change; …)`, or nothing. */
export function objectionsIn(weighed: readonly WeighedApproval[]): string {
  const objections = weighed.flatMap(({ objection }) => objection ?? []);
  return objections.length > 0 ? ` (${objections.join('; ')})` : '';
}

type Context = Pick<JudgingContext, 'people' | 'changeRules' | 'settings' | 'asOf'>;

/** The best approval of each person: first one that counts, then one that is not void, then the stronger proof. */
export function weighApprovals(
  change: ChangeRecord,
  context: Context,
  required: RequiredApproval,
): readonly WeighedApproval[] {
  const { people, changeRules, settings } = context;
  const recordWithin = declaredType(change, changeRules)?.recordWithin;
  const isInTime = (at: Instant) =>
    recordWithin !== undefined && isWithin(change.mergedAt, recordWithin, at, settings.timeZone);
  const best = new Map<string, WeighedApproval>();
  for (const written of change.approvals) {
    const approval = withTag(written, isInTime);
    const { by } = approval;
    const person = findPerson(people, by.person);
    const objection =
      objectToGiver(approval, person, change, required.proof) ??
      (required.of === 'change' && approval.capacity === 'security-reviewed'
        ? fill(approvalMessages.securityOnly, by)
        : undefined) ??
      (recordWithin === undefined ? objectToMoment(approval, change, context) : undefined) ??
      objectToLanding(approval, change, recordWithin, context);
    const weighed = {
      approval,
      ...(person && { person }),
      ...(objection !== undefined && { objection }),
    };
    const giver = by.person ?? `${by.name} <${by.email}>`;
    const known = best.get(giver);
    if (!known || isBetter(weighed, known)) best.set(giver, weighed);
  }
  return [...best.values()];
}

/** Where the record may follow the merge, the tag that signs an approval may follow it too. */
function withTag(approval: Approval, isInTime: (at: Instant) => boolean): Approval {
  const { taggedAt, note: _, ...rest } = approval;
  return taggedAt !== undefined && isInTime(taggedAt) ? { ...rest, proof: 'signed' } : approval;
}

function isBetter(one: WeighedApproval, than: WeighedApproval): boolean {
  const isObjected = one.objection !== undefined;
  if (isObjected !== (than.objection !== undefined)) return !isObjected;
  const isVoid = one.approval.void !== undefined;
  if (isVoid !== (than.approval.void !== undefined)) return !isVoid;
  return isWeaker(than.approval.proof, one.approval.proof);
}

function objectToGiver(
  approval: Approval,
  person: Person | undefined,
  change: ChangeRecord,
  required: Proof,
): string | undefined {
  const { by, proof } = approval;
  if (isAuthor(change, by)) return fill(approvalMessages.author, by);
  if (!person) return fill(approvalMessages.unregistered, { name: nameStranger(by) });
  const { name } = person;
  const author = findLookalike(change, person);
  if (author) return fill(approvalMessages.lookalike, { name, author: describeStranger(author) });
  if (person.bot) return fill(approvalMessages.bot, { name });
  if (!isActive(person, change.day)) return fill(approvalMessages.noRole, { name });
  if (approval.void !== undefined) return fill(approvalMessages.void, { name, why: approval.void });
  if (isDismissed(change, by, proof)) return fill(approvalMessages.dismissed, { name });
  if (!isWeaker(proof, required)) return undefined;
  const why = approval.note === undefined ? '' : `: ${approval.note}`;
  return fill(approvalMessages.weak, { name, proof, required, why });
}

/** A dismissed review voids what is only stated by the same person. */
function isDismissed({ review }: ChangeRecord, { person }: Identity, proof: Proof): boolean {
  return (
    proof === 'stated' && (review?.dismissed ?? []).some((dismissed) => dismissed.person === person)
  );
}

/** An approval is given before the merge, and one that was written down afterwards states when it was given. */
function objectToMoment(
  { by, at, source }: Approval,
  change: ChangeRecord,
  { settings }: Context,
): string | undefined {
  if (at === undefined) {
    return source === 'follow-up' ? fill(approvalMessages.undated, by) : undefined;
  }
  if (epochOf(at) <= epochOf(change.mergedAt)) return undefined;
  const start = change.form === 'outside-git' ? 'the change was made' : 'the merge';
  return fill(approvalMessages.late, {
    name: by.name,
    at: momentInWords(at, settings.timeZone),
    start,
  });
}

/**
 * An approval that landed late proves nothing by the earlier time that it states. The record of a change made outside
 * git always follows the change, so it has a time only where its type sets one.
 */
function objectToLanding(
  { by: { name }, landed }: Approval,
  change: ChangeRecord,
  recordWithin: Period | undefined,
  context: Context,
): string | undefined {
  const isOutside = change.form === 'outside-git';
  if (!landed || (isOutside && recordWithin === undefined)) return undefined;
  if (isLandedInTime(landed, change, recordWithin, context)) return undefined;
  const file = isOutside ? 'record' : 'follow-up';
  if (landed.at === undefined) return fill(approvalMessages.notLanded, { name, file });
  return fill(approvalMessages.landedLate, {
    name,
    file,
    day: dateInWords(landedOn(landed, context)),
    time: recordWithin === undefined ? '' : `more than ${periodInWords(recordWithin)} `,
    start: isOutside ? 'the change' : 'the merge',
  });
}
