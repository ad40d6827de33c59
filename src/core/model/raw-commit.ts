import type { Instant } from './instant.ts';

/** A name and an address as a commit states them; nothing has been believed yet. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly at: Instant;
}

/** A commit as git has it. */
export interface RawCommit {
  readonly id: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
  /** Paths that differ from the first parent, sorted. */
  readonly paths: readonly string[];
}

/** The history of one branch, as far as it was read. */
export interface RawHistory {
  readonly repository: string;
  readonly branch: string;
  /** The first-parent line, oldest first. */
  readonly line: readonly RawCommit[];
  /** For a merge on the line, the commits it brought in, oldest first; by id of the merge. */
  readonly merged: Readonly<Record<string, readonly RawCommit[]>>;
}
