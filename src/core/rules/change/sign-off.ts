import type { ChangeRecord } from '../../model/change-record.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { ChangeRule, JudgingContext, Judgement } from '../rule.ts';
import { categoriesOf, openCategories } from './category-of.ts';
import { declaredType, withoutType } from './declared-type.ts';
import {
  askedBy,
  objectionsIn,
  validOf,
  waysToProve,
  weakest,
  weighApprovals,
  type Asked,
} from './independent-approvals.ts';
import {
  deputyInWords,
  explainAlone,
  giverInWords,
  roleIn,
  seatOf,
} from './independent-holders.ts';
import { withUnknownAuthors } from './unknown-authors.ts';

export const changeSignOff: ChangeRule = {
  code: 'change/sign-off',
  requirement:
    'A change whose category asks for it is signed off by a holder of each role, or by a deputy where every holder is an author.',

  judge(change, context) {
    const type = declaredType(change, context.changeRules);
    const asked = askedBy(type);
    const signed = Array.from(rolesAsked(change, context), ([role, clause]) => ({
      clause,
      ...findSignature(change, context, asked, role),
    }));
    const [first] = signed;
    if (!first) return withoutDemand(change, context);
    const missing = signed.filter(({ approval }) => approval === undefined);
    const words = (some: typeof signed) => some.map(({ statement }) => statement).join(' ');
    const [missed] = missing;
    if (missed) return { outcome: 'fail', ...missed, statement: words(missing) };
    if (!type) return withoutType(first.clause);
    const proof = weakest(signed.flatMap(({ approval }) => approval ?? []));
    return withUnknownAuthors(change, {
      outcome: 'pass',
      clause: first.clause,
      statement: words(signed),
      ...(proof && { proof }),
    });
  },
};

/** The roles that categories of a change ask for, each with the first clause that does. */
function rolesAsked(change: ChangeRecord, context: JudgingContext): ReadonlyMap<string, string> {
  const clauses = new Map<string, string>();
  for (const { demands } of categoriesOf(change, context)) {
    for (const role of demands.signOff ?? []) {
      if (!clauses.has(role)) clauses.set(role, demands.clause);
    }
  }
  return clauses;
}

function withoutDemand(change: ChangeRecord, context: JudgingContext): Judgement {
  const open = openCategories(change, context).find(({ signOff }) => signOff !== undefined);
  return open
    ? {
        outcome: 'unknown',
        clause: open.clause,
        statement: 'Whether it needs a sign-off is not known, because it declares no category.',
        remedy: 'Declare the category first; see change/category.',
      }
    : { outcome: 'not-applicable', statement: 'No category of it asks for a sign-off.' };
}

type Signature = Pick<Judgement, 'statement' | 'remedy'> & {
  /** Absent where nobody signed. */
  readonly approval?: ChangeRecord['approvals'][number];
};

function findSignature(
  change: ChangeRecord,
  context: JudgingContext,
  asked: Asked,
  role: string,
): Signature {
  const seat = seatOf(change, context, role);
  const weighed = weighApprovals(change, context, asked);
  for (const { person, approval } of validOf(weighed)) {
    const held = roleIn(seat, person, change.day);
    if (held === undefined) continue;
    return { statement: `Signed off by ${giverInWords(seat, person, held)}.`, approval };
  }
  // Whoever is not in people.yaml may hold the role under another address.
  const near = weighed.filter(({ person }) => !person || roleIn(seat, person, change.day));
  const who = seat.roles.map(idInWords).join(' or ');
  const nobody = seat.isForDeputy
    ? `no ${deputyInWords(seat)}`
    : `nobody who held the role ${who} on that day and is no author`;
  const missing = `It is signed off by ${nobody}${objectionsIn(near)}.`;
  const alone = explainAlone(change, context, { roles: seat.roles });
  return {
    statement: alone ? `${missing} ${alone.statement}` : missing,
    remedy:
      alone?.remedy ??
      `Before the merge: have it approved for ${who}${waysToProve[asked.proof]}. Afterwards: answer the deviation in content/answers.`,
  };
}
