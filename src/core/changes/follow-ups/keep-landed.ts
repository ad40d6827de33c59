import type { CalendarDate } from '../../model/calendar-date.ts';
import type { FollowUp } from '../../model/change-record.ts';
import { calendarDateOf, type Instant } from '../../model/instant.ts';
import { listFollowUpValues } from './follow-up-fields.ts';
import { findings, partName } from './follow-up-parts.ts';
import { isFiller } from '../message/is-filler.ts';

interface KeepingOrder {
  /** The day on which the book is judged. */
  readonly asOf: CalendarDate;
  /** Whether that is the present day, on which what lies in the working copy can still land. */
  readonly isToday: boolean;
  readonly timeZone: string;
}

/**
 * The follow-ups with what they held on a day. What landed later is not in them, whatever day it states; where no
 * landing is known, all of it stays. A record of a change made outside git stays as such, with what it said by then.
 */
export function keepLanded(followUps: readonly FollowUp[], order: KeepingOrder): FollowUp[] {
  return followUps.flatMap((followUp) => keepParts(followUp, order) ?? []);
}

function keepParts(
  followUp: FollowUp,
  { asOf, isToday, timeZone }: KeepingOrder,
): FollowUp | undefined {
  const { fields, landing } = followUp;
  if (!landing || 'unknown' in landing) return followUp;
  const isThere = (at: Instant | undefined) =>
    at === undefined ? isToday : calendarDateOf(at, timeZone) <= asOf;
  if (fields.change !== undefined && !isThere(landing.at)) return undefined;

  const isPartThere = (name: string) => isThere(landing.parts[name]);
  const keepIf = <Part>(part: Part | undefined, name: (part: Part) => string) =>
    part !== undefined && isPartThere(name(part)) ? part : undefined;
  // Filler never landed as content and counts for nothing, so it may stay.
  const later = listFollowUpValues(fields)
    .filter(({ field, value }) => !isFiller(value) && !isThere(landing.fields[field]))
    .map(({ path }) => path.map(String));
  const retrospective = keepIf(fields.retrospective, partName.retrospective);
  return {
    ...followUp,
    fields: {
      ...fields,
      ...without(later.filter(({ length }) => length === 1).flat()),
      trailers: fields.trailers && {
        ...fields.trailers,
        ...without(later.filter(({ length }) => length > 1).map(([, key = '']) => key)),
      },
      approvals: fields.approvals.filter((one) => isPartThere(partName.approval(one))),
      copied: fields.copied.filter((one) => isPartThere(partName.copied(one))),
      deployed: keepIf(fields.deployed, partName.deployed),
      validated: keepIf(fields.validated, partName.validated),
      monitored: keepIf(fields.monitored, partName.monitored),
      retrospective: retrospective && {
        ...retrospective,
        ...without(
          findings.filter((finding) => !isPartThere(partName.finding(retrospective, finding))),
        ),
      },
    },
  };
}

function without(names: readonly string[]): Record<string, undefined> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
