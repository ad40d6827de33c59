import type { ChangeRecord } from '../../model/change-record.ts';
import type { People } from '../../schemas/people.ts';
import type { ChangeRule } from '../rule.ts';
import { declaredType, withoutType } from './declared-type.ts';
import { authorLike, isAuthor, personOf, weighApprovals } from './independent-approvals.ts';
import { nameStranger, withUnknownAuthors } from './unknown-authors.ts';

export const changeSeparation: ChangeRule = {
  code: 'change/separation',
  requirement: 'Nobody approves a change of which they are an author.',

  judge(change, context) {
    const { changeRules, people } = context;
    const { separation } = changeRules;
    if (!separation) {
      return {
        outcome: 'not-applicable',
        statement: 'The version in force says nothing of separation of duties.',
      };
    }
    const { clause, approverIsNotAuthor: level } = separation;
    const type = declaredType(change, changeRules);
    if (!type) return withoutType(clause);
    if (type.approvals === 0) {
      return { outcome: 'not-applicable', clause, statement: 'This type needs no approval.' };
    }
    const own = describeOwn(change, people);
    const hasIndependent = weighApprovals(change, context, { of: 'change', proof: 'stated' }).some(
      ({ objection }) => objection === undefined,
    );
    if (own === undefined || hasIndependent) {
      const statement = 'No author stands as its only approver.';
      const judgement = { outcome: 'pass', level, clause, statement } as const;
      return change.approvals.length === 0 ? judgement : withUnknownAuthors(change, judgement);
    }
    return {
      outcome: 'fail',
      level,
      clause,
      statement: own,
      remedy:
        'Before the merge: have it approved by somebody who wrote no part of it. Afterwards: answer the deviation in content/answers.',
    };
  },
};

/** Who approved a change of which they are an author, or else who may have; undefined where nobody did. */
function describeOwn(change: ChangeRecord, people: People): string | undefined {
  const own = change.approvals.filter(({ by }) => isAuthor(change, by));
  const names = [...new Set(own.map(({ by }) => by.name))];
  if (names.length > 0) {
    return `${names.join(' and ')} approved it and ${names.length === 1 ? 'is' : 'are'} among its authors.`;
  }
  for (const { by } of change.approvals) {
    const person = personOf(by, people);
    const like = person && authorLike(change, person);
    if (like) {
      return `${by.name} approved it and may be its author ${nameStranger(like)}, who is not in people.yaml.`;
    }
  }
  return undefined;
}
