import { cancel, isCancel, multiselect, select, text, type CANCEL_SYMBOL } from '@clack/prompts';
import { UsageError } from '../command.ts';

/** A question whose answer an option can give as well. */
export interface Question {
  readonly message: string;
  readonly initial: string;
  /** The only answers, by value; any text where absent. */
  readonly choices?: Readonly<Record<string, string>>;
}

/** The answer of the person at the terminal. Throws a `UsageError` where the question is cancelled. */
export async function ask({ message, initial, choices }: Question): Promise<string> {
  const answer = choices
    ? await select({
        message,
        initialValue: initial,
        options: Object.entries(choices).map(([value, label]) => ({ value, label })),
      })
    : await text({ message, initialValue: initial });
  return finished(answer);
}

/** Those of a list that the person chose; at least one. */
export async function askSeveral(message: string, names: readonly string[]): Promise<string[]> {
  return finished(
    await multiselect({
      message,
      initialValues: [...names],
      options: names.map((value) => ({ value, label: value })),
    }),
  );
}

function finished<Answer>(answer: Answer | typeof CANCEL_SYMBOL): Answer {
  if (!isCancel(answer)) return answer;
  cancel('Nothing was written.');
  throw new UsageError('The questions were cancelled. Options answer each of them.');
}
