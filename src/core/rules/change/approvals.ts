import type { CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { ChangeTypeRules } from '../../schemas/change-rules.ts';
import type { Person } from '../../schemas/people.ts';
import {
  approvalRequiredBy,
  isWeaker,
  objectionsIn,
  validOf,
  waysToProve,
  weakestProof,
  weighApprovals,
  type ValidApproval,
  type WeighedApproval,
} from '../facts/approvals.ts';
import { declaredType, withoutType } from '../facts/declared.ts';
import {
  deputyInWords,
  explainAlone,
  holderInWords,
  isDeletedAccount,
  roleFor,
  rolesInWords,
  seatOf,
  withAlone,
  withUnknownAuthors,
  type Seat,
} from '../facts/people.ts';
import { answerAfterwards, fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule, Judgement } from '../rule.ts';

const tooFew =
  'The change has {count} of {needed} approvals by an independent person{given}{missing}{objections}.';
const messages = {
  notRequired: notApplicable('This type requires no approval before the merge.'),
  approved: pass('Approved by {approvers}{deputies}.'),
  deputies: ', including {names}',
  tooFew: fail(
    tooFew,
    `Before the merge: have another person approve it{way}. ${answerAfterwards}`,
  ),
  roleMissing: fail(
    tooFew,
    `Before the merge: have it approved for {roles}{way}. ${answerAfterwards}`,
  ),
  noneForRole: '; none for {roles}',
  noneByDeputy: '; none by a {deputy}',
  notMerged: fail(
    '{statement} This type requires that an approver makes the merge, and no approver made it.',
    `Before the merge: have one of the approvers merge it. ${answerAfterwards}`,
  ),
  deleted: unknown(
    'The change has {count} of {needed} approvals by an independent person{given}, and another one by an account that no longer exists on the forge. It is not known whose it was.',
    'Find out whose account it was, and write the approval into a follow-up with its evidence. Otherwise answer it in content/answers.',
  ),
  othersWeak: fail(
    '{statement} This type requires the proof {required} of its other approvals too, and {names} gave theirs with less.',
    `Before the merge: have each of them approve it{way}. ${answerAfterwards}`,
  ),
  changesRequested: fail(
    '{names} requested changes and did not withdraw the request. {statement}',
    `Before the merge: make the changes and have them reviewed again. ${answerAfterwards}`,
  ),
} as const;

export const changeApprovals: ChangeRule = {
  code: 'change/approvals',
  requirement:
    'A change has the approvals that its type requires, by registered people who are not its authors.',
  messages,
  example: {
    good: { lines: ['Approved-by: Ben Hollis <ben@example.org>'] },
    bad: { lines: ['Approved-by: Ada Finch <ada@example.org>'] },
  },

  judge(change, context) {
    const { changeRules } = context;
    const review = changeRules.review?.clause;
    const type = declaredType(change, changeRules);
    if (!type) return withoutType(review);
    if (type.approvals === 0) return { ...messages.notRequired, clause: type.clause };
    const weighed = weighApprovals(change, context, approvalRequiredBy(type));
    const valid = validOf(weighed);
    const seats = (type.approvers ?? []).map((role) => seatOf(change, context, role));
    const filled = fillSeats(valid, seats, change.day);
    const judged = withUnknownAuthors(
      change,
      withOthers(type, valid, withMerge(type, valid, judgeCount(valid, weighed, type, filled))),
    );
    const explained =
      judged.outcome === 'fail'
        ? withAlone(
            judged,
            explainAlone(change, context, { needed: type.approvals }),
            ...emptySeats(filled).map(({ roles }) => explainAlone(change, context, { roles })),
          )
        : judged;
    return { clause: clauseOfApprovals(type, review), ...withChangesRequested(change, explained) };
  },
};

/** One approval is required by the clause on review; more of them, roles and a proof by the clause of the type. */
function clauseOfApprovals(type: ChangeTypeRules, review: string | undefined): string {
  const { approvals, approvers, proof, clause, clauses } = type;
  const isPlain = approvals === 1 && approvers === undefined && proof === 'stated';
  return clauses?.approvals ?? (isPlain ? review : undefined) ?? clause;
}

/** An open request for changes outweighs every approval. */
function withChangesRequested({ review }: ChangeRecord, judgement: Judgement): Judgement {
  const names = (review?.changesRequested ?? []).map(({ name }) => name);
  if (names.length === 0) return judgement;
  const { proof: _, statement, ...rest } = judgement;
  return { ...rest, ...fill(messages.changesRequested, { names: names.join(' and '), statement }) };
}

/** Where the type requires the proof `merged`, one of the approvers has made the merge. */
function withMerge(
  { proof }: ChangeTypeRules,
  valid: readonly ValidApproval[],
  judgement: Judgement,
): Judgement {
  if (judgement.outcome !== 'pass' || proof !== 'merged') return judgement;
  if (valid.some(({ approval }) => !isWeaker(approval.proof, 'merged'))) return judgement;
  const { statement, ...rest } = judgement;
  return { ...rest, ...fill(messages.notMerged, { statement }) };
}

/** Where the type requires a proof of its own of the approvals besides the best one, they have it. */
function withOthers(
  { approvals: needed, otherProof }: ChangeTypeRules,
  valid: readonly ValidApproval[],
  judgement: Judgement,
): Judgement {
  if (judgement.outcome !== 'pass' || otherProof === undefined || needed < 2) return judgement;
  const weak = valid.filter(({ approval }) => isWeaker(approval.proof, otherProof));
  // One of them may be the merge.
  if (valid.length - weak.length >= needed - 1) return judgement;
  const { statement, ...rest } = judgement;
  const names = weak.map(({ person }) => person.name).join(' and ');
  const facts = { statement, required: otherProof, names, way: waysToProve[otherProof] };
  return { ...rest, ...fill(messages.othersWeak, facts) };
}

function judgeCount(
  valid: readonly ValidApproval[],
  weighed: readonly WeighedApproval[],
  { approvals: needed, proof }: ChangeTypeRules,
  filled: readonly FilledSeat[],
): Judgement {
  const approvers = valid
    .map(({ person, approval: { proof: known, note } }) =>
      note === undefined ? `${person.name} (${known})` : `${person.name} (${known}; ${note})`,
    )
    .join(' and ');
  const empty = emptySeats(filled);
  if (valid.length >= needed && empty.length === 0) {
    const names = filled.flatMap(({ seat, by }) =>
      by && seat.isForDeputy ? [holderInWords(seat, by.person, by.held)] : [],
    );
    const deputies =
      names.length > 0 ? fill(messages.deputies, { names: names.join(' and ') }) : '';
    return { ...fill(messages.approved, { approvers, deputies }), ...weakestProof(valid) };
  }
  const own = empty.filter(({ isForDeputy }) => !isForDeputy).map(({ role }) => idInWords(role));
  const missing = [
    ...(own.length > 0 ? [fill(messages.noneForRole, { roles: own.join(' and ') })] : []),
    ...empty
      .filter(({ isForDeputy }) => isForDeputy)
      .map((seat) => fill(messages.noneByDeputy, { deputy: deputyInWords(seat) })),
  ];
  const count = valid.length;
  const given = approvers === '' ? '' : `: ${approvers}`;
  const deleted = weighed.filter(
    ({ approval: { by, void: why } }) => isDeletedAccount(by) && why === undefined,
  );
  if (deleted.length > 0 && count + deleted.length >= needed) {
    return fill(messages.deleted, { count, needed, given });
  }
  return fill(empty.length === 0 ? messages.tooFew : messages.roleMissing, {
    count,
    needed,
    given,
    missing: missing.join(''),
    objections: objectionsIn(weighed),
    roles: empty.map(({ roles }) => rolesInWords(roles)).join(' and '),
    way: waysToProve[proof],
  });
}

interface FilledSeat {
  readonly seat: Seat;
  /** Who gave the approval, by which role; absent where no person did. */
  readonly by?: { readonly person: Person; readonly held: string };
}

function emptySeats(filled: readonly FilledSeat[]): readonly Seat[] {
  return filled.flatMap(({ seat, by }) => (by ? [] : [seat]));
}

/** A different approver for each seat, chosen so that as few seats as possible stay empty. */
function fillSeats(
  valid: readonly ValidApproval[],
  seats: readonly Seat[],
  day: CalendarDate,
): readonly FilledSeat[] {
  const [seat, ...rest] = seats;
  if (seat === undefined) return [];
  let best: readonly FilledSeat[] = [{ seat }, ...fillSeats(valid, rest, day)];
  for (const candidate of valid) {
    const { person } = candidate;
    const held = roleFor(seat, person, day);
    if (held === undefined) continue;
    const others = valid.filter((one) => one !== candidate);
    const filled = [{ seat, by: { person, held } }, ...fillSeats(others, rest, day)];
    if (emptySeats(filled).length < emptySeats(best).length) best = filled;
  }
  return best;
}
