import type { ChangeRecord, RecordField } from '../model/change-record.ts';
import { idInWords } from '../model/id-in-words.ts';

/** A field of a change as its page prints it. */
export interface FieldLine {
  readonly label: string;
  readonly value: string;
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

// Type, kind and category stand in the line under the title, the time of the request among the times.
const elsewhere: ReadonlySet<string> = new Set(['type', 'kind', 'category', 'requested-at']);

/** What was written of a change besides its type, in the order in which the record holds it. */
export function changeFields({ fields }: ChangeRecord): FieldLine[] {
  return Object.entries(fields)
    .filter(([field]) => !elsewhere.has(field))
    .map(([field, { value }]) => ({
      label: labels[field as RecordField] ?? idInWords(field),
      value,
    }));
}

/** "Normal", "Standard, dependency patch", "No type stated". */
export function changeTypeInWords({ fields }: ChangeRecord): string {
  const type = fields.type?.value;
  if (type === undefined) return 'No type stated';
  const detail = fields.kind?.value ?? fields.category?.value;
  return detail === undefined
    ? idInWords(type)
    : `${idInWords(type)}, ${detail.replaceAll('-', ' ')}`;
}

/** The commit message; undefined for a change outside git, whose text its own record prints already. */
export function messageToShow({ form, message }: ChangeRecord): string | undefined {
  return form === 'outside-git' ? undefined : message;
}
