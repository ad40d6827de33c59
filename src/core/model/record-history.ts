import type { Instant } from './instant.ts';
import type { RepositoryEvidence } from './forge-pull.ts';
import type { RawCommit, RawHistory } from './raw-commit.ts';

/** A file of content/changes or content/answers as a commit left it. */
interface RecordText {
  /** Path relative to the parent of the content folder. */
  readonly file: string;
  /** Absent where the commit took the file away. */
  readonly text?: string;
}

/** A commit on the first-parent line of the book's own branch that touched its records. */
export interface RecordLanding {
  /** The committer's time, or that of an earlier commit of the line where that is later: nothing lands before it. */
  readonly at: Instant;
  readonly texts: readonly RecordText[];
  /** Absent in a sample, which has no repository of its own. */
  readonly commit?: RawCommit;
  /** The commits that it brought in, oldest first. */
  readonly merged?: readonly RawCommit[];
  /** Whether it is a merge that changes nothing of its own; absent where that cannot be told. */
  readonly isClean?: boolean;
}

/** The book's own repository, and what its forge exported. */
export interface BookHistory {
  readonly history: RawHistory;
  readonly evidence: Pick<RepositoryEvidence, 'forgeExports' | 'cleanMerges'>;
}

/** When the records of a book landed in it. */
export interface RecordHistory {
  /** In the order of the line. */
  readonly landings: readonly RecordLanding[];
  /** Why nothing is known of a record that is in no landing: `the book lies in no git repository`. Absent where it has not landed. */
  readonly unknown?: string;
}
