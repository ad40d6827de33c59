import { isFiller } from '../../changes/message/is-filler.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { isStanding, type Answer, type StandingException } from '../../schemas/answer.ts';
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

interface Deviation {
  readonly record: ChangeRecord;
  /** The code of the rule that it broke. */
  readonly rule: string;
  readonly people: People;
}

/** The answer to a deviation that counts: one that names the change, else a standing exception that covers it. */
export function findAnswer(
  answers: readonly Answer[],
  { record, rule, people }: Deviation,
): Answer | undefined {
  const counting = (answer: Answer) =>
    answer.rule === rule &&
    isAnswer(answer, people) &&
    !record.authors.some(({ person }) => person === answer.approvedBy);
  return (
    answers.find((answer) => answer.change === record.id && counting(answer)) ??
    answers.find((answer) => isStanding(answer) && isCovered(record, answer) && counting(answer))
  );
}

/** Whether a change is one of those that a standing exception is for. */
function isCovered(
  { day, repository = '', fields, scopes: touched }: ChangeRecord,
  { on, since = on, expires, closed, covers }: StandingException,
): boolean {
  const { repositories, types, scopes } = covers;
  return (
    day >= since &&
    day <= (expires ?? day) &&
    day <= (closed?.on ?? day) &&
    repositories.includes(repository) &&
    (types?.includes(fields.type?.value ?? '') ?? true) &&
    (scopes?.some((scope) => touched.includes(scope)) ?? true)
  );
}
