import { isFiller } from '../../changes/message/is-filler.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import { riskParts } from '../../model/closed-words.ts';
import { readHead, type Head, type Vocabulary } from '../../model/read-head.ts';
import { recordFields, type RecordField } from '../../model/record-fields.ts';
import { fill, unknown } from '../message.ts';
import type { Judgement, JudgingContext } from '../rule.ts';

type Context = Pick<JudgingContext, 'changeRules' | 'settings'>;

export const headMessages = {
  unread: unknown(
    '{field} cannot be read: "{unread}" is not in its form.',
    'Before the merge: write it as "{form}". Afterwards: see change/record-fields.',
  ),
} as const;

// Several rules read one field of a change, and then the next change is judged. Heads of all changes are much memory.
let latest:
  | { readonly fields: object; readonly rules: object; readonly heads: Map<RecordField, Head> }
  | undefined;

/** The head of a field; undefined where the record lacks the field, or has only filler, or the field has no form. */
export function headOf(
  { fields }: Pick<ChangeRecord, 'fields'>,
  field: RecordField,
  context: Context,
): Head | undefined {
  const written = fields[field];
  const { form } = recordFields[field];
  if (written === undefined || form === undefined) return undefined;
  const rules = context.changeRules;
  if (latest?.fields !== fields || latest.rules !== rules)
    latest = { fields, rules, heads: new Map() };
  const known = latest.heads.get(field);
  if (known) return known;
  if (isFiller(written.value)) return undefined;
  const head = readHead(form, written.value, vocabularyOf(field, context));
  latest.heads.set(field, head);
  return head;
}

/** What the head of a field may contain by the policy and the settings. */
function vocabularyOf(
  field: RecordField,
  { changeRules: { record, ai }, settings }: Context,
): Vocabulary {
  const lists: Partial<Record<RecordField, readonly string[] | undefined>> = {
    'ai-component': ai?.components,
    'ai-provider': ai?.providers,
  };
  return {
    words: settings.words,
    parts: record?.risk ?? riskParts,
    listed: lists[field],
    isResultRequired: record?.results !== 'off',
  };
}

/**
 * How a result of a follow-up counts. One that is missing or cannot be read passes only where the policy requires no
 * words for results.
 */
export function readResultOf(
  text: string | undefined,
  context: Context,
): 'passed' | 'not-passed' | 'unread' {
  const vocabulary = vocabularyOf('tested', context);
  const { words, unread } = readHead('result', text ?? '', vocabulary);
  if (unread !== undefined) return 'unread';
  return (words[0] ?? 'passed') === 'passed' ? 'passed' : 'not-passed';
}

/** What a field has to look like: `Risk: availability low; data low`. */
export function formOf(field: RecordField, context: Context): string {
  const { trailer, example = '…' } = recordFields[field];
  const { parts, listed } = vocabularyOf(field, context);
  const value = {
    ratings: parts.map((part) => `${part} low`).join('; '),
    listed: listed?.join(', ') ?? example,
  }[recordFields[field].form as string];
  return `${trailer}: ${value ?? example}`;
}

/** The judgement of a rule that needs a field whose head cannot be read. */
export function withoutHead(field: RecordField, unread: string, context: Context): Judgement {
  const { trailer } = recordFields[field];
  return fill(headMessages.unread, { field: trailer, unread, form: formOf(field, context) });
}
