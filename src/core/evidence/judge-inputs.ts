import { assembleBook, type AssembledBook, type JudgingOrder } from '../assemble-book.ts';
import type { RawHistory } from '../model/raw-commit.ts';
import type { Content, ContentFiles } from '../parse/parse-content.ts';
import type { Settings } from '../schemas/settings.ts';

/** Everything that a book is judged from. */
export interface JudgeInputs {
  readonly folder: ContentFiles;
  /** The files of the folder as they were parsed. */
  readonly content: Content;
  /** Gates that the command line set over those of the book. */
  readonly gates: Partial<Settings['gates']>;
  readonly histories: readonly RawHistory[];
  readonly order: JudgingOrder;
}

/** Judges a book from its inputs. */
export function assembleInputs({ content, gates, histories, order }: JudgeInputs): AssembledBook {
  if (!content.settings) return { diagnostics: content.diagnostics };
  const { value, source } = content.settings;
  const settings: Settings = {
    ...value,
    gates: { ...value.gates, ...gates },
    // A sample shows itself on the day on which it was judged.
    ...(value.sample && { sample: { ...value.sample, asOf: order.asOf } }),
  };
  return assembleBook({ ...content, settings: { value: settings, source } }, histories, order);
}
