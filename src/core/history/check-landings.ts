import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { dateInWords, type CalendarDate } from '../model/calendar-date.ts';
import { calendarDateOf } from '../model/instant.ts';
import type { PolicyHistory } from '../model/policy-text.ts';

/**
 * Texts of policies whose commits state a day that is still to come. Nothing above them can land earlier, so a wrong
 * clock or a typed date would put every later version off; it is said while the commit can still be made again.
 */
export function checkLandings(
  { texts }: PolicyHistory,
  { today, timeZone }: { readonly today: CalendarDate; readonly timeZone: string },
): Diagnostic[] {
  const commits = new Map(texts.map((text) => [text.commit, text]));
  return [...commits.values()].flatMap(({ file, commit, landed }): Diagnostic[] => {
    const on = calendarDateOf(landed, timeZone);
    if (on <= today) return [];
    return [
      {
        code: 'policy/landed-in-future',
        severity: 'error',
        at: { file, line: 1 },
        problem: `The commit ${commit.slice(0, 12)} counts as landed on ${dateInWords(on)}, since it or one below it states that day; today is ${dateInWords(today)}.`,
        remedy:
          'Make the commit that states the day again with the right time, before others build on it.',
      },
    ];
  });
}
