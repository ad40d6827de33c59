import type { Book, Filed, JudgedChange } from '../model/book.ts';
import type { CalendarDate } from '../model/calendar-date.ts';
import { memoize } from '../model/memoize.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Answer } from '../schemas/answer.ts';

/** A deviation that an exception answers. */
export interface Answered {
  readonly change: JudgedChange;
  readonly verdict: Verdict;
}

/** Whether an exception counts, and until when: an answer without an expiry is settled. */
export type ExceptionState = 'open' | 'expired' | 'closed' | 'settled';

/** One file of content/answers: the answer to deviations of one change, or a standing exception. */
export interface Exception {
  /** Name of its file without the ending, for good. */
  readonly id: string;
  readonly source: SourceFile;
  /** What the file states for all its rules. */
  readonly answer: Answer;
  readonly rules: readonly string[];
  readonly state: ExceptionState;
  /** The deviations that it answers, newest change first. */
  readonly answered: readonly Answered[];
}

/** Every answer and standing exception: those that expire first, by their last day, then the others, newest first. */
export const listExceptions = memoize((book: Book): readonly Exception[] => {
  const byAnswer = answeredBy(book.changes);
  return [...Map.groupBy(book.answers, ({ source }) => source)]
    .flatMap(([source, filed]) => describe(source, filed, byAnswer, book.asOf))
    .sort(
      (left, right) =>
        compare(sortKey(left), sortKey(right)) ||
        compare(right.answer.on, left.answer.on) ||
        compare(left.id, right.id),
    );
});

function describe(
  source: SourceFile,
  filed: readonly Filed<Answer>[],
  byAnswer: ReadonlyMap<Answer, readonly Answered[]>,
  asOf: CalendarDate,
): Exception[] {
  const [first] = filed;
  if (!first) return [];
  const { value: answer } = first;
  return [
    {
      id: (source.file.split('/').at(-1) ?? '').replace(/\.yaml$/, ''),
      source,
      answer,
      rules: filed.map(({ value }) => value.rule),
      state: stateOf(answer, asOf),
      answered: filed.flatMap(({ value }) => byAnswer.get(value) ?? []),
    },
  ];
}

function stateOf({ expires, closed }: Answer, asOf: CalendarDate): ExceptionState {
  if (closed && closed.on <= asOf) return 'closed';
  if (expires === undefined) return 'settled';
  return expires < asOf ? 'expired' : 'open';
}

function answeredBy(changes: readonly JudgedChange[]): Map<Answer, Answered[]> {
  const found = new Map<Answer, Answered[]>();
  for (const change of changes) {
    for (const verdict of change.verdicts) {
      if (!verdict.answer) continue;
      const known = found.get(verdict.answer) ?? [];
      found.set(verdict.answer, known);
      known.push({ change, verdict });
    }
  }
  return found;
}

function sortKey({ state, answer: { expires } }: Exception): string {
  return state === 'open' || state === 'expired' ? (expires ?? '') : '~';
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
