import type { Book } from '../model/book.ts';
import type { ChangeRecord, Sourced } from '../model/change-record.ts';
import { fieldInWords, recordFields, type RecordField } from '../model/record-fields.ts';
import { sourceInWords } from './source-words.ts';
import { typeInWords } from './type-words.ts';

/** A fact of a change as its page prints it. */
export interface FieldLine {
  readonly label: string;
  readonly value: string;
  /** Where it was read, or how it is known. */
  readonly known?: string;
}

/** What was written of a change, in the order in which the record holds it, each with where it was read. */
export function changeFields({ fields }: ChangeRecord): FieldLine[] {
  const written = Object.entries(fields) as [RecordField, Sourced<string>][];
  return (
    written
      // A moment is among the times of the page.
      .filter(([field]) => recordFields[field].value !== 'moment')
      .map(([field, sourced]) => ({
        label: fieldInWords(field),
        value: sourced.value,
        known: sourceInWords(sourced),
      }))
  );
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
