import type { RecordField } from '../../model/change-record.ts';
import { isFiller } from './is-filler.ts';
import { saysUndone } from './says-undone.ts';

/** Fields that tell of something done. */
const evidence: ReadonlySet<RecordField> = new Set([
  'tested',
  'staging',
  'ai-eval-before',
  'ai-eval-after',
  'ai-isolation',
  'ai-dpa',
  'ai-security-impact',
]);

/**
 * Whether a field's text leaves open what the field is for: filler; of what was to be done, that it was not; of an
 * incident, nothing by which it could be looked up. What comes later may take its place.
 */
export function saysNothing(field: RecordField, text: string): boolean {
  if (isFiller(text)) return true;
  if (field === 'incident') return !/\d|:\/\//.test(text) || saysUndone(text);
  if (field === 'staging' && text.split(/[.;,]/).some(deniesStaging)) return true;
  return evidence.has(field) && saysUndone(text);
}

/** "Unit tests; staging skipped, urgent" */
function deniesStaging(clause: string): boolean {
  return /^\s*staging\b/i.test(clause) && saysUndone(clause);
}
