import { escapeText } from '../diagnostics/escape-text.ts';
import { describeRedline } from '../history/redline/describe-redline.ts';
import { groupNeighbours } from '../history/render-segments.ts';
import type {
  Redline,
  RedlineBlock,
  RedlineSegment,
  RowBlock,
  TextBlock,
} from '../model/redline.ts';

export interface RedlineFormat {
  /** Whether to add colours; brackets are always printed. */
  readonly hasColour: boolean;
  /** Print what did not change too. */
  readonly isWhole: boolean;
}

/** A redline for the terminal: the summary, then the clauses that changed with `[-deleted-]{+inserted+}`. */
export function formatRedline(redline: Redline, { hasColour, isWhole }: RedlineFormat): string {
  const summary = describeRedline(redline);
  const head = [
    `${redline.title}. ${summary.headline}`,
    ...(summary.bound === undefined ? [] : [summary.bound]),
    ...section(
      'Clauses',
      summary.clauses.map(({ text }) => text),
    ),
    ...section('Rules', summary.rules),
  ];
  const changed = new Set(redline.clauses.map(({ anchor }) => anchor));
  const moved = new Set(
    redline.clauses.filter(({ status }) => status === 'moved').map(({ anchor }) => anchor),
  );
  const printed = redline.blocks.filter((block, index) => {
    if (isWhole) return true;
    if (!changed.has(block.clause)) return false;
    if (block.kind === 'heading' || block.status !== 'unchanged') {
      return block.kind === 'heading' || !moved.has(block.clause);
    }
    return isHeadOfChangedRow(redline.blocks, index);
  });
  const body = printed.flatMap((block, index) => [
    ...(isContinued(printed[index - 1], block) ? [] : ['']),
    formatBlock(block, hasColour),
  ]);
  return [...head.map((line) => escapeText(line)), ...body].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function isHeadOfChangedRow(blocks: readonly RedlineBlock[], index: number): boolean {
  const head = blocks[index];
  if (head?.kind !== 'row' || !head.isHead) return false;
  return blocks.some(
    (block) => block.kind === 'row' && block.table === head.table && block.status !== 'unchanged',
  );
}

function isContinued(previous: RedlineBlock | undefined, block: RedlineBlock): boolean {
  if (previous?.kind === 'row') return block.kind === 'row' && block.table === previous.table;
  return previous?.kind === 'item' && block.kind === 'item';
}

function formatBlock(block: RedlineBlock, hasColour: boolean): string {
  const text = block.kind === 'row' ? formatRow(block, hasColour) : formatText(block, hasColour);
  const notes = [
    ...(block.movedFrom === undefined ? [] : [`moved from ${block.movedFrom || 'the opening'}`]),
    ...(block.formerly === undefined ? [] : [`before ${block.formerly}`]),
    ...(block.isCoarse ? ['compared as a whole'] : []),
  ];
  const note = notes.length === 0 ? '' : ` (${escapeText(notes.join('; '))})`;
  const indent = ' '.repeat(2 * Math.max(0, block.indent - 1));
  const quote = block.containers
    .map((container) => (container === 'quote' ? '> ' : `${container}: `))
    .join('');
  return `${text}${note}`.replaceAll(/^/gm, `${indent}${quote}`);
}

function formatText(block: TextBlock, hasColour: boolean): string {
  const text = formatSegments(block.segments, hasColour);
  if (block.kind === 'item') return `${block.marker ?? '•'} ${text}`;
  if (block.kind !== 'heading') return text;
  return `${'#'.repeat(block.level ?? 1)} ${formatSegments(headingSegments(block), hasColour)}`;
}

function formatRow({ cells, status }: RowBlock, hasColour: boolean): string {
  const mark = { inserted: '+', deleted: '-', unchanged: ' ', changed: ' ', moved: ' ' }[status];
  return `${mark}| ${cells.map(({ segments }) => formatSegments(segments, hasColour)).join(' | ')} |`;
}

/** Number, space and title. */
function headingSegments({ number = [], segments }: TextBlock): readonly RedlineSegment[] {
  const [only] = number;
  if (!only) return segments;
  const space = {
    text: ' ',
    marks: {},
    status: number.length === 1 ? only.status : 'equal',
  } as const;
  return [...number, space, ...segments];
}

function formatSegments(segments: readonly RedlineSegment[], hasColour: boolean): string {
  return groupNeighbours(segments, ({ status }) => status)
    .map((stretch) => formatStretch(stretch, hasColour))
    .join('');
}

/** An address is only worth its room where it may be what changed. */
function plainText({ text, marks, status }: RedlineSegment): string {
  const address = marks.link ?? marks.image;
  return escapeText(status === 'equal' || address === undefined ? text : `${text} <${address}>`);
}

// escapeText has removed all such codes from the text of the policy.
const colours = { inserted: '\u001b[32m', deleted: '\u001b[31m', reset: '\u001b[0m' };

function formatStretch(stretch: readonly RedlineSegment[], hasColour: boolean): string {
  const text = stretch.map(plainText).join('');
  const status = stretch[0]?.status ?? 'equal';
  if (status === 'equal') return text;
  const marked = status === 'inserted' ? `{+${text}+}` : `[-${text}-]`;
  return hasColour ? `${colours[status]}${marked}${colours.reset}` : marked;
}
