import type { ChangeRecord } from '../../model/change-record.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { ChangeRule, JudgingContext, Judgement } from '../rule.ts';
import { categoriesOf, openCategories } from './category-of.ts';
import { holdsRole, validApprovals, weakest } from './independent-approvals.ts';
import { explainAlone, independentHolders } from './independent-holders.ts';
import { withUnknownAuthors } from './unknown-authors.ts';

export const changeSignOff: ChangeRule = {
  code: 'change/sign-off',
  requirement:
    'A change whose category asks for it is signed off by a holder of each role, or by a deputy where every holder is an author.',

  judge(change, context) {
    const signed = Array.from(rolesAsked(change, context), ([role, clause]) => ({
      clause,
      ...findSignature(change, context, role),
    }));
    const [first] = signed;
    if (!first) return withoutDemand(change, context);
    const missing = signed.filter(({ approval }) => approval === undefined);
    const words = (some: typeof signed) => some.map(({ statement }) => statement).join(' ');
    const [missed] = missing;
    if (missed) return { outcome: 'fail', ...missed, statement: words(missing) };
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

function findSignature(change: ChangeRecord, context: JudgingContext, role: string): Signature {
  const { changeRules } = context;
  const valid = validApprovals(change, context);
  const words = idInWords(role);
  const own = valid.find(({ person }) => holdsRole(person, role, change.day));
  if (own) {
    const statement = `Signed off by ${own.person.name} (${words}).`;
    return { statement, approval: own.approval };
  }
  const isOpen = independentHolders(change, context, [role]).length > 0;
  const deputies = isOpen ? [] : (changeRules.separation?.deputies?.[role] ?? []);
  for (const deputy of deputies) {
    const signer = valid.find(({ person }) => holdsRole(person, deputy, change.day));
    if (!signer) continue;
    const statement = `Signed off by ${signer.person.name} (${idInWords(deputy)}) as deputy, because no holder of the role ${words} is independent of it.`;
    return { statement, approval: signer.approval };
  }
  const asked = deputies.length > 0 ? deputies : [role];
  const alone = explainAlone(change, context, { roles: asked });
  const who = asked.map(idInWords).join(' or ');
  const missing =
    deputies.length > 0
      ? `It is signed off by no deputy of the ${words} (${who}), who stands in because no holder of the role is independent of it.`
      : `It is signed off by nobody who held the role ${words} on that day and is no author.`;
  return {
    statement: alone ? `${missing} ${alone.statement}` : missing,
    remedy:
      alone?.remedy ??
      `Before the merge: have it approved for ${who} and add "Approved-by: Name <address>". Afterwards: answer the deviation in content/answers.`,
  };
}
