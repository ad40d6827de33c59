import type { Element, ElementContent, Properties } from 'hast';
import { toHtml } from 'hast-util-to-html';
import type {
  Container,
  Redline,
  RedlineBlock,
  RedlineCell,
  RedlineSegment,
  RowBlock,
  TextBlock,
} from '../model/redline.ts';
import {
  aside,
  element,
  groupNeighbours,
  longCell,
  renderSegments,
  textNode,
  type RedlineAddresses,
  type TextAddresses,
} from './render-segments.ts';

/** Where a reader finds a change by its number. No heading can have such an id. */
export function changeAnchor(change: number): string {
  return `change:${change}`;
}

interface Rendering extends RedlineAddresses {
  /** How many changes there are. */
  readonly count: number;
}

type Numbered<B extends RedlineBlock> = NumberedBlock & { readonly block: B };

/** A redline as HTML: the issued text with what came and went marked in words, in shape and in colour. */
export function renderRedline(redline: Redline, addresses: TextAddresses): string {
  const { blocks, count } = numberChanges(redline.blocks);
  const clauses = new Set(redline.blocks.map(({ clause }) => clause));
  const rendering = { ...addresses, count, hasClause: (id: string) => clauses.has(id) };
  return toHtml({ type: 'root', children: renderWithin(blocks, 0, rendering) });
}

/** Blocks in the same containers down to a depth. */
function renderWithin(
  blocks: readonly NumberedBlock[],
  depth: number,
  rendering: Rendering,
): ElementContent[] {
  return groupNeighbours(blocks, ({ block }) => block.containers[depth] ?? '').flatMap((group) => {
    const container = group[0]?.block.containers[depth];
    return container === undefined
      ? renderFlow(group, rendering)
      : [wrap(container, renderWithin(group, depth + 1, rendering))];
  });
}

const wrappers: Readonly<Record<Container, readonly [tag: string, className: string]>> = {
  quote: ['blockquote', 'quote'],
  note: ['div', 'note'],
  internal: ['div', 'internal'],
  footnote: ['div', 'footnote'],
};

function wrap(container: Container, children: readonly ElementContent[]): Element {
  const [tag, className] = wrappers[container];
  const label = element('span', { className: ['internal-label'] }, [
    textNode('Internal: not in the public edition'),
  ]);
  return element(tag, { className: [className] }, [
    ...(container === 'internal' ? [label] : []),
    ...children,
  ]);
}

function renderFlow(blocks: readonly NumberedBlock[], rendering: Rendering): ElementContent[] {
  const groups = groupNeighbours(blocks, ({ block }, index) =>
    block.kind === 'item' ? 'list' : block.kind === 'row' ? `table ${block.table}` : String(index),
  );
  return groups.flatMap((group) => {
    const kind = group[0]?.block.kind;
    if (kind === 'row') return [renderTable(group.filter(isRow), rendering)];
    const texts = group.filter(isText).map((one) => renderText(one, rendering));
    return kind === 'item' ? [element('ul', { className: ['marked'] }, texts)] : texts;
  });
}

function isRow(one: NumberedBlock): one is Numbered<RowBlock> {
  return one.block.kind === 'row';
}

function isText(one: NumberedBlock): one is Numbered<TextBlock> {
  return one.block.kind !== 'row';
}

function renderText({ block, change }: Numbered<TextBlock>, rendering: Rendering): Element {
  const content = renderSegments(block.segments, rendering);
  const mark = changeMark(change, rendering);
  const note = noteOf(block);
  const form = formOf(block);
  switch (block.kind) {
    case 'heading': {
      const number = numberLink(block, rendering);
      const children = [...mark, number, textNode(' '), ...content, ...note];
      return element(`h${block.level ?? 2}`, { id: block.clause, ...form }, children);
    }
    case 'item': {
      const marker = element('span', { className: ['marker'] }, [textNode(block.marker ?? '•')]);
      return element('li', form, [...mark, marker, textNode(' '), ...content, ...note]);
    }
    case 'code':
      return element('pre', form, [...mark, element('code', {}, content), ...note]);
    case 'paragraph':
      return element('p', form, [...mark, ...content, ...note]);
  }
}

function formOf({ status, movedFrom, indent }: RedlineBlock): Properties {
  const className = [
    ...(status === 'unchanged' ? [] : ['change']),
    ...(movedFrom === undefined ? [] : ['moved']),
    ...(indent > 0 ? [`indent-${Math.min(indent, 4)}`] : []),
  ];
  return className.length === 0 ? {} : { className };
}

function numberLink({ clause, number = [] }: TextBlock, rendering: Rendering): Element {
  return element(
    'a',
    { className: ['clause-number'], href: `#${clause}` },
    renderSegments(number, rendering),
  );
}

/** The number of the change in the margin; the keys and buttons lead to it. */
function changeMark(change: number | undefined, { count }: Rendering): Element[] {
  if (change === undefined) return [];
  const id = changeAnchor(change);
  const words = [aside('Change '), textNode(String(change)), aside(` of ${count}. `)];
  return [element('a', { className: ['change-number'], id, href: `#${id}` }, words)];
}

function noteOf({ movedFrom, formerly, isCoarse }: RedlineBlock): Element[] {
  const notes = [
    ...(movedFrom === undefined ? [] : [`moved from ${movedFrom || 'the opening'}`]),
    ...(formerly === undefined ? [] : [`formerly ${formerly}`]),
    ...(isCoarse ? ['compared as a whole'] : []),
  ];
  if (notes.length === 0) return [];
  return [element('span', { className: ['block-note'] }, [textNode(` (${notes.join('; ')})`)])];
}

function renderTable(rows: readonly Numbered<RowBlock>[], rendering: Rendering): Element {
  const part = (tag: string, isHead: boolean) => {
    const own = rows.filter(({ block }) => block.isHead === isHead);
    return own.length === 0
      ? []
      : [
          element(
            tag,
            {},
            own.map((row) => renderRow(row, rendering)),
          ),
        ];
  };
  return element('table', { tabIndex: 0 }, [...part('thead', true), ...part('tbody', false)]);
}

function renderRow({ block, change }: Numbered<RowBlock>, rendering: Rendering): Element {
  const last = block.cells.length - 1;
  const cells = block.cells.map((cell, index) =>
    element(block.isHead ? 'th' : 'td', cellClass(cell), [
      ...(index === 0 ? changeMark(change, rendering) : []),
      ...renderSegments(columnSegments(cell), rendering),
      ...(index === last ? noteOf(block) : []),
    ]),
  );
  return element('tr', formOf(block), cells);
}

function cellClass({ column, segments }: RedlineCell) {
  const isLong = segments.reduce((length, { text }) => length + text.length, 0) > longCell;
  const classes = [...(column === 'kept' ? [] : [`column-${column}`]), ...(isLong ? ['long'] : [])];
  return classes.length === 0 ? {} : { className: classes };
}

/** All cells of an inserted or deleted column are marked. */
function columnSegments({ column, segments }: RedlineCell): readonly RedlineSegment[] {
  if (column === 'kept') return segments;
  return segments.map((segment) => ({ ...segment, status: column }));
}

/** A block with the number of the change that begins with it, counted from 1. */
export interface NumberedBlock {
  readonly block: RedlineBlock;
  readonly change?: number;
}

/** Numbers what a reader steps through. Blocks of one clause inserted, deleted or moved together are one change. */
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
