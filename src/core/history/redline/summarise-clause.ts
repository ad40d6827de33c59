import type { ClauseChange, RedlineBlock, RedlineSegment } from '../../model/redline.ts';
import { labelOf } from './compare-blocks.ts';
import type { PlannedSection } from './plan-redline.ts';
import { countWords } from './similarity.ts';

/** What became of a clause, or undefined where nothing did. A new number alone counts no words. */
export function summariseClause(
  { from, to, isMoved, left }: PlannedSection,
  anchor: string,
  blocks: readonly RedlineBlock[],
): ClauseChange | undefined {
  const section = to ?? from;
  if (!section) return undefined;
  const insertedWords = countIn(blocks, 'inserted');
  const deletedWords = countIn(blocks, 'deleted');
  const movedBlocks =
    left + (isMoved ? 0 : blocks.filter(({ movedFrom }) => movedFrom !== undefined).length);
  const isRenumbered = from !== undefined && to !== undefined && from.number !== to.number;
  const hasChanged = movedBlocks > 0 || blocks.some(isOwnChange);

  const status = findStatus();
  if (!status) return undefined;
  return {
    anchor,
    id: section.id,
    ...(section.number !== undefined && { number: section.number }),
    title: section.title,
    status,
    ...(from && to && (isMoved || isRenumbered) && { was: labelOf(from) }),
    insertedWords,
    deletedWords,
    movedBlocks,
  };

  function findStatus(): ClauseChange['status'] | undefined {
    if (!from) return 'added';
    if (!to) return 'removed';
    if (hasChanged) return 'changed';
    if (isMoved) return 'moved';
    return isRenumbered ? 'renumbered' : undefined;
  }
}

/** Whether a block changed in more than its place and, for a heading, its number. */
function isOwnChange(block: RedlineBlock): boolean {
  if (block.status === 'unchanged' || block.status === 'moved') return false;
  if (block.kind !== 'heading' || block.formerly !== undefined) return true;
  return block.segments.some(({ status }) => status !== 'equal');
}

function countIn(blocks: readonly RedlineBlock[], wanted: RedlineSegment['status']): number {
  return blocks
    .flatMap((block) =>
      block.kind === 'row' ? block.cells.flatMap(({ segments }) => segments) : block.segments,
    )
    .filter(({ status }) => status === wanted)
    .reduce((sum, { text }) => sum + countWords(text), 0);
}
