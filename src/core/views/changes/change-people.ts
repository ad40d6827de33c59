import { identityInWords, personInWords } from '../../model/id-in-words.ts';
import type { Approval, ChangeRecord, Identity } from '../../model/change-record.ts';
import { momentInWords } from '../../model/instant.ts';
import type { Book } from '../../model/book.ts';
import type { FieldLine } from '../content.ts';
import { isDeployedByMerge } from './change-times.ts';
import { sourceInWords } from './change-fields.ts';

export const proofWords = {
  stated: 'stated in writing',
  merged: 'stated, and confirmed by the merge commit',
  exported: "from the forge's review record",
  signed: 'signed with a registered key',
} as const;

const capacityWords: Readonly<Record<Approval['capacity'], string>> = {
  approved: 'Approved by',
  reviewed: 'Reviewed by',
  'security-reviewed': 'Reviewed for security by',
};

/** Who did what, in the order in which it is done; days and times are in the zone of the company. */
export function changeParts(
  record: ChangeRecord,
  { people, settings: { timeZone } }: Pick<Book, 'people' | 'settings'>,
): FieldLine[] {
  const { authors, approvals, merger, deployed, followUps, form } = record;
  const byMerge = isDeployedByMerge(record);
  const mergedBy = byMerge ? 'Merged and deployed by' : 'Merged by';
  const authored = form === 'outside-git' ? 'follow-up' : 'graph';
  const part = (label: string, identity: Identity, words: string) => ({
    label,
    value: identityInWords(identity, people),
    known: identity.person === undefined ? `${words}; not in the list of people` : words,
  });
  const byId = (label: string, id: string, file: string) => ({
    label,
    value: personInWords(id, people),
    known: sourceInWords({ source: 'follow-up', file }),
  });
  return [
    ...authors.map((author) => part('Written by', author, sourceInWords({ source: authored }))),
    ...approvals.map((approval) =>
      part(capacityWords[approval.capacity], approval.by, approvalInWords(approval, timeZone)),
    ),
    ...(merger ? [part(mergedBy, merger.value, sourceInWords(merger))] : []),
    ...(deployed?.value.by && !byMerge
      ? [part('Deployed by', deployed.value.by, sourceInWords(deployed))]
      : []),
    ...followUps.flatMap(({ source: { file }, fields }) => [
      ...(fields.spokenApproval
        ? [byId('Approved in words by', fields.spokenApproval.by, file)]
        : []),
      ...(fields.securityReview
        ? [byId('Security reviewed by', fields.securityReview.by, file)]
        : []),
      ...(fields.testedAfter ? [byId('Tested afterwards by', fields.testedAfter.by, file)] : []),
      ...(fields.checked ? [byId('Checked by', fields.checked.by, file)] : []),
      ...(fields.validated ? [byId('Validated by', fields.validated.by, file)] : []),
      ...(fields.monitored ? [byId('Watched by', fields.monitored.by, file)] : []),
      ...fields.copied.map(({ by }) => byId('Log copied by', by, file)),
    ]),
  ];
}

/** "stated in writing, line 9; no longer counts: it was of an earlier revision". */
function approvalInWords(approval: Approval, timeZone: string): string {
  const { proof, line, at, void: reason, note } = approval;
  return [
    line === undefined ? proofWords[proof] : `${proofWords[proof]}, line ${line}`,
    ...(at === undefined ? [] : [momentInWords(at, timeZone)]),
    ...(reason === undefined ? [] : [`no longer counts: ${reason}`]),
    ...(note === undefined ? [] : [note]),
  ].join('; ');
}
