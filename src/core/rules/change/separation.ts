import type { ChangeRule } from '../rule.ts';
import { declaredType, withoutType } from './declared-type.ts';
import { authorLike, isAuthor, personOf, weighApprovals } from './independent-approvals.ts';
import { withUnknownAuthors } from './unknown-authors.ts';

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
    const own = change.approvals.filter(({ by }) => {
      const person = personOf(by, people);
      return isAuthor(change, by) || (person !== undefined && authorLike(change, person));
    });
    const hasIndependent = weighApprovals(change, context, 'stated').some(
      ({ objection }) => objection === undefined,
    );
    if (own.length === 0 || hasIndependent) {
      const statement = 'No author stands as its only approver.';
      const judgement = { outcome: 'pass', level, clause, statement } as const;
      return change.approvals.length === 0 ? judgement : withUnknownAuthors(change, judgement);
    }
    const names = [...new Set(own.map(({ by }) => by.name))];
    return {
      outcome: 'fail',
      level,
      clause,
      statement: `${names.join(' and ')} approved it and ${names.length === 1 ? 'is' : 'are'} among its authors.`,
      remedy:
        'Before the merge: have it approved by somebody who wrote no part of it. Afterwards: answer the deviation in content/answers.',
    };
  },
};
