import type { Approval, FollowUp } from '../../model/change-record.ts';
import { approvalTrailers } from '../../model/record-fields.ts';
import { landingOfParts, partName } from '../follow-ups/follow-up-contents.ts';
import { splitMailboxes, type PeopleIndex } from './identify-people.ts';
import { isFiller } from '../message/is-filler.ts';
import type { Trailer } from '../message/parse-trailers.ts';

/** The approvals that a message and follow-ups state. */
export function collectApprovals(
  trailers: readonly Trailer[],
  followUps: readonly FollowUp[],
  people: PeopleIndex,
): readonly Approval[] {
  const stated = trailers.flatMap(({ key, value, line }): Approval[] => {
    const capacity = approvalTrailers.get(key);
    if (capacity === undefined || isFiller(value)) return [];
    return splitMailboxes(value).map((one) => ({
      by: people.identifyText(one),
      capacity,
      proof: 'stated',
      source: 'message',
      line,
    }));
  });
  const followed = followUps.flatMap((followUp) =>
    followUp.fields.approvals.map((one): Approval => {
      const landed = landingOfParts(followUp, [partName.approval(one)]);
      return {
        by: people.identifyId(one.by),
        capacity: 'approved',
        proof: 'stated',
        source: 'follow-up',
        at: one.at,
        ...(landed && { landed }),
      };
    }),
  );
  return [...stated, ...followed];
}
