import type { Root } from 'mdast';

/** A line of a document by its number, which starts at 1; of a Word file, a paragraph with text. */
export interface DocumentLine {
  readonly number: number;
  readonly text: string;
}

/** A part of the source that is not in the body of the draft. */
export interface Removed {
  readonly line: number;
  readonly text: string;
  readonly why: string;
}

/** What is lost or doubtful, with its line in the source. */
export interface ImportNote {
  readonly code: `import/${string}`;
  readonly line: number;
  readonly problem: string;
  readonly remedy: string;
}

/** A document of any format as a tree, with its text as a second reader finds it. */
export interface ReadDocument {
  /** Positions are lines of the source. */
  readonly tree: Root;
  readonly lines: readonly DocumentLine[];
  /** Whether `lines` contains the targets of links, as Markdown does. */
  readonly hasTargets: boolean;
  readonly removed: readonly Removed[];
  readonly notes: readonly ImportNote[];
}

export function noteOf(code: string, line: number, problem: string, remedy: string): ImportNote {
  return { code: `import/${code}`, line, problem, remedy };
}

/** As much of a text as a message shows. */
export function shorten(text: string): string {
  const plain = text.trim().replaceAll(/\s+/g, ' ');
  return plain.length <= 60 ? plain : `${plain.slice(0, 59)}…`;
}
