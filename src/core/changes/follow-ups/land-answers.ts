import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Filed } from '../../model/book.ts';
import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import { calendarDateOf, type Instant } from '../../model/instant.ts';
import type { RecordHistory } from '../../model/record-history.ts';
import { locateField } from '../../parse/locate-field.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { validate } from '../../parse/validate.ts';
import {
  answerFileSchema,
  answerInWords,
  filesOfAnswers,
  isStanding,
  splitAnswer,
  type Answer,
} from '../../schemas/answer.ts';

interface Landing {
  readonly timeZone: string;
  readonly asOf: CalendarDate;
  /** Absent where nothing is known of the book's own commits. */
  readonly recordHistory?: RecordHistory | undefined;
}

export interface LandedAnswers {
  readonly answers: readonly Filed<Answer>[];
  /** Answers that were in the book before the day that they state. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The answers with the first day that each standing exception covers. Where the book's commits are known, that is at the
 * earliest the day on which these rules, this scope and this expiry landed: nobody accepts in advance what is past.
 */
export function landAnswers(
  answers: readonly Filed<Answer>[],
  { timeZone, asOf, recordHistory }: Landing,
): LandedAnswers {
  const firsts = recordHistory && firstLandings(answers, recordHistory);
  const dayOf = (answer: Answer) => {
    const landed = firsts?.get(keyOf(answer));
    return landed && calendarDateOf(landed, timeZone);
  };
  const isKnown = recordHistory !== undefined && recordHistory.unknown === undefined;
  return {
    answers: answers.map(({ source, value }) => {
      if (!isStanding(value)) return { source, value };
      const landed = dayOf(value) ?? (isKnown ? asOf : value.on);
      return { source, value: { ...value, since: landed > value.on ? landed : value.on } };
    }),
    diagnostics: filesOfAnswers(answers).flatMap(({ source, value }) => {
      const day = dayOf(value);
      return day === undefined || value.on <= day ? [] : describeAhead({ source, value }, day);
    }),
  };
}

function describeAhead({ source, value }: Filed<Answer>, day: CalendarDate): Diagnostic[] {
  return [
    {
      code: 'record/answer-ahead',
      severity: 'warning',
      at: locateField(source, ['on']),
      problem: `The ${answerInWords(value)} is dated ${dateInWords(value.on)} and landed in the book with that date on ${dateInWords(day)}.`,
      remedy: `Write the day on which it was given, ${dateInWords(day)} at the latest.`,
    },
  ];
}

/** When each answer first landed as it is now, as far as its landing counts. */
function firstLandings(
  answers: readonly Filed<Answer>[],
  { landings }: RecordHistory,
): ReadonlyMap<string, Instant> {
  const current = Map.groupBy(answers, ({ source }) => source.text);
  const firsts = new Map<string, Instant>();
  for (const { at, texts } of landings) {
    for (const { file, text = '' } of texts) {
      const known = current.get(text)?.map(({ value }) => value);
      for (const answer of known ?? parseAnswers(file, text)) {
        const key = keyOf(answer);
        if (!firsts.has(key)) firsts.set(key, at);
      }
    }
  }
  return firsts;
}

function keyOf({ change, rule, on, covers, expires }: Answer): string {
  return covers ? JSON.stringify([rule, on, covers, expires]) : `${change ?? ''} ${rule} ${on}`;
}

// Other records land too, and are left out.
function parseAnswers(file: string, text: string): Answer[] {
  if (!file.endsWith('.yaml')) return [];
  const parsed = validate(answerFileSchema, parseYaml(text, file));
  return 'value' in parsed ? splitAnswer(parsed.value) : [];
}
