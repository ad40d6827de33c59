import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Filed } from '../../model/book.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import { calendarDateOf, type Instant } from '../../model/instant.ts';
import type { RecordHistory } from '../../model/record-history.ts';
import { locateField } from '../../parse/locate-field.ts';
import { parseYaml } from '../../parse/parse-yaml.ts';
import { validate } from '../../parse/validate.ts';
import { answerSchema, type Answer } from '../../schemas/answer.ts';

/** Answers that were in the book before the day that they state. */
export function* checkAnswerDates(
  answers: readonly Filed<Answer>[],
  { landings }: RecordHistory,
  timeZone: string,
): Iterable<Diagnostic> {
  const current = new Map(answers.map(({ source, value }) => [source.text, value]));
  const first = new Map<string, Instant>();
  for (const { at, texts } of landings) {
    for (const { file, text = '' } of texts) {
      const answer = current.get(text) ?? parseAnswer(file, text);
      if (answer && !first.has(answerKey(answer))) first.set(answerKey(answer), at);
    }
  }
  for (const { source, value } of answers) {
    const landed = first.get(answerKey(value));
    const day = landed && calendarDateOf(landed, timeZone);
    if (day === undefined || value.on <= day) continue;
    const at = locateField(source, ['on']);
    const problem = `The answer to ${value.change} is dated ${dateInWords(value.on)} and landed in the book with that date on ${dateInWords(day)}.`;
    const remedy = `Write the day on which it was given, ${dateInWords(day)} at the latest.`;
    yield { code: 'record/answer-ahead', severity: 'warning', at, problem, remedy };
  }
}

function answerKey({ change, rule, on }: Answer): string {
  return `${change} ${rule} ${on}`;
}

// Other records land too, and are left out.
function parseAnswer(file: string, text: string): Answer | undefined {
  if (!file.endsWith('.yaml')) return undefined;
  const parsed = validate(answerSchema, parseYaml(text, file));
  return 'value' in parsed ? parsed.value : undefined;
}
