import type { Book } from '../model/book.ts';
import type { ChangeRecord, RecordField } from '../model/change-record.ts';
import { idInWords } from '../model/id-in-words.ts';
import { sourceInWords } from './source-words.ts';
import { typeInWords } from './type-words.ts';

/** A fact of a change as its page prints it. */
export interface FieldLine {
  readonly label: string;
  readonly value: string;
  /** Where it was read, or how it is known. */
  readonly known?: string;
}

const labels: Readonly<Partial<Record<RecordField, string>>> = {
  'ai-component': 'AI component',
  'ai-provider': 'AI provider',
  'ai-eval-before': 'Evaluation before',
  'ai-eval-after': 'Evaluation after',
  'ai-isolation': 'Tenant isolation',
  'ai-dpa': "Provider's data agreement",
  'ai-security-impact': 'AI security impact',
  staging: 'In staging',
};

// Stands among the times.
const requestedAt: RecordField = 'requested-at';

/** What was written of a change, in the order in which the record holds it, each with where it was read. */
export function changeFields({ fields }: ChangeRecord): FieldLine[] {
  return Object.entries(fields)
    .filter(([field]) => field !== requestedAt)
    .map(([field, sourced]) => ({
      label: labels[field as RecordField] ?? idInWords(field),
      value: sourced.value,
      known: sourceInWords(sourced),
    }));
}

/** "Normal", "Standard, dependency patch", "No type stated". */
export function changeTypeInWords({ fields }: ChangeRecord, book: Pick<Book, 'policies'>): string {
  const type = fields.type?.value;
  if (type === undefined) return 'No type stated';
  const detail = fields.kind?.value ?? fields.category?.value;
  const words = typeInWords(type, book);
  return detail === undefined ? words : `${words}, ${detail.replaceAll('-', ' ')}`;
}

/** The commit message; undefined for a change outside git, whose text its own record prints already. */
export function messageToShow({ form, message }: ChangeRecord): string | undefined {
  return form === 'outside-git' ? undefined : message;
}
