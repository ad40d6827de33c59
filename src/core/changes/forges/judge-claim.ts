import type { ChangeRecord } from '../../model/change-record.ts';
import type { ForgeExport } from '../../model/forge-pull.ts';
import { epochOf, type Instant } from '../../model/instant.ts';
import type { RawCommit } from '../../model/raw-commit.ts';
import { isForgeAddress } from '../people/identify-people.ts';
import type { MergeForm } from './parse-merge-form.ts';

interface Claim {
  readonly commit: RawCommit;
  readonly form: MergeForm;
}

/**
 * How far a pull request that no export holds can be believed. Anybody can type `(#99)` behind a title; a forge makes
 * its merge commits itself, and an export of that time would hold it.
 */
export function judgeClaim(
  { commit: { parents, committer }, form }: Claim,
  exports: readonly ForgeExport[],
): ChangeRecord['pullRequestClaim'] {
  const isByForge = isForgeAddress(committer.email);
  if (form.pullRequest === undefined || (isByForge && parents.length > 1)) return undefined;
  if (exports.some((one) => covers(one, committer.at))) return 'missing';
  return isByForge ? undefined : 'unconfirmed';
}

/** Whether an export reaches from before a moment until after it. */
function covers({ pulls, at: until }: ForgeExport, at: Instant): boolean {
  const moment = epochOf(at);
  return (
    until !== undefined &&
    epochOf(until) >= moment &&
    pulls.some(({ mergedAt }) => mergedAt !== undefined && epochOf(mergedAt) <= moment)
  );
}
