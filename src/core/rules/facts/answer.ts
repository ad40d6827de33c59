import { isFiller } from '../../changes/message/is-filler.ts';
import type { Answer } from '../../schemas/answer.ts';
import type { People } from '../../schemas/people.ts';
import { findPerson, isActive } from './people.ts';

/** The fields of an answer that have no content. */
export function emptyAnswerFields(answer: Answer): ('why' | 'action')[] {
  return (['why', 'action'] as const).filter((field) => isFiller(answer[field]));
}

/** The fields of an answer that name a registered person without a role on its day. */
export function findWithoutRole(answer: Answer, people: People): ('by' | 'approvedBy')[] {
  return (['by', 'approvedBy'] as const).filter((field) => {
    const person = findPerson(people, answer[field]);
    return person !== undefined && !person.bot && !isActive(person, answer.on);
  });
}

/** Whether an answer counts: it has content, and one with a role on its day gave it, and another person with a role approved it. */
export function isAnswer(answer: Answer, people: People): boolean {
  return (
    emptyAnswerFields(answer).length === 0 &&
    findWithoutRole(answer, people).length === 0 &&
    answer.by !== answer.approvedBy &&
    findPerson(people, answer.by) !== undefined &&
    findPerson(people, answer.approvedBy)?.bot === false
  );
}
