import { epochOf, type Instant } from '#core/model/instant.ts';
import type { Signature } from '#core/model/raw-commit.ts';

/**
 * When each commit of a line landed, by id. A committer can state any time; nothing lands before what stands below it.
 */
export function landingsOf(
  line: readonly { readonly id: string; readonly committer: Signature }[],
): ReadonlyMap<string, Instant> {
  let latest: Instant | undefined;
  return new Map(
    line.map(({ id, committer }) => {
      if (!latest || epochOf(committer.at) > epochOf(latest)) latest = committer.at;
      return [id, latest];
    }),
  );
}
