import type { Book } from '../model/book.ts';
import { monthOf } from '../model/calendar-date.ts';

/** A rate with what it was worked out from, so that small numbers stay numbers. */
export interface Rate {
  readonly metric: string;
  /** One sentence: what is counted over what. */
  readonly definition: string;
  /** Newest first. */
  readonly months: readonly {
    readonly month: string;
    readonly numerator: number;
    readonly denominator: number;
    /** Changes that could not be counted either way. */
    readonly unknown: number;
  }[];
}

/** How many of a month's changes were emergencies. */
export function measureEmergencyRate({ changes }: Book): Rate {
  const byMonth = Map.groupBy(changes, ({ record }) => monthOf(record.day));
  return {
    metric: 'emergency-rate',
    definition:
      'Changes merged in the month that declare the type emergency, over all changes merged in it that declare a type; changes without a type are unknown.',
    months: [...byMonth].map(([month, part]) => {
      const types = part.map(({ record }) => record.fields.type?.value);
      return {
        month,
        numerator: types.filter((type) => type === 'emergency').length,
        denominator: types.filter((type) => type !== undefined).length,
        unknown: types.filter((type) => type === undefined).length,
      };
    }),
  };
}
