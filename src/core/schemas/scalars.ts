import { z } from 'zod';
import { latestDay, parseCalendarDate, parsePartialDate } from '../model/calendar-date.ts';
import { expectedGlob } from '../model/glob.ts';
import { parseInstant } from '../model/instant.ts';
import { parseDayPeriod, parsePeriod } from '../model/period.ts';

/** Turns a text into a branded value, or reports what was expected. */
function scalar<T extends string>(
  parse: (text: string) => T | undefined,
  expected: (text: string) => string,
  jsonPattern: string,
) {
  return z
    .string()
    .refine((text) => parse(text) !== undefined, {
      error: ({ input }) => `expected ${expected(input as string)}`,
    })
    .transform((text) => text as T)
    .meta({ pattern: jsonPattern });
}

/** "2026-02 ends with 2026-02-28" for a day that does not exist; otherwise the form of a day. */
function expectedDay(text: string): string {
  const month = parsePartialDate(text.slice(0, 7));
  const isMissingDay = month !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);
  return isMissingDay
    ? `a day that exists (the last of that month is ${latestDay(month)})`
    : 'a day of the calendar such as 2026-03-25';
}

export const calendarDate = scalar(parseCalendarDate, expectedDay, '^\\d{4}-\\d{2}-\\d{2}$');

export const partialDate = scalar(
  parsePartialDate,
  (text) =>
    text.length === 10 ? expectedDay(text) : 'a day or a month such as 2026-03-25 or 2026-03',
  '^\\d{4}-\\d{2}(-\\d{2})?$',
);

export const instant = scalar(
  parseInstant,
  () => 'a moment with its offset such as 2026-03-25T14:05:00+01:00',
  '^\\d{4}-\\d{2}-\\d{2}T',
);

export const period = scalar(
  parsePeriod,
  () => 'a length of time such as P1Y, P30D, PT24H or P1DT12H',
  '^P',
);

/** Where only days are known, hours could not be counted. */
export const dayPeriod = scalar(
  parseDayPeriod,
  () => 'a length of time in days, weeks, months or years such as P30D or P1Y',
  '^P[^T]*$',
);

export const classification = z.enum(['public', 'internal', 'confidential']);

export const versionNumber = z
  .string()
  .regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)$/, 'expected two numbers in quotes such as "1.2"');

/** Ids become addresses of pages and names of files, hence the narrow alphabet. */
export const slug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
    'expected lower-case letters, digits and single hyphens such as change-management',
  );

/** Several ids in one text, separated by commas. */
export const slugs = z
  .string()
  .refine((list) => list.split(',').every((one) => slug.safeParse(one.trim()).success), {
    error: 'expected ids separated by commas such as system-prompt, content-filter',
  });

/** A text as somebody wrote it elsewhere, such as a commit message. */
export const writtenText = z.string().trim().min(1, 'expected some text');

const markup = /<[a-z/!][^<>@]*>|<!--|\{\/\*|\*\/\}|!?\[[^[\]]*\]\([^()\s]*\)/i;

/** A text of the book that is printed as it stands, so that a tag in it would mark nothing. */
export const text = writtenText.refine((written) => !markup.test(written), {
  error: ({ input }) =>
    `expected text without markup, which a field shows as it stands; it contains ${markup.exec(input as string)?.[0] ?? ''}`,
});

/** A pattern of paths such as `src/auth/**`. */
export const glob = text.refine((value) => expectedGlob(value) === undefined, {
  error: ({ input }) => `expected ${expectedGlob(input as string) ?? 'a glob'}`,
});

/** A clause of a policy by its id: 4, 4.2, 4.b or the slug of an unnumbered heading. */
export const clauseId = z
  .string()
  .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, 'expected the id of a clause, in quotes, such as "4.b"');

export const timeZone = z
  .string()
  .refine(isTimeZone, { error: 'expected an IANA time zone such as Europe/London' });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as "09:00"');

export const endTime = z
  .string()
  .regex(/^(?:([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'expected a time such as "17:00", or "24:00"');

export const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

export const avoidedTime = z
  .string()
  .regex(
    /^(?:mon|tue|wed|thu|fri|sat|sun)(?: (?=\d|-\d)(?:(?:[01]\d|2[0-3]):[0-5]\d)?-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)?)?$/,
    'expected a day with the hours to avoid such as "fri", "fri 15:00-", "mon -10:00" or "wed 12:00-13:00"',
  )
  .refine(
    (avoided) => {
      const [from = '', to = ''] = (avoided.split(' ')[1] ?? '').split('-');
      return from === '' || to === '' || from < to;
    },
    {
      error:
        'expected hours that end later on the same day; over midnight write two, such as "fri 22:00-" and "sat -02:00"',
    },
  );
