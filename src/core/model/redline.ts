/** What a piece of text is besides its letters. */
export interface SegmentMarks {
  readonly strong?: true;
  readonly em?: true;
  readonly strike?: true;
  readonly code?: true;
  /** Withheld from the public edition. */
  readonly internal?: true;
  /** Target as it was written: an address, or `access-control#6` for a clause of another policy. */
  readonly link?: string;
  /** Address of an image, whose text is its alternative text. */
  readonly image?: string;
}

/** Text in one pair of marks, with no change within it. A `\n` is a line break. */
export interface RedlineSegment {
  readonly text: string;
  readonly marks: SegmentMarks;
  readonly status: 'equal' | 'inserted' | 'deleted';
}

/** What contains a block, besides lists; outermost first. */
export type Container = 'quote' | 'note' | 'internal' | 'footnote';

/** `moved` is in another place with the same text; a moved block whose text changed too is `changed`. */
export type BlockStatus = 'unchanged' | 'changed' | 'inserted' | 'deleted' | 'moved';

interface BlockBase {
  /** Anchor of the clause in which it is printed; empty before the first heading. */
  readonly clause: string;
  readonly status: BlockStatus;
  /** Its place among the blocks of the old text, from 0; absent for what was inserted. */
  readonly oldPlace?: number;
  /** Number or title of the clause of the old text that it came from, where it was moved. */
  readonly movedFrom?: string;
  /** What it was, where its form changed: "a paragraph", "a heading of level 3". */
  readonly formerly?: string;
  /** The bound was hit: all of the old text is marked as deleted, all of the new as inserted. */
  readonly isCoarse: boolean;
  readonly containers: readonly Container[];
  /** How many lists contain it; 0 outside of lists. */
  readonly indent: number;
}

export interface TextBlock extends BlockBase {
  readonly kind: 'heading' | 'paragraph' | 'item' | 'code';
  /** Of a heading: 1 to 6. */
  readonly level?: number;
  /** Of a list item: `•` or its number, `2.`. */
  readonly marker?: string;
  /** Of a heading with a number: the number, or the old one and the new one. Not part of `segments`. */
  readonly number?: readonly RedlineSegment[];
  readonly segments: readonly RedlineSegment[];
}

export interface RedlineCell {
  /** Whether the whole column came or went. */
  readonly column: 'kept' | 'inserted' | 'deleted';
  readonly segments: readonly RedlineSegment[];
}

export interface RowBlock extends BlockBase {
  readonly kind: 'row';
  /** Rows with the same number that follow each other are one table. All of them have equally many cells. */
  readonly table: number;
  readonly isHead: boolean;
  readonly cells: readonly RedlineCell[];
}

/** A block of one of two texts, or of both. Blocks of a list or a table follow one another. */
export type RedlineBlock = TextBlock | RowBlock;

/** What became of one clause, without the clauses below it. */
export interface ClauseChange {
  /** Unique in the redline, and the `clause` of its blocks: its id, or `removed-5` where the clause is gone. */
  readonly anchor: string;
  /** Its id in the new text; in the old one where the clause is gone. */
  readonly id: string;
  /** The number; absent for an unnumbered heading and for the text before the first heading. */
  readonly number?: string;
  readonly title: string;
  /** `moved` changed its place, `renumbered` only its number; neither changed its words. */
  readonly status: 'changed' | 'added' | 'removed' | 'moved' | 'renumbered';
  /** Its number, or title, in the old text, where it was moved or renumbered. It may have changed as well. */
  readonly was?: string;
  readonly insertedWords: number;
  readonly deletedWords: number;
  /** Blocks that came here or left from elsewhere, or changed places, with the same words. */
  readonly movedBlocks: number;
}

/** A change in a frontmatter field that creates obligations, mostly changeRules. */
export interface RuleChange {
  /** `changeRules.types.normal.leadTime`, `duties.access-review.every`. */
  readonly path: string;
  /** "normal: lead time", "category system prompt". */
  readonly label: string;
  /** Whether a whole entry, of several fields, came or went. */
  readonly isEntry: boolean;
  /** In words; absent where there was nothing. */
  readonly before?: string;
  /** In words; absent where nothing is left. */
  readonly after?: string;
}

/** Two versions of a policy as one text. Plain data. */
export interface Redline {
  readonly policy: string;
  /** The title in the new version. */
  readonly title: string;
  /** Version numbers. */
  readonly from: string;
  readonly to: string;
  /** In reading order of the new text; what was deleted is in its old place. */
  readonly blocks: readonly RedlineBlock[];
  /** Only the clauses that differ, in the order of the blocks. */
  readonly clauses: readonly ClauseChange[];
  readonly rules: readonly RuleChange[];
  /** Whether any block was too different to compare word by word within the bound. */
  readonly isCoarse: boolean;
}
