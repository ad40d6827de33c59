import type { Approval, ChangeRecord, Identity } from '../../model/change-record.ts';
import type { CalendarDate } from '../../model/calendar-date.ts';
import type { Proof } from '../../schemas/change-rules.ts';
import type { People, Person } from '../../schemas/people.ts';

/** An approval that counts, or why it does not. */
export interface WeighedApproval {
  readonly approval: Approval;
  readonly person?: Person;
  /** Absent for an approval that counts. */
  readonly objection?: string;
}

const proofs: readonly Proof[] = ['stated', 'merged', 'exported', 'signed'];

export function isWeaker(proof: Proof, than: Proof): boolean {
  return proofs.indexOf(proof) < proofs.indexOf(than);
}

export function weakest(approvals: readonly Approval[]): Proof | undefined {
  return proofs.find((proof) => approvals.some((approval) => approval.proof === proof));
}

export function isAuthor({ authors }: ChangeRecord, { person, email }: Identity): boolean {
  return authors.some(
    (author) =>
      (person !== undefined && author.person === person) ||
      (email !== '' && author.email.toLowerCase() === email.toLowerCase()),
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
 * Each written approval once for each person, what stands before what is void and then the best proof first, with
 * what speaks against it.
 */
export function weighApprovals(
  change: ChangeRecord,
  people: People,
  leastProof: Proof,
): readonly WeighedApproval[] {
  const best = new Map<string, Approval>();
  for (const approval of change.approvals) {
    const key = approval.by.person ?? `${approval.by.name} <${approval.by.email}>`;
    const known = best.get(key);
    if (!known || isBetter(approval, known)) best.set(key, approval);
  }
  return [...best.values()].map((approval) => {
    const person = approval.by.person === undefined ? undefined : people[approval.by.person];
    const objection = objectTo(approval, person, change, leastProof);
    return { approval, ...(person && { person }), ...(objection !== undefined && { objection }) };
  });
}

/** One that stands is better than one that does not, and among these the stronger proof. */
function isBetter(approval: Approval, than: Approval): boolean {
  const isVoid = approval.void !== undefined;
  if (isVoid !== (than.void !== undefined)) return !isVoid;
  return isWeaker(than.proof, approval.proof);
}

/** The approvals that count, each person once. */
export function validApprovals(
  change: ChangeRecord,
  people: People,
  leastProof: Proof = 'stated',
): readonly (WeighedApproval & { readonly person: Person })[] {
  return weighApprovals(change, people, leastProof).flatMap(({ approval, person, objection }) =>
    person && objection === undefined ? [{ approval, person }] : [],
  );
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
  if (person.bot) return `${person.name} is a bot`;
  if (!isActive(person, change.day)) return `${person.name} held no role on that day`;
  if (approval.void !== undefined) {
    return `the approval by ${person.name} no longer stands: ${approval.void}`;
  }
  if (isWithdrawn(change, by, proof)) return `the review of ${person.name} was dismissed`;
  if (isWeaker(proof, leastProof)) {
    return `the approval by ${person.name} is only ${proof}, and the policy asks for ${leastProof}`;
  }
  return undefined;
}

/** A dismissed review takes what is only stated of the same person with it. */
function isWithdrawn({ review }: ChangeRecord, { person }: Identity, proof: Proof): boolean {
  return (
    proof === 'stated' && (review?.dismissed ?? []).some((dismissed) => dismissed.person === person)
  );
}
