import type { ChangeRecord } from '../../model/change-record.ts';
import {
  approvalRequiredBy,
  isWeaker,
  objectionsIn,
  validOf,
  waysToProve,
  weakestProof,
  weighApprovals,
  type RequiredApproval,
  type ValidApproval,
} from '../facts/approvals.ts';
import {
  categoriesOf,
  declaredType,
  openCategories,
  withoutType,
  type CategoryRules,
} from '../facts/declared.ts';
import {
  deputyInWords,
  explainAlone,
  holderInWords,
  roleFor,
  rolesInWords,
  seatOf,
  withAlone,
  withUnknownAuthors,
} from '../facts/people.ts';
import { answerAfterwards, fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule, JudgingContext, Judgement } from '../rule.ts';

const messages = {
  notInVersion: notApplicable('The version in force requires no sign-off.'),
  notRequired: notApplicable('No category of the change requires a sign-off.'),
  withoutCategory: unknown(
    'The change declares no category, so it is not known whether it requires a sign-off.',
    'Declare the category first; see change/category.',
  ),
  signed: pass('Signed off by {name}.'),
  missing: fail(
    'No {holder} signed it off{objections}.',
    `Before the merge: have it approved for {roles}{way}. ${answerAfterwards}`,
  ),
  holder: 'holder of the role {roles} on that day who is not an author',
} as const;

const paths = ['prompts/summary.md'];

export const changeSignOff: ChangeRule = {
  code: 'change/sign-off',
  requirement:
    'A change whose category requires it is signed off by a holder of each role, or by a deputy where every holder is an author.',
  messages,
  example: {
    good: {
      lines: ['Change-Category: system-prompt', 'Approved-by: Dana Ruiz <dana@example.org>'],
      paths,
    },
    bad: {
      lines: ['Change-Category: system-prompt', 'Approved-by: Ben Hollis <ben@example.org>'],
      paths,
    },
  },

  judge(change, context) {
    const type = declaredType(change, context.changeRules);
    const ofType = approvalRequiredBy(type);
    const signed = Array.from(listRoles(change, context), ([role, { clause, proof }]) => {
      const required = proof && isWeaker(ofType.proof, proof) ? { ...ofType, proof } : ofType;
      return judgeRole(change, context, required, { role, clause });
    });
    const [first] = signed;
    if (!first) return withoutSignOff(change, context);
    const missing = signed.filter(({ judgement }) => judgement.outcome === 'fail');
    const [missed] = missing;
    if (missed) return { ...missed.judgement, statement: joinStatements(missing) };
    if (!type) return withoutType(first.judgement.clause);
    return withUnknownAuthors(change, {
      ...first.judgement,
      statement: joinStatements(signed),
      ...weakestProof(signed.flatMap(({ approval }) => approval ?? [])),
    });
  },
};

/** The roles that categories of a change require, each with the first category that does. */
function listRoles(
  change: ChangeRecord,
  context: JudgingContext,
): ReadonlyMap<string, CategoryRules> {
  const found = new Map<string, CategoryRules>();
  for (const { demands } of categoriesOf(change, context)) {
    for (const role of demands.signOff ?? []) if (!found.has(role)) found.set(role, demands);
  }
  return found;
}

function withoutSignOff(change: ChangeRecord, context: JudgingContext): Judgement {
  const open = openCategories(change, context).find(({ signOff }) => signOff !== undefined);
  if (open) return { ...messages.withoutCategory, clause: open.clause };
  const categories = Object.values(context.changeRules.categories ?? {});
  const first = categories.find(({ signOff }) => signOff !== undefined);
  return first ? { ...messages.notRequired, clause: first.clause } : messages.notInVersion;
}

interface JudgedRole {
  readonly judgement: Judgement;
  /** Absent where no person signed. */
  readonly approval?: ValidApproval;
}

function judgeRole(
  change: ChangeRecord,
  context: JudgingContext,
  required: RequiredApproval,
  { role, clause }: { readonly role: string; readonly clause: string },
): JudgedRole {
  const seat = seatOf(change, context, role);
  const weighed = weighApprovals(change, context, required);
  for (const approval of validOf(weighed)) {
    const held = roleFor(seat, approval.person, change.day);
    if (held === undefined) continue;
    const name = holderInWords(seat, approval.person, held);
    return { judgement: { ...fill(messages.signed, { name }), clause }, approval };
  }
  // A person who is not in people.yaml may hold the role under another address.
  const near = weighed.filter(({ person }) => !person || roleFor(seat, person, change.day));
  const roles = rolesInWords(seat.roles);
  const missing = fill(messages.missing, {
    holder: seat.isForDeputy ? deputyInWords(seat) : fill(messages.holder, { roles }),
    objections: objectionsIn(near),
    roles,
    way: waysToProve[required.proof],
  });
  const alone = explainAlone(change, context, { roles: seat.roles });
  return { judgement: { ...withAlone(missing, alone), clause } };
}

function joinStatements(signed: readonly JudgedRole[]): string {
  return signed.map(({ judgement }) => judgement.statement).join(' ');
}
