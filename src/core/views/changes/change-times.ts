import type { ChangeRecord, FollowUp } from '../../model/change-record.ts';
import { calendarDateOf, clockTimeOf, parseInstant, type Instant } from '../../model/instant.ts';
import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import { sourceInWords } from './change-fields.ts';

/** A step in the life of a change. */
export interface ChangeStep {
  readonly what: string;
  /** "25 March 2026, 14:05", in the company's zone; without a time where only the day is known. */
  readonly words: string;
  /** For `datetime`. */
  readonly at: Instant | CalendarDate;
  /** Where it was read. */
  readonly known: string;
}

/** "25 March 2026, 14:05", in a zone. */
export function momentInWords(at: Instant, timeZone: string): string {
  return `${dateInWords(calendarDateOf(at, timeZone))}, ${clockTimeOf(at, timeZone)}`;
}

function stepAt(what: string, at: Instant, timeZone: string, known: string): ChangeStep {
  return { what, words: momentInWords(at, timeZone), at, known };
}

// A step of which only the day is known comes after the steps of that day whose time is known.
function latestMoment({ at }: ChangeStep): number {
  return Date.parse(at) + (at.length === 10 ? 86_399_999 : 0);
}

function firstCommit({ commits }: ChangeRecord): Instant | undefined {
  return commits.map(({ at }) => at).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

/** Whether the merge brought it to production at once. */
export function isDeployedByMerge({ deployed, mergedAt }: ChangeRecord): boolean {
  return deployed?.value.at === mergedAt;
}

/** When what happened to a change, oldest first, as far as it is known. */
export function changeTimes(record: ChangeRecord, timeZone: string): ChangeStep[] {
  const { fields, deployed, mergedAt, form, followUps } = record;
  const request = fields['requested-at'];
  const requested = parseInstant(request?.value ?? '');
  const started = firstCommit(record);
  const byMerge = isDeployedByMerge(record);
  const made = form === 'outside-git' ? 'Made' : byMerge ? 'Merged and deployed' : 'Merged';
  const madeFrom = sourceInWords({ source: form === 'outside-git' ? 'follow-up' : 'graph' });
  const inGit = sourceInWords({ source: 'graph' });

  const steps: ChangeStep[] = [
    ...(request && requested
      ? [stepAt('Requested', requested, timeZone, sourceInWords(request))]
      : []),
    ...(started ? [stepAt('First commit', started, timeZone, inGit)] : []),
    stepAt(made, mergedAt, timeZone, madeFrom),
    ...(deployed && !byMerge
      ? [
          stepAt(
            'Deployed',
            deployed.value.at,
            timeZone,
            sourceInWords({ source: deployed.source }),
          ),
        ]
      : []),
    ...followUps.flatMap((followUp) => stepsOf(followUp, timeZone)),
  ];
  return steps.sort((a, b) => latestMoment(a) - latestMoment(b));
}

function stepsOf({ fields, landing }: FollowUp, timeZone: string): ChangeStep[] {
  const { validated, monitored, copied, retrospective } = fields;
  const known = sourceInWords({ source: 'follow-up' });
  const onDay = (what: string, on: CalendarDate) => ({
    what,
    words: dateInWords(on),
    at: on,
    known,
  });
  const landed = landing && 'at' in landing ? landing.at : undefined;
  return [
    ...(landed
      ? [
          stepAt(
            'Follow-up landed in the book',
            landed,
            timeZone,
            sourceInWords({ source: 'graph' }),
          ),
        ]
      : []),
    ...(validated ? [stepAt('Validated', validated.at, timeZone, known)] : []),
    ...(monitored ? [stepAt('Watched until', monitored.until, timeZone, known)] : []),
    ...copied.map(({ on }) => onDay('Log copied', on)),
    ...(retrospective ? [onDay('Retrospective', retrospective.on)] : []),
  ];
}
