import type { Redline, RedlineBlock, RedlineSegment } from '#core/model/redline.ts';

/** The blocks of the old text in their order: insertions taken away, deletions and moves undone. */
export function oldText({ blocks }: Redline): string[] {
  return blocks
    .filter(({ oldPlace }) => oldPlace !== undefined)
    .toSorted((left, right) => (left.oldPlace ?? 0) - (right.oldPlace ?? 0))
    .map((block) => textWithout(block, 'inserted'));
}

/** The blocks of the new text in their order: deletions taken away. */
export function newText({ blocks }: Redline): string[] {
  return blocks
    .filter(({ status }) => status !== 'deleted')
    .map((block) => textWithout(block, 'deleted'));
}

/** A heading after its number; the cells of a row with bars between them. */
function textWithout(block: RedlineBlock, dropped: 'inserted' | 'deleted'): string {
  const join = (segments: readonly RedlineSegment[]) =>
    segments.flatMap(({ text, status }) => (status === dropped ? [] : [text])).join('');
  if (block.kind === 'heading') return `${join(block.number ?? [])} ${join(block.segments)}`.trim();
  if (block.kind !== 'row') return join(block.segments);
  return block.cells
    .filter(({ column }) => column !== dropped)
    .map(({ segments }) => join(segments))
    .join(' | ');
}
