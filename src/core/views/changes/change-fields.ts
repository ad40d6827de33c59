import { memoize } from '../../model/memoize.ts';
import type { Book } from '../../model/book.ts';
import type { ChangeRecord, Sourced } from '../../model/change-record.ts';
import { fieldInWords, recordFields, type RecordField } from '../../model/record-fields.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { FieldLine } from '../content.ts';

/** What was written of a change, in the order of the record, each with its source. */
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

const sourceWords = {
  message: 'from the commit message',
  graph: "from git's graph",
  export: "from the forge's record",
  signature: 'from a signature',
  deployments: "from the pipeline's file",
  'follow-up': 'from a record in the book',
} as const;

/** Where a value was read: "from the commit message, line 7", "from a record in the book, content/changes/x.mdx". */
export function sourceInWords({
  source,
  line,
  file,
}: Pick<Sourced<unknown>, 'source' | 'line' | 'file'>): string {
  const place = file ?? (line === undefined ? undefined : `line ${line}`);
  return place === undefined ? sourceWords[source] : `${sourceWords[source]}, ${place}`;
}

/** "Normal", "Standard, dependency patch", "No type stated". */
export function changeTypeInWords({ fields }: ChangeRecord, book: Pick<Book, 'policies'>): string {
  const type = fields.type?.value;
  if (type === undefined) return 'No type stated';
  const detail = fields.kind?.value ?? fields.category?.value;
  const words = typeInWords(type, book);
  return detail === undefined ? words : `${words}, ${detail.replaceAll('-', ' ')}`;
}

/** The types that some version of a policy declares; worked out once for each book. */
export const declaredTypes = memoize(
  (policies: Book['policies']): ReadonlySet<string> =>
    new Set(
      policies
        .flatMap(({ versions }) => versions)
        .flatMap(({ frontmatter }) => Object.keys(frontmatter.changeRules?.types ?? {})),
    ),
);

/** "Normal"; what no version declares stays as it was written, in quotation marks, so that nobody takes it for one. */
export function typeInWords(type: string, book: Pick<Book, 'policies'>): string {
  return declaredTypes(book.policies).has(type) ? idInWords(type) : `"${type}"`;
}
