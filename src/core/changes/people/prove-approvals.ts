import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Approval, FollowUp, Identity, ReviewFacts } from '../../model/change-record.ts';
import type { RepositoryEvidence } from '../../model/forge-pull.ts';
import { clockSkew, epochOf } from '../../model/instant.ts';
import type { CheckedSignature, RawCommit } from '../../model/raw-commit.ts';
import { approvalTrailers } from '../../model/record-fields.ts';
import { landingOfParts, partName } from '../follow-ups/follow-up-contents.ts';
import { isFiller } from '../message/is-filler.ts';
import type { Trailer } from '../message/parse-trailers.ts';
import type { PeopleIndex } from './identify-people.ts';
import { readApprovers } from './read-people.ts';

/** What is known of the merge and the review by which a change came. */
export interface ApprovalEvidence {
  /** Place of the commit in diagnostics. */
  readonly file: string;
  readonly commit: RawCommit;
  /** Who made the merge commit, where no other source contradicts it. */
  readonly merger: Identity | undefined;
  readonly authors: readonly Identity[];
  readonly cleanMerges: RepositoryEvidence['cleanMerges'];
  readonly review?: ReviewFacts | undefined;
  /** The approvals of the export of that review. */
  readonly exported: readonly Approval[];
  /** Whether that export contains all approvals. */
  readonly isExportComplete: boolean;
}

/** What `git cherry-pick -x`, the forges and other tools write below the message that they copy. */
const picked =
  /^(?:\((?:cherry[- ]picked|backported) from commit |(?:cherry-picked-from|cherry-pick-of|backport-of): *)([0-9a-f]{7,64})\)?[ \t\r]*$/gim;

/** The line of a message above which it is a copy, and of which commit; undefined where it is none. */
function findPicked(message: string): { readonly line: number; readonly from: string } | undefined {
  const last = [...message.matchAll(picked)].at(-1);
  if (!last) return undefined;
  return { line: message.slice(0, last.index).split('\n').length, from: last[1] ?? '' };
}

/**
 * The approvals that a message and follow-ups state. Those that a picked commit brought along were given to another
 * commit, on another branch.
 */
export function collectApprovals(
  { message, trailers }: { readonly message: string; readonly trailers: readonly Trailer[] },
  followUps: readonly FollowUp[],
  people: PeopleIndex,
): readonly Approval[] {
  const copied = findPicked(message);
  const stated = trailers.flatMap(({ key, value, line }): Approval[] => {
    const capacity = approvalTrailers.get(key);
    if (capacity === undefined || isFiller(value)) return [];
    return readApprovers(value, people).map(({ by, fault }) => ({
      by,
      capacity,
      proof: 'stated',
      source: 'message',
      line,
      ...(fault !== undefined && { void: fault, misread: fault }),
      ...(copied &&
        line < copied.line && {
          void: `it was given to the commit ${copied.from.slice(0, 12)}, from which this one was picked`,
        }),
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

/** Gives each approval its proof. */
export function proveApprovals(
  stated: readonly Approval[],
  evidence: ApprovalEvidence,
): { readonly approvals: readonly Approval[]; readonly diagnostics: readonly Diagnostic[] } {
  const confirmed = stated.map((approval) => confirmByMerge(approval, evidence));
  const joined = confirmed.flatMap((approval) => joinExported(approval, evidence));
  return {
    approvals: [...joined, ...evidence.exported].map((approval) =>
      confirmBySignature(approval, evidence),
    ),
    diagnostics: describeUnconfirmed(confirmed, evidence),
  };
}

/** The proof `merged`: its giver made the merge, wrote no part of the change, and the merge changes nothing itself. */
function confirmByMerge(
  approval: Approval,
  { commit: { id }, merger, authors, cleanMerges }: ApprovalEvidence,
): Approval {
  const { person } = approval.by;
  if (person === undefined || merger?.person !== person) return approval;
  if (authors.some((author) => author.person === person)) return approval;
  if (cleanMerges[id] === true) return { ...approval, proof: 'merged' };
  return {
    ...approval,
    note: 'whether the merge commit changed anything of its own is not known',
  };
}

/** Replaces an approval that is only stated by that of the export, which may be void. */
function joinExported(approval: Approval, evidence: ApprovalEvidence): Approval[] {
  const own = evidence.exported.find((one) => isBySame(one, approval));
  const isOwnAct = approval.proof === 'merged';
  if (own?.void !== undefined) return [isOwnAct ? approval : { ...approval, void: own.void }];
  if (own) return approval.capacity === 'approved' && !isOwnAct ? [] : [approval];
  return isUnconfirmed(approval, evidence)
    ? [{ ...approval, note: `${evidence.review?.file ?? ''} has no such approval` }]
    : [approval];
}

function isBySame(left: Approval, right: Approval): boolean {
  return left.by.person !== undefined && left.by.person === right.by.person;
}

/** Whether the message states an approval that the export lacks. */
function isUnconfirmed(
  approval: Approval,
  { exported, isExportComplete }: ApprovalEvidence,
): boolean {
  const { source, proof, by } = approval;
  const isStated = source === 'message' && proof === 'stated' && by.person !== undefined;
  return isStated && isExportComplete && !exported.some((one) => isBySame(one, approval));
}

function describeUnconfirmed(
  confirmed: readonly Approval[],
  evidence: ApprovalEvidence,
): Diagnostic[] {
  const { file: exportFile = '', pullRequest = 0 } = evidence.review ?? {};
  return confirmed
    .filter((approval) => isUnconfirmed(approval, evidence))
    .map(({ by, line = 1 }) => ({
      code: 'record/sources-disagree',
      severity: 'warning',
      at: { file: evidence.file, line },
      problem: `The message states that ${by.name || by.email} approved it, and ${exportFile} has no approval of theirs for pull request ${pullRequest}.`,
      remedy: 'Find out whether and where it was approved; until then it counts as stated only.',
    }));
}

/** The proof `signed`: a good signature of the commit, or of a tag made by the merge. A later tag is only noted. */
function confirmBySignature(approval: Approval, { commit }: ApprovalEvidence): Approval {
  const own = (commit.signatures ?? []).filter(
    ({ state, by }) => state === 'good' && by !== undefined && by === approval.by.person,
  );
  // What has no time of its own is over the commit itself.
  const timeOf = ({ at = commit.committer.at }: CheckedSignature) => epochOf(at);
  const [first] = own.toSorted((a, b) => timeOf(a) - timeOf(b));
  if (!first) return approval;
  if (timeOf(first) <= epochOf(commit.committer.at) + clockSkew) {
    return { ...approval, proof: 'signed' };
  }
  const late = `its giver signed the tag ${first.tag ?? ''} at ${first.at ?? ''}, after the merge, which proves no approval before it`;
  const note = [approval.note, late].filter(Boolean).join('; ');
  return { ...approval, note, ...(first.at && { taggedAt: first.at }) };
}
