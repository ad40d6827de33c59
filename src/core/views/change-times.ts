import type { ChangeRecord } from '../model/change-record.ts';
import { calendarDateOf, clockTimeOf, type Instant } from '../model/instant.ts';
import { dateInWords, type CalendarDate } from '../model/calendar-date.ts';
import { parseInstant } from '../model/instant.ts';

/** A step in the life of a change. */
export interface ChangeStep {
  readonly what: string;
  /** "25 March 2026, 14:05", in the company's zone; without a time where only the day is known. */
  readonly words: string;
  /** For `datetime`. */
  readonly at: Instant | CalendarDate;
}

function stepAt(what: string, at: Instant, timeZone: string): ChangeStep {
  const words = `${dateInWords(calendarDateOf(at, timeZone))}, ${clockTimeOf(at, timeZone)}`;
  return { what, words, at };
}

// A step of which only the day is known comes after the steps of that day whose time is known.
function latestMoment({ at }: ChangeStep): number {
  return Date.parse(at) + (at.length === 10 ? 86_399_999 : 0);
}

function firstCommit({ commits }: ChangeRecord): Instant | undefined {
  return commits.map(({ at }) => at).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

/** When what happened to a change, oldest first, as far as it is known. */
export function changeTimes(
  record: ChangeRecord,
  timeZone: string,
  onMerge: boolean,
): ChangeStep[] {
  const requested = parseInstant(record.fields['requested-at']?.value ?? '');
  const started = firstCommit(record);
  const deployed = record.followUps.flatMap(({ fields }) => fields.deployed ?? [])[0];
  const merge =
    record.form === 'outside-git'
      ? 'Made'
      : onMerge && !deployed
        ? 'Merged and deployed'
        : 'Merged';

  const steps: ChangeStep[] = [
    ...(requested ? [stepAt('Requested', requested, timeZone)] : []),
    ...(started ? [stepAt('First commit', started, timeZone)] : []),
    stepAt(merge, record.mergedAt, timeZone),
  ];
  for (const { fields, landing } of record.followUps) {
    if (landing && 'at' in landing) {
      steps.push(stepAt('Follow-up landed in the book', landing.at, timeZone));
    }
    if (fields.deployed) steps.push(stepAt('Deployed', fields.deployed.at, timeZone));
    if (fields.validated) steps.push(stepAt('Validated', fields.validated.at, timeZone));
    if (fields.monitored) steps.push(stepAt('Watched until', fields.monitored.until, timeZone));
    for (const { on } of fields.copied) {
      steps.push({ what: 'Log copied', words: dateInWords(on), at: on });
    }
    if (fields.retrospective) {
      const { on } = fields.retrospective;
      steps.push({ what: 'Retrospective', words: dateInWords(on), at: on });
    }
  }
  return steps.sort((a, b) => latestMoment(a) - latestMoment(b));
}
