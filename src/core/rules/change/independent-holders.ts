import type { CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { Person } from '../../schemas/people.ts';
import type { JudgingContext } from '../rule.ts';
import { holdsRole, isActive, isAuthor } from './independent-approvals.ts';

type Context = Pick<JudgingContext, 'people' | 'changeRules'>;

/** Who held one of some roles on the day of a change, or any role, and is neither a bot nor an author of it. */
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

/** An approval that is asked of a role, and who may give it. */
export interface Seat {
  readonly role: string;
  /** The role, or those of its deputies where nobody independent holds it. */
  readonly roles: readonly string[];
  readonly isForDeputy: boolean;
}

export function seatOf(change: ChangeRecord, context: Context, role: string): Seat {
  const deputies = context.changeRules.separation?.deputies?.[role] ?? [];
  const isForDeputy =
    deputies.length > 0 && independentHolders(change, context, [role]).length === 0;
  return { role, roles: isForDeputy ? deputies : [role], isForDeputy };
}

/** Under which of the roles somebody gives the approval of a seat; undefined where they hold none. */
export function roleIn({ roles }: Seat, person: Person, day: CalendarDate): string | undefined {
  return roles.find((role) => holdsRole(person, role, day));
}

/** "Ada (CTO)", and of a deputy why there is one. */
export function giverInWords({ role, isForDeputy }: Seat, { name }: Person, held: string): string {
  const giver = `${name} (${idInWords(held)})`;
  return isForDeputy
    ? `${giver} as deputy, because no holder of the role ${idInWords(role)} is independent of it`
    : giver;
}

/** "deputy of the CTO (Security), who …", of a seat that is for a deputy. */
export function deputyInWords({ role, roles }: Seat): string {
  return `deputy of the ${idInWords(role)} (${roles.map(idInWords).join(' or ')}), who stands in because no holder of the role is independent of it`;
}

/** What to say where the register shows that nobody could have given an approval. */
export interface Alone {
  readonly statement: string;
  readonly remedy: string;
}

/** Says that no independent approval was possible, and what makes up for it; undefined where one was. */
export function explainAlone(
  change: ChangeRecord,
  context: Context,
  { roles, needed = 1 }: { readonly roles?: readonly string[]; readonly needed?: number },
): Alone | undefined {
  const holders = independentHolders(change, context, roles).length;
  if (holders >= needed) return undefined;
  const { alone = 'a compensating action' } = context.changeRules.separation ?? {};
  const role = roles ? `the role ${roles.map(idInWords).join(' or ')}` : 'any role';
  const who = needed === 1 ? 'nobody who is no author' : `only ${holders} who are no authors`;
  return {
    statement: `On that day ${who} held ${role}, so no independent approval could exist.`,
    remedy: `Answer the deviation in content/answers with what the policy asks for instead (${alone}), approved by somebody who is no author.`,
  };
}
