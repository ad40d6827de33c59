import type { CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord, Identity } from '../../model/change-record.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { skeletonOf } from '../../model/skeleton.ts';
import type { People, Person } from '../../schemas/people.ts';
import { fill, unknown } from '../message.ts';
import type { Judgement, JudgingContext } from '../rule.ts';

export const peopleMessages = {
  deleted: 'an account that no longer exists on the forge',
  unknownAuthors: unknown(
    '{statement} It is not known whether that is independent: {authors} wrote a part of it and is not in people.yaml.',
    'Add the address to the person in people.yaml, or add a new person. A person from outside has no roles.',
  ),
  hiddenAuthors: unknown(
    '{statement} It is not known whether that is independent: no export of that time contains pull request {number}, whose authors a squash hides.',
    'Make the export of that time again, with all pull requests that were merged.',
  ),
  byDeputy: '{name} ({held}) as deputy, because no holder of the role {role} is independent of it',
  deputy: 'deputy for the role {role} ({deputies}; no holder of it is independent)',
  alone: {
    statement: 'On that day {who} had {roles}, so no independent approval was possible.',
    remedy:
      'Answer the deviation in content/answers with what the policy requires instead ({alone}), approved by a person who is not an author.',
  },
  nobody: 'no person who is not an author',
  few: 'only {count} people who are not authors',
} as const;

export function findPerson(people: People, id: string | undefined): Person | undefined {
  return id !== undefined && Object.hasOwn(people, id) ? people[id] : undefined;
}

export function isAuthor({ authors }: ChangeRecord, { person, email }: Identity): boolean {
  return authors.some(
    (author) =>
      (person !== undefined && author.person === person) ||
      (email !== '' && author.email.toLowerCase() === email.toLowerCase()),
  );
}

/** An author who is not in people.yaml and whose name or address looks like that of a person who is. */
export function findLookalike(
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

/** Whether a person had any role on a day. */
export function isActive({ roles }: Person, day: CalendarDate): boolean {
  return roles.some(({ from, to }) => from <= day && (to === undefined || day <= to));
}

/** "Una <una@example.org>", in quotation marks: as a commit names a person who is not in people.yaml. */
export function describeStranger({ name, email }: Identity): string {
  return email === '' || email === name ? `"${name}"` : `"${name} <${email}>"`;
}

/** What an approver who is not in people.yaml is called: a forge keeps reviews of accounts that no longer exist. */
export function nameStranger(who: Identity): string {
  return isDeletedAccount(who) ? peopleMessages.deleted : who.name || who.email;
}

export function isDeletedAccount({ name, email, person }: Identity): boolean {
  return person === undefined && email === '' && (name === '' || name.toLowerCase() === 'ghost');
}

/**
 * A pass that requires a person to be no author is unknown where an author is not in people.yaml, or where a squash hides
 * its authors and the export of that time lacks it.
 */
export function withUnknownAuthors(
  { authors, form, pullRequest: number = 0, pullRequestClaim }: ChangeRecord,
  judgement: Judgement,
): Judgement {
  const strangers = authors.filter(({ person }) => person === undefined);
  const isHidden = form === 'squash' && pullRequestClaim === 'missing';
  if (judgement.outcome !== 'pass' || (strangers.length === 0 && !isHidden)) return judgement;
  const { proof: _, statement, ...rest } = judgement;
  if (strangers.length === 0) {
    return { ...rest, ...fill(peopleMessages.hiddenAuthors, { statement, number }) };
  }
  const names = strangers.map(describeStranger).join(' and ');
  return { ...rest, ...fill(peopleMessages.unknownAuthors, { statement, authors: names }) };
}

/** People who held one of some roles, or any role, on the day of a change and are neither bots nor authors of it. */
function independentHolders(
  change: ChangeRecord,
  { people }: Pick<JudgingContext, 'people'>,
  roles?: readonly string[],
): readonly Person[] {
  return Object.entries(people)
    .filter(([id, { name, bot }]) => !bot && !isAuthor(change, { name, email: '', person: id }))
    .map(([, person]) => person)
    .filter((person) =>
      roles
        ? roles.some((role) => holdsRole(person, role, change.day))
        : isActive(person, change.day),
    );
}

/** An approval that is required of a role, and the roles that may give it. */
export interface Seat {
  readonly role: string;
  /** The role, or those of its deputies where no independent person holds it. */
  readonly roles: readonly string[];
  readonly isForDeputy: boolean;
}

type Context = Pick<JudgingContext, 'people' | 'changeRules'>;

export function seatOf(change: ChangeRecord, context: Context, role: string): Seat {
  const deputies = context.changeRules.separation?.deputies?.[role] ?? [];
  const isForDeputy =
    deputies.length > 0 && independentHolders(change, context, [role]).length === 0;
  return { role, roles: isForDeputy ? deputies : [role], isForDeputy };
}

/** The role by which a person may take a seat; undefined where the person holds none of its roles. */
export function roleFor({ roles }: Seat, person: Person, day: CalendarDate): string | undefined {
  return roles.find((role) => holdsRole(person, role, day));
}

/** "Ada (CTO)", and of a deputy why there is one. */
export function holderInWords({ role, isForDeputy }: Seat, { name }: Person, held: string): string {
  return isForDeputy
    ? fill(peopleMessages.byDeputy, { name, held: idInWords(held), role: idInWords(role) })
    : `${name} (${idInWords(held)})`;
}

/** "deputy for the role CTO (Security; …)", of a seat for a deputy. */
export function deputyInWords({ role, roles }: Seat): string {
  return fill(peopleMessages.deputy, { role: idInWords(role), deputies: rolesInWords(roles) });
}

export function rolesInWords(roles: readonly string[]): string {
  return roles.map(idInWords).join(' or ');
}

/** States that no independent approval was possible and what the policy requires instead; undefined where one was. */
export function explainAlone(
  change: ChangeRecord,
  context: Context,
  { roles, needed = 1 }: { readonly roles?: readonly string[]; readonly needed?: number },
): { readonly statement: string; readonly remedy: string } | undefined {
  const count = independentHolders(change, context, roles).length;
  if (count >= needed) return undefined;
  return fill(peopleMessages.alone, {
    who: needed === 1 ? peopleMessages.nobody : fill(peopleMessages.few, { count }),
    roles: roles ? `the role ${rolesInWords(roles)}` : 'any role',
    alone: context.changeRules.separation?.alone ?? 'a compensating action',
  });
}

/** A failure with what explains that no independent approval was possible, if that is so. */
export function withAlone<Failed extends Pick<Judgement, 'statement' | 'remedy'>>(
  failed: Failed,
  ...explained: readonly ReturnType<typeof explainAlone>[]
): Failed {
  const alone = explained.find((one) => one !== undefined);
  if (!alone) return failed;
  return { ...failed, statement: `${failed.statement} ${alone.statement}`, remedy: alone.remedy };
}
