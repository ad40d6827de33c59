import { recordFields, type RecordField } from '../../model/record-fields.ts';
import { isFiller } from './is-filler.ts';
import { saysUndone } from './says-undone.ts';

/**
 * Whether a field's text leaves open what the field is for: filler; of what was to be done, that it was not; of an
 * incident, nothing by which it could be looked up. What comes later may take its place.
 */
export function saysNothing(field: RecordField, text: string): boolean {
  if (isFiller(text)) return true;
  if (field === 'incident') return !/\d|:\/\//.test(text) || saysUndone(text);
  if (field === 'staging' && text.split(/[.;,]/).some(deniesStaging)) return true;
  return recordFields[field].isEvidence === true && saysUndone(text);
}

/** "Unit tests; staging skipped, urgent" */
function deniesStaging(clause: string): boolean {
  return /^\s*staging\b/i.test(clause) && saysUndone(clause);
}
