import type { Approval, ChangeRecord } from '../../model/change-record.ts';
import { clockSkew, epochOf } from '../../model/instant.ts';
import type { CheckedSignature, RawCommit } from '../../model/raw-commit.ts';

/**
 * Gives an approval the proof `signed` where its giver's good signature is over the commit, or over a tag on it that
 * was made no later than the merge. A later tag, such as that of a release, says nothing of what was known at the
 * merge: the approval keeps its other proof, and says why.
 */
export function applySignatures(
  record: ChangeRecord,
  { signatures = [] }: RawCommit,
): ChangeRecord {
  if (signatures.length === 0) return record;
  const good = signatures.filter(({ state }) => state === 'good');
  const latest = epochOf(record.mergedAt) + clockSkew;
  // What has no time of its own is over the commit itself.
  const timeOf = ({ at = record.mergedAt }: CheckedSignature) => epochOf(at);
  const isInTime = (signature: CheckedSignature) => timeOf(signature) <= latest;
  const sign = (approval: Approval): Approval => {
    const own = good.filter(({ by }) => by !== undefined && by === approval.by.person);
    if (own.some(isInTime)) return { ...approval, proof: 'signed' };
    const [first] = own.toSorted((a, b) => timeOf(a) - timeOf(b));
    if (first?.at === undefined) return approval;
    const late = `its giver signed the tag ${first.tag ?? ''} at ${first.at}, after the merge, which proves no approval before it`;
    const note = [approval.note, late].filter(Boolean).join('; ');
    return { ...approval, note, taggedAt: first.at };
  };
  return { ...record, signatures, approvals: record.approvals.map(sign) };
}
