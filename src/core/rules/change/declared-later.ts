import { dateInWords } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { periodInWords } from '../../model/period.ts';
import type { Judgement, JudgingContext } from '../rule.ts';
import { laterField } from './completed-later.ts';
import { declaredType } from './declared-type.ts';
import { isLandedInTime, landedOn, landingOf } from './landed.ts';

/**
 * The verdict on what decides which rules apply, where only a follow-up declares it: by then everybody knew what the
 * change had. The other rules judge by it all the same. Undefined where it was there in time.
 */
export function declaredLater(
  change: ChangeRecord,
  field: 'type' | 'kind' | 'category',
  context: JudgingContext,
): Judgement | undefined {
  const read = laterField(change, field);
  if (!read) return undefined;
  const within = declaredType(change, context.changeRules)?.recordWithin;
  const [place, start] =
    change.form === 'outside-git' ? ['in its record', 'the change'] : ['at the merge', 'the merge'];
  const words = within && `within ${periodInWords(within)} of ${start}`;
  const found = (which = 'in content/changes') =>
    `It declared no ${field} ${place}; a follow-up ${which} says ${read.value}`;
  const late = (statement: string): Judgement => ({
    outcome: 'fail',
    statement: `${statement}${words ? `, and it was to be there ${words}` : ''}.`,
    remedy: 'Answer the deviation in content/answers.',
  });

  const landing = landingOf(change, field);
  if ('unknown' in landing) {
    return words
      ? {
          outcome: 'unknown',
          statement: `${found()}, and when that landed in the book is not known: ${landing.unknown}.`,
          remedy: `Judge the book in a whole clone of its own repository, which shows the landing; it was to be ${words}.`,
        }
      : late(found());
  }
  const at = landing.parts[field];
  const landed = at === undefined ? {} : { at };
  if (!isLandedInTime(landed, change, within, context)) {
    const day = dateInWords(landedOn(landed, context));
    return late(found(at && `that landed in the book on ${day}`));
  }
  return at === undefined
    ? {
        outcome: 'unknown',
        statement: `${found()} and has not landed in the book yet.`,
        remedy: 'Bring the follow-up onto the branch of the book within the time of its type.',
      }
    : undefined;
}

/** A verdict together with what else is wrong, so that an answer to the one hides nothing of the other. */
export function withLate(late: Judgement | undefined, own: Judgement): Judgement {
  if (!late) return own;
  return own.outcome === 'fail'
    ? { ...own, statement: `${late.statement} ${own.statement}` }
    : { ...own, ...late };
}
