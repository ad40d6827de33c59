import type { Container } from '../../model/redline.ts';
import type { Run } from './runs.ts';

interface UnitBase {
  /** Equal for two units exactly where their text and marks are equal, whatever their form. */
  readonly key: string;
  /** All its words. */
  readonly text: string;
  readonly containers: readonly Container[];
  readonly indent: number;
}

export interface TextUnit extends UnitBase {
  readonly kind: 'heading' | 'paragraph' | 'item' | 'code';
  readonly level?: number;
  readonly marker?: string;
  /** Place among the blocks of its text, from 0. */
  readonly place: number;
  readonly runs: readonly Run[];
}

export interface TableRow {
  readonly place: number;
  readonly cells: readonly (readonly Run[])[];
}

export interface TableUnit extends UnitBase {
  readonly kind: 'table';
  readonly columns: number;
  readonly head: TableRow;
  readonly rows: readonly TableRow[];
}

/** What is compared as one: a table, or a block. */
export type Unit = TextUnit | TableUnit;

/** A clause with its own blocks, without the clauses below it. */
export interface Section {
  /** Empty for the text before the first heading. */
  readonly id: string;
  readonly number?: string;
  readonly title: string;
  readonly depth: number;
  /** Index of the section above it. */
  readonly parent?: number;
  /** Without its number. */
  readonly heading?: TextUnit;
  readonly units: readonly Unit[];
  /** The words of its units, without the heading. */
  readonly text: string;
}
