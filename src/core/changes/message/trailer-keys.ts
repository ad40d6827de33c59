import type { RecordField } from '../../model/change-record.ts';
import { skeletonOf } from '../../model/skeleton.ts';

/** The field of the record that a trailer fills. */
export const fieldOfTrailer: ReadonlyMap<string, RecordField> = new Map<string, RecordField>([
  ['Change-Type', 'type'],
  ['Change-Kind', 'kind'],
  ['Change-Category', 'category'],
  ['Reason', 'reason'],
  ['Risk', 'risk'],
  ['Rollback', 'rollback'],
  ['Tested', 'tested'],
  ['Staging', 'staging'],
  ['Requested-at', 'requested-at'],
  ['Ticket', 'ticket'],
  ['Incident', 'incident'],
  ['Caused-by', 'caused-by'],
  ['Restores', 'restores'],
  ['Vulnerability', 'vulnerability'],
  ['AI-Component', 'ai-component'],
  ['AI-Provider', 'ai-provider'],
  ['AI-Eval-Before', 'ai-eval-before'],
  ['AI-Eval-After', 'ai-eval-after'],
  ['AI-Isolation', 'ai-isolation'],
  ['AI-DPA', 'ai-dpa'],
  ['AI-Security-Impact', 'ai-security-impact'],
]);

/** Trailers that name people and may stand more than once. */
export const peopleTrailers = ['Approved-by', 'Reviewed-by', 'Security-reviewed-by'] as const;

export const coAuthorTrailer = 'Co-authored-by';

const knownKeys = [...fieldOfTrailer.keys(), ...peopleTrailers, coAuthorTrailer];
const byPlainKey = new Map(knownKeys.map((key) => [plainKey(key), key]));

/** The known key that a writer meant or a reader sees, whatever the case, the script and what joins its words. */
export function knownKeyLike(key: string): string | undefined {
  return byPlainKey.get(plainKey(key));
}

const listFields: ReadonlySet<RecordField> = new Set([
  'category',
  'vulnerability',
  'caused-by',
  'restores',
]);

/** Whether a field may hold several values: in one line separated by commas, or in a line each. */
export function isList(field: RecordField): boolean {
  return listFields.has(field);
}

/** Whether a key may stand once only. */
export function isSingleValued(key: string): boolean {
  const field = fieldOfTrailer.get(key);
  return field !== undefined && !isList(field);
}

function plainKey(key: string): string {
  // Of ASCII letters none looks like another, and nearly every key has no others.
  const seen = /\P{ASCII}/u.test(key) ? skeletonOf(key) : key;
  return seen.replace(/[-_\s]/g, '').toLowerCase();
}
