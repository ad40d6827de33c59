import type {
  BlockStatus,
  Container,
  RedlineBlock,
  RedlineSegment,
  TextBlock,
} from '../../model/redline.ts';
import type { DiffBudget } from './bounded-diff.ts';
import { compareTables } from './compare-tables.ts';
import { diffRuns, markRuns } from './diff-runs.ts';
import type { PlannedSection, PlannedUnit } from './plan-redline.ts';
import type { Section, TableUnit, TextUnit, Unit } from './flatten-version.ts';

/** What the blocks of one redline share. */
export interface BlockContext {
  readonly budget: DiffBudget;
  /** The number of the next table. */
  nextTable: number;
}

/** The blocks of one clause, its heading first. */
export function compareBlocks(
  section: PlannedSection,
  anchor: string,
  context: BlockContext,
): RedlineBlock[] {
  const { from, to } = section;
  const blocks: RedlineBlock[] = [];
  if (from?.heading || to?.heading) blocks.push(compareHeadings(section, anchor, context));
  for (const unit of section.units) {
    const origin = unit.origin ?? from;
    const isMoved =
      unit.isMoved || (section.isMoved && unit.from !== undefined && unit.to !== undefined);
    const place = { clause: anchor, origin: origin ? labelOf(origin) : '' };
    blocks.push(...compareUnits({ ...unit, isMoved }, place, context));
  }
  return blocks;
}

interface BlockPlace {
  readonly clause: string;
  /** The clause of the old text, should the block turn out to be moved. */
  readonly origin: string;
}

/** Number, or title, of a clause of the old text. */
export function labelOf({ number, title }: Section): string {
  return number ?? title;
}

function compareHeadings(
  section: PlannedSection,
  anchor: string,
  { budget }: BlockContext,
): TextBlock {
  const { from, to, isMoved } = section;
  const { segments, isCoarse } = compareText(from?.heading, to?.heading, budget);
  const number = compareNumbers(from, to);
  const form = describeForm(from?.heading, to?.heading);
  return {
    kind: 'heading',
    clause: anchor,
    ...form,
    ...(isMoved && from && { movedFrom: labelOf(from) }),
    status: statusOf(from?.heading, to?.heading, [...number, ...segments], isMoved, form.formerly),
    isCoarse,
    ...(number.length > 0 && { number }),
    segments,
  };
}

function compareNumbers(from: Section | undefined, to: Section | undefined): RedlineSegment[] {
  const segment = (
    number: string | undefined,
    status: RedlineSegment['status'],
  ): RedlineSegment[] => (number === undefined ? [] : [{ text: number, marks: {}, status }]);
  if (from && to && from.number === to.number) return segment(to.number, 'equal');
  return [...segment(from?.number, 'deleted'), ...segment(to?.number, 'inserted')];
}

function compareUnits(
  { from, to, isMoved }: PlannedUnit,
  place: BlockPlace,
  context: BlockContext,
): RedlineBlock[] {
  if (isTable(from) || isTable(to)) {
    return compareTableUnits(
      isTable(from) ? from : undefined,
      isTable(to) ? to : undefined,
      isMoved,
      place,
      context,
    );
  }
  const unit = to ?? from;
  if (!unit) return [];
  const { segments, isCoarse } = compareText(from, to, context.budget);
  const form = describeForm(from, to);
  return [
    {
      kind: unit.kind,
      clause: place.clause,
      ...form,
      ...(isMoved && { movedFrom: place.origin }),
      status: statusOf(from, to, segments, isMoved, form.formerly),
      isCoarse,
      segments,
    },
  ];
}

function isTable(unit: Unit | undefined): unit is TableUnit {
  return unit?.kind === 'table';
}

function compareText(from: TextUnit | undefined, to: TextUnit | undefined, budget: DiffBudget) {
  if (!from) return { segments: markRuns(to?.runs ?? [], 'inserted'), isCoarse: false };
  if (!to) return { segments: markRuns(from.runs, 'deleted'), isCoarse: false };
  return diffRuns(from.runs, to.runs, budget);
}

function statusOf(
  from: Unit | undefined,
  to: Unit | undefined,
  segments: readonly RedlineSegment[],
  isMoved: boolean,
  formerly: string | undefined,
): BlockStatus {
  if (!from) return 'inserted';
  if (!to) return 'deleted';
  if (formerly !== undefined || segments.some(({ status }) => status !== 'equal')) return 'changed';
  return isMoved ? 'moved' : 'unchanged';
}

function compareTableUnits(
  from: TableUnit | undefined,
  to: TableUnit | undefined,
  isMoved: boolean,
  place: BlockPlace,
  context: BlockContext,
): RedlineBlock[] {
  const unit = to ?? from;
  if (!unit) return [];
  const table = context.nextTable++;
  return compareTables(from, to, context.budget).map(
    ({ isMoved: isRowMoved, status, ...row }): RedlineBlock => {
      const isInBoth = status !== 'inserted' && status !== 'deleted';
      const isElsewhere = isInBoth && (isMoved || isRowMoved);
      return {
        kind: 'row',
        clause: place.clause,
        ...(isElsewhere && { movedFrom: place.origin }),
        containers: unit.containers,
        indent: unit.indent,
        table,
        status: status === 'unchanged' && isElsewhere ? 'moved' : status,
        ...row,
      };
    },
  );
}

type BlockForm = Pick<
  TextBlock,
  'containers' | 'indent' | 'oldPlace' | 'level' | 'marker' | 'formerly'
>;

/** The place and form of a block, and its form before where that differs. */
function describeForm(from: TextUnit | undefined, to: TextUnit | undefined): BlockForm {
  const unit = to ?? from;
  const before = from && formOf(from);
  return {
    containers: unit?.containers ?? [],
    indent: unit?.indent ?? 0,
    ...(from && { oldPlace: from.place }),
    ...(unit?.level !== undefined && { level: unit.level }),
    ...(unit?.marker !== undefined && { marker: unit.marker }),
    ...(before !== undefined && to && before !== formOf(to) && { formerly: before }),
  };
}

const containerNames: Readonly<Record<Container, string>> = {
  quote: 'a quotation',
  note: 'a note',
  internal: 'an internal part',
  footnote: 'a footnote',
};

// An item that came or went gives those below it other numbers, which says nothing of them; another start does.
function formOf({ kind, level, marker, start, containers, indent }: TextUnit): string {
  const list = start === undefined ? 'bulleted' : 'numbered';
  const from = start === undefined || start === 1 ? '' : ` of a list that begins with ${start}`;
  const box = /\[.\]/.exec(marker ?? '')?.[0];
  const form = {
    heading: `a heading of level ${level ?? 0}`,
    paragraph: 'a paragraph',
    code: 'a block of code',
    item: `a ${list} item${from}${box === undefined ? '' : ` with the box ${box}`}`,
  }[kind];
  const depth = indent > 1 ? ` on level ${indent}` : '';
  const within = containers.map((container) => ` in ${containerNames[container]}`).join('');
  return `${form}${depth}${within}`;
}
