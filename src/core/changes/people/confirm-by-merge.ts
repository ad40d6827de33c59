import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Approval, Identity } from '../../model/change-record.ts';
import type { RawCommit } from '../../model/raw-commit.ts';

/** What git's graph tells of the merge by which a change came. */
export interface MergeFacts {
  readonly commit: RawCommit;
  /** Who made the merge commit, where no other source contradicts it. */
  readonly merger: Identity | undefined;
  readonly authors: readonly Identity[];
  /** Whether the merge changes nothing of its own; undefined where that was not, or could not be, looked at. */
  readonly isClean: boolean | undefined;
}

/**
 * Gives an approval the proof `merged` where the graph bears it out: its giver made the merge, wrote no part of the
 * change, and the merge changes nothing of its own.
 */
export function confirmByMerge(
  approval: Approval,
  { commit: { parents }, merger, authors, isClean }: MergeFacts,
): Approval {
  const { person } = approval.by;
  if (person === undefined || merger?.person !== person) return approval;
  if (authors.some((author) => author.person === person)) return approval;
  if (isClean === true) return { ...approval, proof: 'merged' };
  return {
    ...approval,
    note:
      parents.length > 2
        ? 'it is a merge of several branches at once, of which nobody can tell whether it changed anything of its own'
        : 'whether the merge commit changed anything of its own cannot be told',
  };
}

/** Says of a merge that changes something of its own that whoever made it is an author. */
export function* describeOwnWork(
  { merger, isClean }: Pick<MergeFacts, 'merger' | 'isClean'>,
  file: string,
): Iterable<Diagnostic> {
  if (isClean !== false || !merger) return;
  yield {
    code: 'record/merge-not-clean',
    severity: 'warning',
    at: { file, line: 1 },
    problem: `The merge commit changes something that neither side of it has, so ${merger.name || merger.email}, who made it, is an author of the change too.`,
    remedy:
      'Have somebody else approve it; next time bring the main branch into the branch first, and approve and merge what then needs no work of its own.',
  };
}
