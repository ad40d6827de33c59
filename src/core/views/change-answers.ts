import type { Book, JudgedChange } from '../model/book.ts';
import type { Answer } from '../schemas/answer.ts';
import { isDeviation } from './summarise-verdicts.ts';

/** An answer with names instead of ids, and the clause that it answers for. */
export type NamedAnswer = Answer & { readonly clause: string };

/** The answers to the deviations of a change, and the clauses that nobody has answered for. */
export function answersOf(
  { verdicts }: JudgedChange,
  { people }: Book,
): { readonly answers: readonly NamedAnswer[]; readonly open: readonly string[] } {
  const deviations = verdicts.filter(isDeviation);
  const nameOf = (id: string) => people[id]?.name ?? id;
  const answers = deviations.flatMap(({ answer, clause, rule }) =>
    answer
      ? [
          {
            ...answer,
            by: nameOf(answer.by),
            approvedBy: nameOf(answer.approvedBy),
            clause: clause ?? rule,
          },
        ]
      : [],
  );
  const open = deviations
    .filter(({ answer }) => answer === undefined)
    .map(({ clause, rule }) => (clause === undefined ? rule : `clause ${clause}`));
  return { answers, open: [...new Set(open)] };
}
