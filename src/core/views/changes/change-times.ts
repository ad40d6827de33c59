import type { ChangeRecord, FollowUp } from '../../model/change-record.ts';
import { momentInWords, parseInstant, type Instant } from '../../model/instant.ts';
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

/** The known steps of a change, oldest first. */
export function changeTimes(record: ChangeRecord, timeZone: string): ChangeStep[] {
  const { fields, deployed, mergedAt, form, followUps } = record;
  const request = fields['requested-at'];
  const byMerge = isDeployedByMerge(record);
  const isOutside = form === 'outside-git';
  const made = isOutside ? 'Made' : byMerge ? 'Merged and deployed' : 'Merged';
  const inGit = sourceInWords({ source: 'graph' });
  const inBook = sourceInWords({ source: 'follow-up' });
  const step = (what: string, at: Instant | undefined, known: string): ChangeStep[] =>
    at === undefined ? [] : [{ what, words: momentInWords(at, timeZone), at, known }];
  const onDay = (what: string, at: CalendarDate): ChangeStep => {
    return { what, words: dateInWords(at), at, known: inBook };
  };
  const stepsOf = ({ fields: own, landing }: FollowUp): ChangeStep[] => [
    ...step(
      'Follow-up landed in the book',
      landing && 'at' in landing ? landing.at : undefined,
      inGit,
    ),
    ...step('Approved in words', own.spokenApproval?.at, inBook),
    ...step('Security reviewed', own.securityReview?.at, inBook),
    ...step('Tested afterwards', own.testedAfter?.at, inBook),
    ...step('Checked', own.checked?.at, inBook),
    ...step('Validated', own.validated?.at, inBook),
    ...step('Watched until', own.monitored?.until, inBook),
    ...own.copied.map(({ on }) => onDay('Log copied', on)),
    ...(own.retrospective ? [onDay('Retrospective', own.retrospective.on)] : []),
  ];
  const steps = [
    ...step('Requested', parseInstant(request?.value ?? ''), request ? sourceInWords(request) : ''),
    ...step('First commit', firstCommit(record), inGit),
    ...step(made, mergedAt, isOutside ? inBook : inGit),
    ...(deployed && !byMerge
      ? step('Deployed', deployed.value.at, sourceInWords({ source: deployed.source }))
      : []),
    ...followUps.flatMap(stepsOf),
  ];
  return steps.sort((a, b) => latestMoment(a) - latestMoment(b));
}
