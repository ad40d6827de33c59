import type { Approval, ChangeRecord } from '../../model/change-record.ts';
import type { RawCommit } from '../../model/raw-commit.ts';
import type { RepositoryEvidence } from '../../model/forge-pull.ts';
import { isForgeAddress } from '../forges/match-forge.ts';
import { type PeopleIndex } from './identify-people.ts';

/**
 * Takes an approval for no more than stated where its giver committed a part of what was merged: whoever commits can
 * put what they like under the name of another author. A clean merge holds nothing that could have been put there.
 */
export function limitCommitters(
  record: ChangeRecord,
  merged: readonly RawCommit[],
  {
    people,
    cleanMerges,
  }: Pick<RepositoryEvidence, 'cleanMerges'> & { readonly people: PeopleIndex },
): ChangeRecord {
  const isMore = ({ proof, taggedAt }: Approval) => proof !== 'stated' || taggedAt !== undefined;
  if (!record.approvals.some(isMore)) return record;
  const committed = new Map<string, string>();
  for (const { id, committer } of merged) {
    if (cleanMerges[id] === true || isForgeAddress(committer.email)) continue;
    const { person } = people.identify(committer);
    if (person !== undefined && !committed.has(person)) committed.set(person, id);
  }
  const limit = (approval: Approval): Approval => {
    const id = approval.by.person && committed.get(approval.by.person);
    if (id === undefined || !isMore(approval)) return approval;
    const { taggedAt: _, ...rest } = approval;
    const note = `its giver committed ${id.slice(0, 12)}, a part of the change`;
    return { ...rest, proof: 'stated', note };
  };
  return { ...record, approvals: record.approvals.map(limit) };
}
