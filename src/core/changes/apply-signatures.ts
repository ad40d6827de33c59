import type { ChangeRecord } from '../model/change-record.ts';
import type { RawCommit } from '../model/raw-commit.ts';

/** Gives an approval the proof `signed` where its giver's good signature is over the commit or over a tag on it. */
export function applySignatures(
  record: ChangeRecord,
  { signatures = [] }: RawCommit,
): ChangeRecord {
  if (signatures.length === 0) return record;
  const signers = new Set(signatures.flatMap(({ state, by }) => (state === 'good' ? [by] : [])));
  return {
    ...record,
    signatures,
    approvals: record.approvals.map((approval) =>
      approval.by.person !== undefined && signers.has(approval.by.person)
        ? { ...approval, proof: 'signed' }
        : approval,
    ),
  };
}
