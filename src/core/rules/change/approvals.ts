import type { CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { ChangeTypeRules } from '../../schemas/change-rules.ts';
import type { Person } from '../../schemas/people.ts';
import type { ChangeRule, Judgement } from '../rule.ts';
import { declaredType, withoutType } from './declared-type.ts';
import {
  askedBy,
  isWeaker,
  objectionsIn,
  validOf,
  waysToProve,
  weakest,
  weighApprovals,
  type ValidApproval,
  type WeighedApproval,
} from './independent-approvals.ts';
import {
  deputyInWords,
  explainAlone,
  giverInWords,
  roleIn,
  seatOf,
  type Alone,
  type Seat,
} from './independent-holders.ts';
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
    const weighed = weighApprovals(change, context, askedBy(type));
    const valid = validOf(weighed);
    const seats = (type.approvers ?? []).map((role) => seatOf(change, context, role));
    const filled = fillSeats(valid, seats, change.day);
    const judgement = judgeCount(valid, weighed, type, filled);
    const isUnconfirmed =
      type.proof === 'merged' && valid.every(({ approval }) => isWeaker(approval.proof, 'merged'));
    const confirmed = withUnknownAuthors(
      change,
      judgement.outcome === 'pass' && isUnconfirmed ? withoutMerge(judgement) : judgement,
    );
    const known =
      confirmed.outcome === 'fail'
        ? withAlone(confirmed, [
            explainAlone(change, context, { needed: type.approvals }),
            ...emptyOf(filled).map(({ roles }) => explainAlone(change, context, { roles })),
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
  valid: readonly ValidApproval[],
  weighed: readonly WeighedApproval[],
  { approvals: needed, proof: asked }: ChangeTypeRules,
  filled: readonly FilledSeat[],
): Judgement {
  const names = valid.map(({ person, approval: { proof: known, note } }) =>
    [person.name, ` (${known}`, note === undefined ? ')' : `; ${note})`].join(''),
  );
  const empty = emptyOf(filled);
  if (valid.length >= needed && empty.length === 0) {
    const proof = weakest(valid.map(({ approval }) => approval));
    const deputies = filled.flatMap(({ seat, by }) =>
      by && seat.isForDeputy ? [giverInWords(seat, by.person, by.held)] : [],
    );
    return {
      outcome: 'pass',
      statement: `Approved by ${names.join(' and ')}${deputies.length > 0 ? `, of whom ${deputies.join(' and ')}` : ''}.`,
      ...(proof && { proof }),
    };
  }
  const own = empty.filter(({ isForDeputy }) => !isForDeputy);
  const roles = own.map(({ role }) => idInWords(role)).join(' and ');
  const deputies = empty.filter(({ isForDeputy }) => isForDeputy);
  const whom = empty.map((seat) => seat.roles.map(idInWords).join(' or ')).join(' and ');
  return {
    outcome: 'fail',
    statement: [
      `It has ${valid.length} of ${needed} approvals by an independent person`,
      ...(names.length > 0 ? [`: ${names.join(' and ')}`] : []),
      ...(roles === '' ? [] : [`; none for ${roles}`]),
      ...deputies.map((seat) => `; none by a ${deputyInWords(seat)}`),
      objectionsIn(weighed),
      '.',
    ].join(''),
    remedy:
      empty.length === 0
        ? `Before the merge: have somebody else review it${waysToProve[asked]}. Afterwards: answer the deviation in content/answers.`
        : `Before the merge: have it approved for ${whom}${waysToProve[asked]}. Afterwards: answer the deviation in content/answers.`,
  };
}

interface FilledSeat {
  readonly seat: Seat;
  /** Who gave the approval, under which role; absent where nobody did. */
  readonly by?: { readonly person: Person; readonly held: string };
}

function emptyOf(filled: readonly FilledSeat[]): readonly Seat[] {
  return filled.flatMap(({ seat, by }) => (by ? [] : [seat]));
}

/** A different approver for each seat, choosing people so that as few as possible stay empty. */
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
    const held = roleIn(seat, person, day);
    if (held === undefined) continue;
    const others = valid.filter((one) => one !== candidate);
    const filled = [{ seat, by: { person, held } }, ...fillSeats(others, rest, day)];
    if (emptyOf(filled).length < emptyOf(best).length) best = filled;
  }
  return best;
}
