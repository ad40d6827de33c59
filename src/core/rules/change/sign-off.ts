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
    const demands = categoriesOf(change, context).map((one) => one.demands);
    const roles = [...new Set(demands.flatMap(({ signOff = [] }) => signOff))];
    const [first] = roles;
    if (first === undefined) return withoutDemand(change, context);
    const at = (role: string) => {
      const clause = demands.find(({ signOff }) => signOff?.includes(role))?.clause;
      return clause === undefined ? {} : { clause };
    };
    const signed = roles.map((role) => findSignature(change, context, role));
    const missing = signed.filter(({ outcome }) => outcome === 'fail');
    if (missing.length === 0) {
      const proof = weakest(signed.flatMap(({ approval }) => (approval ? [approval] : [])));
      const statement = signed.map(({ statement: text }) => text).join(' ');
      const judgement = {
        outcome: 'pass',
        ...at(first),
        statement,
        ...(proof && { proof }),
      } as const;
      return withUnknownAuthors(change, judgement);
    }
    return {
      outcome: 'fail',
      ...at(roles.find((_, index) => signed[index] === missing[0]) ?? first),
      statement: missing.map(({ statement }) => statement).join(' '),
      remedy: missing[0]?.remedy ?? '',
    };
  },
};

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

type Signature = Pick<Judgement, 'outcome' | 'statement' | 'remedy'> & {
  readonly approval?: ChangeRecord['approvals'][number];
};

function findSignature(change: ChangeRecord, context: JudgingContext, role: string): Signature {
  const { changeRules } = context;
  const valid = validApprovals(change, context);
  const words = idInWords(role);
  const own = valid.find(({ person }) => holdsRole(person, role, change.day));
  if (own) {
    const statement = `Signed off by ${own.person.name} (${words}).`;
    return { outcome: 'pass', statement, approval: own.approval };
  }
  const isOpen = independentHolders(change, context, [role]).length > 0;
  const deputies = isOpen ? [] : (changeRules.separation?.deputies?.[role] ?? []);
  for (const deputy of deputies) {
    const signer = valid.find(({ person }) => holdsRole(person, deputy, change.day));
    if (!signer) continue;
    const statement = `Signed off by ${signer.person.name} (${idInWords(deputy)}) as deputy, because no holder of the role ${words} is independent of it.`;
    return { outcome: 'pass', statement, approval: signer.approval };
  }
  const asked = deputies.length > 0 ? deputies : [role];
  const alone = explainAlone(change, context, { roles: asked });
  const who = asked.map(idInWords).join(' or ');
  const missing =
    deputies.length > 0
      ? `It is signed off by no deputy of the ${words} (${who}), who stands in because no holder of the role is independent of it.`
      : `It is signed off by nobody who held the role ${words} on that day and is no author.`;
  return {
    outcome: 'fail',
    statement: alone ? `${missing} ${alone.statement}` : missing,
    remedy:
      alone?.remedy ??
      `Before the merge: have it approved for ${who} and add "Approved-by: Name <address>". Afterwards: answer the deviation in content/answers.`,
  };
}
