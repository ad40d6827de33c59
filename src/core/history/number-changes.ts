import type { RedlineBlock } from '../model/redline.ts';

/** A block with the number of the change that begins with it, counted from 1. */
export interface NumberedBlock {
  readonly block: RedlineBlock;
  readonly change?: number;
}

/**
 * Counts what a reader steps through. A block that changed in itself is a change; blocks of one clause that came, went
 * or moved together are one.
 */
export function numberChanges(blocks: readonly RedlineBlock[]): {
  readonly blocks: readonly NumberedBlock[];
  readonly count: number;
} {
  let count = 0;
  const numbered = blocks.map((block, index): NumberedBlock => {
    if (block.status === 'unchanged' || goesWith(blocks[index - 1], block)) return { block };
    count += 1;
    return { block, change: count };
  });
  return { blocks: numbered, count };
}

function goesWith(previous: RedlineBlock | undefined, block: RedlineBlock): boolean {
  return (
    block.status !== 'changed' &&
    previous?.status === block.status &&
    previous.clause === block.clause
  );
}
