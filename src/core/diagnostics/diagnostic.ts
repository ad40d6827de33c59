/** A place in a file. `file` is relative to the book's parent folder, with `/`. Lines and columns start at 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

export type Severity = 'error' | 'warning';

/** One thing that is wrong with the book, and what its author should do about it. */
export interface Diagnostic {
  /** Stored in evidence and in other people's scripts, so it is permanent. */
  readonly code: string;
  readonly severity: Severity;
  readonly at: SourceLocation;
  /** One sentence: what is there, with the value found and what was expected. */
  readonly problem: string;
  /** One imperative sentence that the author can carry out. */
  readonly remedy: string;
  readonly related?: readonly { readonly at: SourceLocation; readonly note: string }[];
}
