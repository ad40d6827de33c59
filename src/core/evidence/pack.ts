import type { Book } from '../model/book.ts';
import type { DaySpan } from '../model/span.ts';
import type { JudgeInputs } from './judge-inputs.ts';

/** The first number rises when a file of the pack changes its meaning or goes. */
export const packSchemaVersion = 1;

/** A file of an evidence pack by its path in it, which has letters, digits and `.`, `_`, `-`, `/` alone. */
export interface PackFile {
  readonly path: string;
  /** Bytes, one text, or the pieces of one that is too long for one string; texts are UTF-8. */
  readonly bytes: Uint8Array | Iterable<string>;
}

/** Whoever signs the pack: the name under which the key is in `allowed_signers`, and the key as in a `.pub` file. */
export interface PackSigner {
  readonly principal: string;
  readonly key: string;
}

/** What was asked for, by which the same pack can be made again. */
export interface PackParameters extends DaySpan {
  /** The controls of this framework have pages. */
  readonly framework?: string;
  /** Id in people.yaml of who asked for the pack. */
  readonly ranBy?: string;
  /** SHA-256 over the files of the engine that judge. */
  readonly engineDigest: string;
  /** Absent where the pack is not signed. */
  readonly signer?: PackSigner;
}

/** What every file of a pack is made from. */
export interface PackOrder extends PackParameters {
  readonly book: Book;
  readonly inputs: JudgeInputs;
  /** The text of the program in Python that the pack contains. */
  readonly verifier: string;
}

/** One kind of files of a pack: a pure function of a judged book and a period. */
export type PackPart = (order: PackOrder) => Iterable<PackFile>;
