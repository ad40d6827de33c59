import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Instant } from './instant.ts';
import type { PolicyVersion } from './policy.ts';
import type { Signature } from './raw-commit.ts';

/** A policy's file as one commit of the first-parent line left it. */
export interface PolicyText {
  /** Id that the policy has today, even if its file had another name then. */
  readonly policy: string;
  /** Path at that commit, relative to the book's parent. */
  readonly file: string;
  readonly blob: string;
  readonly commit: string;
  /** The committer's time, or that of an earlier commit of the line where that is later: nothing lands before it. */
  readonly landed: Instant;
  readonly author: Signature;
  readonly committer: Signature;
  readonly subject: string;
  /** A merge names its maker and not the writers. */
  readonly isMerge: boolean;
  /** Whether it was there already at the first commit that counts. */
  readonly isBase: boolean;
  readonly text: string;
  /** Absent where the text cannot be read as a policy. */
  readonly version?: PolicyVersion;
}

/** An archive file as it was when it was first committed. */
export interface ArchivedText {
  /** Path that the file has today. */
  readonly file: string;
  readonly blob: string;
  readonly commit: string;
  readonly landed: Instant;
  /** Whether the text already existed at `policies.since`. */
  readonly isBase: boolean;
  readonly text: string;
}

/** A part of the history in which nobody looks for altered texts, by the commit that an entry of policies.closed names. */
export interface NotSeen {
  readonly commit: string;
  readonly diagnostic: Diagnostic;
}

/** What git knows of the book's policies. */
export interface PolicyHistory {
  /** Absent where all of it is looked at. */
  readonly notSeen?: readonly NotSeen[];
  /** In the order in which they landed. */
  readonly texts: readonly PolicyText[];
  readonly archive: readonly ArchivedText[];
}
