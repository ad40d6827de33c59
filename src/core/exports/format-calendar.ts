import { listExceptions, type Exception } from '../history/exceptions.ts';
import { dutyStatus } from '../history/duty-status.ts';
import { isOver } from '../history/in-force.ts';
import { earlyReview } from '../history/early-reviews.ts';
import { reviewClock } from '../history/review-clock.ts';
import type { Book } from '../model/book.ts';
import { addDays, dateInWords, daysBetween, type CalendarDate } from '../model/calendar-date.ts';
import { idInWords, personInWords } from '../model/id-in-words.ts';
import { periodInWords } from '../model/period.ts';
import type { Policy } from '../model/policy.ts';
import { answerInWords } from '../schemas/answer.ts';
import { exceptionInWords } from '../views/evidence/exceptions.ts';
import { exceptionsPath, policyPath, siteAddress } from '../views/paths.ts';

/** A day in the calendar of the owners. */
interface DueEvent {
  /** Stays while the policy and the duty keep their ids, so that a calendar moves the day instead of adding one. */
  readonly uid: string;
  readonly due: CalendarDate;
  /** The day from which the time to the due day runs; absent where nothing is on record. */
  readonly since?: CalendarDate;
  /** Rises with each review or duty done. */
  readonly sequence: number;
  readonly summary: string;
  readonly description: readonly string[];
  readonly url: string;
}

/** The next review of each policy, the next day of each duty and the last day of each exception as iCalendar, stamped with the day of the book. */
export function formatCalendar(book: Book): string {
  const { settings, asOf, engine } = book;
  const name = `${settings.organisation.name}: reviews, duties and exceptions${settings.sample ? ' (sample book)' : ''}`;
  const events = book.policies
    .filter((policy) => !isOver(policy, asOf))
    .flatMap((policy) => [reviewEvent(policy, book), ...dutyEvents(policy, book)])
    .concat(listExceptions(book).flatMap((exception) => exceptionEvents(exception, book)))
    .sort((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1));
  return formatCalendarLines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Policybook//${calendarText(engine)}//EN`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${calendarText(name)}`,
    ...events.flatMap((event) => formatEvent(event, asOf, settings.reviews.warnDays)),
    'END:VCALENDAR',
  ]);
}

function sortKey({ due, uid }: DueEvent): string {
  return `${due} ${uid}`;
}

function reviewEvent(policy: Policy, book: Book): DueEvent {
  const { id, current } = policy;
  const { settings } = book;
  const { title, owner, reviewEvery, reviews } = current.frontmatter;
  const early = earlyReview(policy, book);
  const { lastReview: last, due } = reviewClock(policy, book);
  return {
    uid: uidOf(policy, 'review', settings.editions.internal.url),
    due: early?.due ?? due,
    sequence: reviews.length,
    summary: `Review: ${title}`,
    description: [
      `Owner: ${idInWords(owner)}. Version ${current.version}. Every ${periodInWords(reviewEvery)}.`,
      last === undefined ? 'No review is on record.' : `Last review: ${dateInWords(last)}.`,
      ...(early ? [`Due early, because of: ${early.triggers[0].title}`] : []),
      `To record it: npm run review -- ${id} --by <person> --outcome unchanged --note "<what was looked at>"`,
    ],
    url: siteAddress(settings.editions.internal.url, policyPath(id)),
    ...(last !== undefined && { since: last }),
  };
}

function dutyEvents(policy: Policy, book: Book): DueEvent[] {
  const { url } = book.settings.editions.internal;
  const { title, duties } = policy.current.frontmatter;
  return duties.flatMap((duty) => {
    const { times, last, due } = dutyStatus(policy, duty, book);
    if (due === undefined) return [];
    return [
      {
        uid: uidOf(policy, `duty.${duty.id}`, url),
        due,
        sequence: times,
        summary: `Duty: ${duty.what.replace(/\.$/, '')}`,
        description: [
          `${title}, clause ${duty.clause}. By: ${idInWords(duty.owner)}. Every ${periodInWords(duty.every)}.`,
          last === undefined ? 'It is not on record yet.' : `Last done: ${dateInWords(last)}.`,
        ],
        url: `${siteAddress(url, policyPath(policy.id))}#${duty.clause}`,
        ...(last !== undefined && { since: last }),
      },
    ];
  });
}

function exceptionEvents(exception: Exception, { settings, people }: Book): DueEvent[] {
  const { id, answer, state } = exception;
  const { url } = settings.editions.internal;
  const { expires, on, by, approvedBy, why } = answer;
  if (expires === undefined || state === 'closed') return [];
  return [
    {
      uid: uidOf({ id }, 'exception', url),
      due: expires,
      since: on,
      // A renewal has a later day of its own.
      sequence: daysBetween('2000-01-01' as CalendarDate, on),
      summary: `Expires: ${answerInWords(answer)}${answer.change === undefined ? ` ${id}` : ''}`,
      description: [
        `Owner: ${personInWords(by, people)}. Approved by: ${personInWords(approvedBy, people)}.`,
        exceptionInWords(exception),
        `Why: ${why}`,
      ],
      url: siteAddress(url, exceptionsPath),
    },
  ];
}

// A renamed policy keeps its events; the path distinguishes two books of one host.
function uidOf(
  { id, formerIds = [] }: Pick<Policy, 'id' | 'formerIds'>,
  what: string,
  url: string,
): string {
  const { hostname, pathname } = new URL(url);
  return `${formerIds[0] ?? id}.${what}@${hostname}${pathname.replace(/(?<!\/)\/+$/, '')}`;
}

function formatEvent(
  { uid, due, since, sequence, summary, description, url }: DueEvent,
  asOf: CalendarDate,
  warnDays: readonly number[],
): string[] {
  // A notice in the first half of an interval comes too soon after the last time to be heeded.
  const notices = [...new Set(warnDays)]
    .filter((days) => since === undefined || 2 * days <= daysBetween(since, due))
    .sort((left, right) => right - left);
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${compact(asOf)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(due)}`,
    `DTEND;VALUE=DATE:${compact(addDays(due, 1))}`,
    `SEQUENCE:${sequence}`,
    `SUMMARY:${calendarText(summary)}`,
    `DESCRIPTION:${calendarText(description.join('\n'))}`,
    `URL:${url}`,
    'TRANSP:TRANSPARENT',
    ...notices.flatMap((days) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${calendarText(`${summary}, due in ${days} ${days === 1 ? 'day' : 'days'}`)}`,
      `TRIGGER:-P${days}D`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ];
}

function compact(day: CalendarDate): string {
  return day.replaceAll('-', '');
}

/** Most octets of a line, its CRLF not counted. */
const lineOctets = 75;

const encoder = new TextEncoder();

/** A text as the value of a property: one line, with the signs that part values escaped. */
function calendarText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`);
}

/** Lines as iCalendar has them: ended by CRLF, and folded between characters, never inside one. */
export function formatCalendarLines(lines: readonly string[]): string {
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function fold(line: string): string {
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const length = character < '\u0080' ? 1 : encoder.encode(character).length;
    if (octets + length > lineOctets) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += length;
  }
  return folded;
}
