import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** A line of the document that is imported. Lines start at 1. */
export interface SourceLine {
  readonly number: number;
  readonly text: string;
  /** Whether a bookmark stood before it, which word processors put before headings. */
  readonly isMarked: boolean;
}

/** A line of the draft's body, still plain Markdown. */
export interface BodyLine {
  readonly text: string;
  /** Line of the source that it comes from. */
  readonly source: number;
  /** A comment for the owner, which is written above it. */
  readonly mark?: string;
}

/** A part of the source that does not stand in the draft's body. */
export interface Removed {
  readonly line: number;
  readonly text: string;
  readonly why: string;
}

/** What was made of a part of the source: lines of the body, and what its owner has to know. */
export interface Rebuilt {
  readonly body: readonly BodyLine[];
  readonly removed?: readonly Removed[];
  readonly notes?: readonly ImportNote[];
}

/** What is lost or doubtful, at its line of the source. */
export interface ImportNote {
  readonly code: `import/${string}`;
  readonly line: number;
  readonly problem: string;
  readonly remedy: string;
}

/** A note as commands print it. */
export function diagnosticOf(file: string, { line, ...note }: ImportNote): Diagnostic {
  return { ...note, severity: 'warning', at: { file, line } };
}

/** As much of a line as a message shows. */
export function shorten(text: string): string {
  const plain = text.trim();
  return plain.length <= 60 ? plain : `${plain.slice(0, 59)}…`;
}
