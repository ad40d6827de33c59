import { escapeText } from '../diagnostics/escape-text.ts';
import { count } from '../diagnostics/format-diagnostics.ts';
import { dateInWords } from '../model/calendar-date.ts';
import type { ChangesSince } from '../views/work/changes-since.ts';

/** What happened since a day, as lines or as JSON: `{ schemaVersion, since, asOf, versions, reviews, deviations, answers, changes }`. */
export function formatSince(found: ChangesSince, format: 'text' | 'json'): string {
  if (format === 'json') return JSON.stringify({ schemaVersion: 1, ...found }, undefined, 2);
  const { since, asOf, versions, reviews, deviations, answers, changes } = found;
  return escapeText(
    [
      `From ${dateInWords(since)} to ${dateInWords(asOf)}`,
      ...part(
        'Versions that came into force',
        versions.map(
          ({ from, title, version, summary }) => `${from}  ${title} ${version}: ${summary}`,
        ),
      ),
      ...part(
        'Reviews',
        reviews.map(({ on, title, by, outcome }) => `${on}  ${title}: ${outcome}, ${by}`),
      ),
      ...part(
        `Deviations, of ${count(changes, 'change')}`,
        deviations.map(
          ({ day, change, rules, isAnswered }) =>
            `${day}  ${change}: ${rules.join(', ')}; ${isAnswered ? 'answered' : 'no answer'}`,
        ),
      ),
      ...part(
        'Answers and exceptions',
        answers.map(
          ({ on, id, by, isStanding }) => `${on}  ${id}${isStanding ? ', standing' : ''}, ${by}`,
        ),
      ),
    ].join('\n'),
  );
}

function part(title: string, lines: readonly string[]): string[] {
  return ['', title, ...(lines.length > 0 ? lines.map((line) => `  ${line}`) : ['  None'])];
}
