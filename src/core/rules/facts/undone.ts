import { isFiller } from '../../changes/message/is-filler.ts';
import { parseRevert } from '../../changes/message/parse-revert.ts';
import type { ChangeRecord } from '../../model/change-record.ts';

/** What a change undoes: what it states as restored, or what its message as a revert names. */
export function describeUndone(change: ChangeRecord): string | undefined {
  const restores = change.fields.restores?.value;
  if (restores !== undefined && !isFiller(restores)) return restores;
  const { commit, pullRequest, title } = parseRevert(change) ?? {};
  if (commit !== undefined) return `the commit ${commit.slice(0, 12)}`;
  return pullRequest === undefined ? title && `"${title}"` : `the pull request ${pullRequest}`;
}
