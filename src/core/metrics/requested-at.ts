import type { ChangeRecord } from '../model/change-record.ts';
import { epochOf, parseInstant } from '../model/instant.ts';

/** When a change was asked for, in milliseconds since 1970; undefined where no source tells. */
export function requestedAt({ fields }: ChangeRecord): number | undefined {
  const moment = parseInstant(fields['requested-at']?.value.trim() ?? '');
  return moment && epochOf(moment);
}
