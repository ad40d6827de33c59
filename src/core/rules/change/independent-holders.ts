import type { ChangeRecord } from '../../model/change-record.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { Person } from '../../schemas/people.ts';
import type { JudgingContext } from '../rule.ts';
import { holdsRole, isActive, isAuthor } from './independent-approvals.ts';

type Context = Pick<JudgingContext, 'people' | 'changeRules'>;

/** Who held one of some roles on the day of a change, or any role, and is neither a bot nor an author of it. */
export function independentHolders(
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
