import { createTwoFilesPatch } from 'diff';
import { bookFormat } from '../schemas/book-format.ts';
import { parseYaml, valueAt } from '../parse/parse-yaml.ts';
import type { SourceFile } from '../model/source-file.ts';
import { editFields } from './edit-fields.ts';
import { refuse, type Refusal } from './writing.ts';

/** What brings a book from one format to the next. */
interface Migration {
  /** The format afterwards. */
  readonly to: number;
  /** What it alters, in a sentence. */
  readonly what: string;
  /** The files that it alters, as they are afterwards. The format itself is written by the runner. */
  readonly alter: (files: readonly SourceFile[]) => readonly SourceFile[];
}

/** Every migration, the oldest first. A change of the format that makes an older book unreadable needs one. */
const migrations: readonly Migration[] = [
  { to: 1, what: 'policybook.yaml states the format of the book', alter: () => [] },
];

export interface MigrationPlan {
  readonly from: number;
  readonly to: number;
  readonly steps: readonly string[];
  readonly files: readonly SourceFile[];
  /** What is altered, as a patch. */
  readonly patch: string;
}

/** What brings the files of a book to the format of this engine; without steps where it has that format. */
export function planMigration(
  { folder, files }: { readonly folder: string; readonly files: readonly SourceFile[] },
  known: readonly Migration[] = migrations,
): MigrationPlan | { readonly refusal: Refusal } {
  const name = `${folder}/policybook.yaml`;
  const settings = files.find(({ file }) => file === name);
  if (!settings)
    return refuse(`${name} is missing.`, 'Name the folder of the book with --content.');
  const from = formatOf(settings);
  const to = known.at(-1)?.to ?? bookFormat;
  if (from > to) {
    return refuse(
      `The book has format ${from}; this engine reads ${to}.`,
      'Install a later version of policybook.',
    );
  }
  const steps = known.filter((migration) => migration.to > from);
  if (steps.length === 0) return { from, to, steps: [], files: [], patch: '' };
  const after = steps.reduce((state, { alter }) => replaceFiles(state, alter(state)), files);
  const edited = editFields(after.find(({ file }) => file === name) ?? settings, [
    { set: 'format', to, after: ['organisation'] },
  ]);
  if ('problem' in edited) return refuse(edited.problem, `Write format: ${to} into ${name}.`);
  const all = replaceFiles(after, [{ file: name, text: edited.text }]);
  const altered = all.filter(({ file, text }) => textOf(files, file) !== text);
  const patches = altered.map(({ file, text }) =>
    createTwoFilesPatch(file, file, textOf(files, file) ?? '', text, '', '', { context: 2 }),
  );
  return {
    from,
    to,
    steps: steps.map(({ what }) => what),
    files: altered,
    patch: patches.join(''),
  };
}

/** 0 where the settings state no format. */
function formatOf({ file, text }: SourceFile): number {
  const format = valueAt(parseYaml(text, file).value, ['format']);
  return typeof format === 'number' ? format : 0;
}

function textOf(files: readonly SourceFile[], name: string): string | undefined {
  return files.find(({ file }) => file === name)?.text;
}

function replaceFiles(
  files: readonly SourceFile[],
  altered: readonly SourceFile[],
): readonly SourceFile[] {
  const names = altered.map(({ file }) => file);
  return [...files.filter(({ file }) => !names.includes(file)), ...altered];
}
