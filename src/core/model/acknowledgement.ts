import type { SourceLocation } from '../diagnostics/diagnostic.ts';
import type { CalendarDate } from './calendar-date.ts';

/** One row of an export: that a person accepted a version of a policy. Names are as the export has them. */
export interface Acknowledgement {
  readonly at: SourceLocation;
  /** An id, an address, an account on a forge or a whole name. */
  readonly person: string;
  /** An id or a title. */
  readonly policy: string;
  readonly version: string;
  readonly on: CalendarDate;
  /** The time as the export has it. */
  readonly time: string;
  /** The system that states it. */
  readonly source: string;
}

/** The fields of an acknowledgement, by which the settings name the columns of an export. */
export const acknowledgementFields = ['person', 'policy', 'version', 'time', 'source'] as const;

export type AcknowledgementField = (typeof acknowledgementFields)[number];
