import type { Translations } from '../../model/closed-words.ts';
import { readHead } from '../../model/read-head.ts';
import { recordFields, type RecordField } from '../../model/record-fields.ts';
import { isFiller } from './is-filler.ts';

/** Whether a follow-up may replace the value of a field: filler, a result other than passed, an id still to come. */
export function isOpen(field: RecordField, text: string, words: Translations): boolean {
  if (isFiller(text)) return true;
  const { form } = recordFields[field];
  if (form !== 'result' && form !== 'ids') return false;
  const head = readHead(form, text, { words, parts: [], isResultRequired: true });
  if (form === 'ids') return head.unread !== undefined;
  const [word = 'passed'] = head.words;
  return word !== 'passed';
}
