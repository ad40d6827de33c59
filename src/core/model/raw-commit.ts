import { epochOf, type Instant } from './instant.ts';

/** A name and an address as a commit states them, not verified. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly at: Instant;
}

/** Why a text differs from its bytes. What could not be decoded is `\xNN` in it. */
export interface TextFault {
  readonly kind: 'unknown-encoding' | 'invalid-bytes' | 'nul' | 'carriage-return';
  /** As the commit names it; UTF-8 where it names none. */
  readonly encoding: string;
}

/** What is known of a signature over a commit, or over a tag on it. */
export interface CheckedSignature {
  readonly over: 'commit' | 'tag';
  /**
   * `good`: by a registered key that was valid that day. `bad`: the signature does not fit. `unknown-key`: the key
   * belongs to nobody, or was not valid that day. `not-checked`: it is not an SSH signature, or ssh-keygen is missing.
   */
  readonly state: 'good' | 'bad' | 'unknown-key' | 'not-checked';
  /** Id in people.yaml; only with `good`. */
  readonly by?: string;
  /** Fingerprint of the key that it names, as ssh-keygen prints it: `SHA256:…`; absent where it names none. */
  readonly key?: string;
  /** Name of the tag. */
  readonly tag?: string;
  /** When the tag was made, as it states. */
  readonly at?: Instant;
  /** A sentence that explains why it is not good. */
  readonly reason?: string;
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
  /** What is wrong with the bytes of its message or of its names. */
  readonly textFault?: TextFault;
  /** Of commits on the line only. */
  readonly signatures?: readonly CheckedSignature[];
}

/** The first line of a message that is not empty. */
export function subjectOf({ message }: Pick<RawCommit, 'message'>): string {
  return message.trimStart().split('\n', 1)[0]?.trimEnd() ?? '';
}

/** The history of one branch, as far as it was read. */
export interface RawHistory {
  readonly repository: string;
  readonly branch: string;
  /** The first-parent line, oldest first. */
  readonly line: readonly RawCommit[];
  /**
   * For a merge on the line, the commits it brought in, oldest first; by id of the merge. Of the message of such a
   * commit only the first line is sure to be there, and all of it where it names co-authors, a merge request or a commit
   * that it reverts.
   */
  readonly merged: Readonly<Record<string, readonly RawCommit[]>>;
  /** Commits of earlier tips that the branch no longer reaches, as far as the repository still has them; by tip. */
  readonly lost?: Readonly<Record<string, readonly RawCommit[]>>;
}

/**
 * When each commit of a line landed, by id. A committer can state any time, but no commit lands before an earlier
 * one of the line.
 */
export function landingsOf(
  line: readonly { readonly id: string; readonly committer: Signature }[],
): ReadonlyMap<string, Instant> {
  let latest: Instant | undefined;
  return new Map(
    line.map(({ id, committer }) => {
      if (!latest || epochOf(committer.at) > epochOf(latest)) latest = committer.at;
      return [id, latest];
    }),
  );
}

/** The ids of the commits that a message states to revert, as git writes it. */
export function revertedBy(message: string): readonly string[] {
  return [...message.matchAll(/^[ \t]*This reverts commit ([0-9a-f]{7,64})\b/gim)].map(
    ([, id = '']) => id.toLowerCase(),
  );
}

// Few messages name a co-author, and hardly one by a key in other letters than Latin ones. Two patterns, since letters
// of ASCII have cases beyond it and would match the second without regard to case.
const inLatin =
  /(?:auth|ored|deve|lope|pair|mob|writ|commit|code|contrib|creat|impl|program|patch)[^:：\n]{0,24}[:：]|co.?au?th/i;
const inOtherLetters = /^[^:\n]{0,40}\P{ASCII}[^:\n]{0,40}:/mu;

/** Whether a commit message may name a co-author in any spelling; false only where it certainly does not. */
export function mentionsCoAuthor(message: string): boolean {
  return inLatin.test(message) || inOtherLetters.test(message);
}
