import type { ChangeRecord } from '../../model/change-record.ts';
import type { People } from '../../schemas/people.ts';
import { validOf, weighApprovals } from '../facts/approvals.ts';
import { declaredType, withoutType } from '../facts/declared.ts';
import {
  describeStranger,
  findLookalike,
  findPerson,
  isAuthor,
  withUnknownAuthors,
} from '../facts/people.ts';
import { answerAfterwards, fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule, Judgement } from '../rule.ts';

const haveApproved = `Before the merge: have it approved by a person who wrote no part of it. ${answerAfterwards}`;
const messages = {
  notInVersion: notApplicable('The version in force requires no separation of duties.'),
  notForType: notApplicable('This type requires no approval.'),
  separate: pass('No author is its only approver.'),
  ownApproval: fail('{names} approved the change as an author of it.', haveApproved),
  lookalike: fail(
    '{name} approved the change and may be its author {author}, who is not in people.yaml.',
    haveApproved,
  ),
} as const;

export const changeSeparation: ChangeRule = {
  code: 'change/separation',
  requirement: 'The approver of a change is not an author of it.',
  messages,
  example: {
    good: { lines: ['Approved-by: Ben Hollis <ben@example.org>'] },
    bad: { lines: ['Approved-by: Ada Finch <ada@example.org>'] },
  },

  judge(change, context) {
    const { changeRules, people } = context;
    const { separation } = changeRules;
    if (!separation) return messages.notInVersion;
    const { clause, approverIsNotAuthor: level } = separation;
    const type = declaredType(change, changeRules);
    if (!type) return withoutType(clause);
    if (type.approvals === 0) return { ...messages.notForType, clause };
    const required = { of: 'change', proof: 'stated' } as const;
    const own = findOwnApproval(change, people);
    if (own && validOf(weighApprovals(change, context, required)).length === 0) {
      return { ...own, level, clause };
    }
    const separate = { ...messages.separate, level, clause };
    return change.approvals.length === 0 ? separate : withUnknownAuthors(change, separate);
  },
};

/** The failure for an approval by an author, or else by a person who may be one; undefined where there is none. */
function findOwnApproval(change: ChangeRecord, people: People): Judgement | undefined {
  const own = change.approvals.filter(({ by }) => isAuthor(change, by));
  const names = [...new Set(own.map(({ by }) => by.name))];
  if (names.length > 0) return fill(messages.ownApproval, { names: names.join(' and ') });
  for (const { by } of change.approvals) {
    const person = findPerson(people, by.person);
    const author = person && findLookalike(change, person);
    if (!author) continue;
    return fill(messages.lookalike, { name: by.name, author: describeStranger(author) });
  }
  return undefined;
}
