import type { Approval, FollowUp } from '../model/change-record.ts';
import { splitMailboxes, type PeopleIndex } from './identify-people.ts';
import { isFiller } from './is-filler.ts';
import type { Trailer } from './parse-trailers.ts';

const capacities: ReadonlyMap<string, Approval['capacity']> = new Map([
  ['Approved-by', 'approved'],
  ['Reviewed-by', 'reviewed'],
  ['Security-reviewed-by', 'security-reviewed'],
]);

/** The approvals that a message and follow-ups state. */
export function collectApprovals(
  trailers: readonly Trailer[],
  followUps: readonly FollowUp[],
  people: PeopleIndex,
): readonly Approval[] {
  const stated = trailers.flatMap(({ key, value, line }): Approval[] => {
    const capacity = capacities.get(key);
    if (capacity === undefined || isFiller(value)) return [];
    return splitMailboxes(value).map((one) => ({
      by: people.identifyText(one),
      capacity,
      proof: 'stated',
      source: 'message',
      line,
    }));
  });
  const followed = followUps.flatMap(({ fields }) =>
    fields.approvals.map(({ by, at }): Approval => {
      const identity = people.identifyId(by);
      return { by: identity, capacity: 'approved', proof: 'stated', source: 'follow-up', at };
    }),
  );
  return [...stated, ...followed];
}
