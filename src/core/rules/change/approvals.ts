import type { CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { ChangeRule, Judgement } from '../rule.ts';
import { declaredType, withoutType } from './declared-type.ts';
import { explainAlone, type Alone } from './independent-holders.ts';
import {
  holdsRole,
  isWeaker,
  weakest,
  weighApprovals,
  type WeighedApproval,
} from './independent-approvals.ts';
import { withUnknownAuthors } from './unknown-authors.ts';

export const changeApprovals: ChangeRule = {
  code: 'change/approvals',
  requirement:
    'A change has the approvals that its type asks for, by registered people who are none of its authors.',

  judge(change, context) {
    const { changeRules } = context;
    const clause = changeRules.review?.clause;
    const type = declaredType(change, changeRules);
    if (!type) return withoutType(clause);
    if (type.approvals === 0) {
      return {
        outcome: 'not-applicable',
        clause: type.clause,
        statement: 'This type needs no approval before the merge.',
      };
    }
    // Only one person makes a merge, so a proof that asks for the merge asks it of one approval.
    const isMergeAsked = type.proof === 'merged';
    const weighed = weighApprovals(
      change,
      context,
      isMergeAsked ? 'stated' : type.proof,
      'approval',
    );
    const valid = weighed.filter(({ objection }) => objection === undefined);
    const missingRoles = findMissingRoles(valid, type.approvers ?? [], change.day);
    const judgement = judgeCount(valid, weighed, type.approvals, missingRoles);
    const isUnconfirmed =
      isMergeAsked && valid.every(({ approval }) => isWeaker(approval.proof, 'merged'));
    const confirmed = withUnknownAuthors(
      change,
      judgement.outcome === 'pass' && isUnconfirmed ? withoutMerge(judgement) : judgement,
    );
    const known =
      confirmed.outcome === 'fail'
        ? withAlone(confirmed, [
            explainAlone(change, context, { needed: type.approvals }),
            ...missingRoles.map((role) => explainAlone(change, context, { roles: [role] })),
          ])
        : confirmed;
    return { clause: clause ?? type.clause, ...withoutChangesRequested(change, known) };
  },
};

function withAlone(judgement: Judgement, explained: readonly (Alone | undefined)[]): Judgement {
  const alone = explained.find((one) => one !== undefined);
  if (!alone) return judgement;
  const statement = `${judgement.statement} ${alone.statement}`;
  return { ...judgement, statement, remedy: alone.remedy };
}

/** An open request for changes outweighs every approval. */
function withoutChangesRequested({ review }: ChangeRecord, judgement: Judgement): Judgement {
  const names = (review?.changesRequested ?? []).map(({ name }) => name);
  if (names.length === 0) return judgement;
  const { proof: _, ...rest } = judgement;
  return {
    ...rest,
    outcome: 'fail',
    statement: `${names.join(' and ')} asked for changes and has not withdrawn it. ${judgement.statement}`,
    remedy:
      'Before the merge: make the changes and have them reviewed again. Afterwards: answer the deviation in content/answers.',
  };
}

function withoutMerge({ statement, ...judgement }: Judgement): Judgement {
  return {
    ...judgement,
    outcome: 'fail',
    statement: `${statement} The merge confirms none of them, as this type asks of one.`,
    remedy:
      'Before the merge: let one of the approvers merge it. Afterwards: answer the deviation in content/answers.',
  };
}

function judgeCount(
  valid: readonly WeighedApproval[],
  weighed: readonly WeighedApproval[],
  needed: number,
  missingRoles: readonly string[],
): Judgement {
  const names = valid.map(({ person, approval: { proof: known, note } }) =>
    [person?.name ?? '', ` (${known}`, note === undefined ? ')' : `; ${note})`].join(''),
  );
  const proof = weakest(valid.map(({ approval }) => approval));
  if (valid.length >= needed && missingRoles.length === 0) {
    return {
      outcome: 'pass',
      statement: `Approved by ${names.join(' and ')}.`,
      ...(proof && { proof }),
    };
  }
  const objections = weighed.flatMap(({ objection }) =>
    objection === undefined ? [] : [objection],
  );
  const roles = missingRoles.map(idInWords).join(' and ');
  return {
    outcome: 'fail',
    statement: [
      `It has ${valid.length} of ${needed} approvals by an independent person`,
      ...(names.length > 0 ? [`: ${names.join(' and ')}`] : []),
      ...(roles === '' ? [] : [`; none for ${roles}`]),
      ...(objections.length > 0 ? [` (${objections.join('; ')})`] : []),
      '.',
    ].join(''),
    remedy:
      roles === ''
        ? 'Before the merge: have somebody else review it and add "Approved-by: Name <address>". Afterwards: answer the deviation in content/answers.'
        : `Before the merge: have it approved for ${roles}. Afterwards: answer the deviation in content/answers.`,
  };
}

/** The roles for which no different approver is left, choosing people so that as few as possible stay open. */
function findMissingRoles(
  valid: readonly WeighedApproval[],
  roles: readonly string[],
  day: CalendarDate,
): readonly string[] {
  const [role, ...rest] = roles;
  if (role === undefined) return [];
  let fewest = [role, ...findMissingRoles(valid, rest, day)];
  for (const candidate of valid) {
    if (!candidate.person || !holdsRole(candidate.person, role, day)) continue;
    const others = valid.filter((one) => one !== candidate);
    const missing = findMissingRoles(others, rest, day);
    if (missing.length < fewest.length) fewest = [...missing];
  }
  return fewest;
}
