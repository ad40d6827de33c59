import { calendarDate, instant } from '#core/schemas/scalars.ts';
import { findChange } from '#core/write/plan-answer.ts';
import { followUpKinds, planFollowUp } from '#core/write/plan-follow-up.ts';
import type { Planned } from '#core/write/writing.ts';
import { UsageError, type Io } from '../command.ts';
import { parseChoice } from '../options.ts';
import { need, needPerson, needText, requireName } from '../writing/need.ts';
import type { OpenBook } from '../writing/write-content.ts';
import type { NewValues } from '../new.ts';

/** What became known of a change after its merge. */
export async function newFollowUp(
  values: NewValues,
  [change = '']: readonly string[],
  { book, ...place }: OpenBook,
  io: Io,
): Promise<Planned> {
  if (!findChange(book, change)) {
    requireName(
      'change',
      change,
      book.changes.map(({ record }) => record.id),
    );
  }
  const what = parseChoice(
    '--what',
    await need(io, '--what', values.what, {
      message: 'What became known?',
      choices: Object.fromEntries(followUpKinds.map((one) => [one, one])),
      initial: followUpKinds[0],
    }),
    followUpKinds,
  );
  const isDay = what === 'retrospective';
  const at = await need(io, '--at', values.at, {
    message: isDay ? 'On which day was it held?' : 'When? A moment with its offset.',
    initial: isDay ? book.asOf : `${book.asOf}T12:00:00Z`,
  });
  const parsed = (isDay ? calendarDate : instant).safeParse(at);
  if (!parsed.success) {
    throw new UsageError(`--at is "${at}"; ${parsed.error.issues[0]?.message ?? ''}.`);
  }
  const by = await needPerson(io, '--by', values.by, {
    message: 'Who did it?',
    people: book.people,
  });
  const sentence = (option: 'note' | 'root-cause' | 'actions' | 'preventive-controls') =>
    needText(io, `--${option}`, values[option], {
      message: questions[option],
      expected: 'a sentence that states it',
    });
  const { result } = values;
  const fields: Record<string, string> = isDay
    ? {
        on: at,
        by,
        rootCause: await sentence('root-cause'),
        actions: await sentence('actions'),
        preventiveControls: await sentence('preventive-controls'),
      }
    : {
        [what === 'monitored' ? 'until' : 'at']: at,
        by,
        ...(result !== undefined && { result }),
        ...(what !== 'deployed' && { note: await sentence('note') }),
      };
  return planFollowUp({ change, what, fields }, place);
}

const questions = {
  note: 'What was looked at, and what was found?',
  'root-cause': 'What was the root cause?',
  actions: 'What was done?',
  'preventive-controls': 'What prevents it from now on?',
} as const;
