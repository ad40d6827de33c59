import type { Element, ElementContent, Properties } from 'hast';
import type { RedlineSegment } from '../model/redline.ts';
import { readLinkTarget } from '../parse/link-target.ts';
import { imagePath } from '../parse/list-references.ts';
import type { LinkTo } from '../parse/resolve-tree.ts';

/** Where the text of a redline leads to. */
export interface TextAddresses {
  readonly linkTo: LinkTo;
}

/** The same with what depends on the redline. */
export interface RedlineAddresses extends TextAddresses {
  /** Whether the redline has a clause with this id; a link to a removed one becomes its text. */
  readonly hasClause: (id: string) => boolean;
}

export function element(
  tagName: string,
  properties: Properties,
  children: readonly ElementContent[],
): Element {
  return { type: 'element', tagName, properties, children: [...children] };
}

/** Characters from which a cell of a table is long: its column is then wide enough to read. */
export const longCell = 60;

export function textNode(value: string): ElementContent {
  return { type: 'text', value };
}

/** Words for screen readers alone. */
export function aside(words: string): Element {
  return element('span', { className: ['hidden'] }, [textNode(words)]);
}

/** The items in groups of neighbours with the same key. */
export function groupNeighbours<T>(
  items: readonly T[],
  groupKey: (item: T, index: number) => string,
): T[][] {
  const groups: { key: string; items: T[] }[] = [];
  items.forEach((item, index) => {
    const key = groupKey(item, index);
    const last = groups.at(-1);
    if (last?.key === key) last.items.push(item);
    else groups.push({ key, items: [item] });
  });
  return groups.map((group) => group.items);
}

const spoken = {
  inserted: { tag: 'ins', before: 'inserted: ', after: ' end of insertion ' },
  deleted: { tag: 'del', before: 'deleted: ', after: ' end of deletion ' },
} as const;

/** Segments as HTML; insertions and deletions have words for readers who cannot see the marks. */
export function renderSegments(
  segments: readonly RedlineSegment[],
  addresses: RedlineAddresses,
): ElementContent[] {
  return groupNeighbours(segments, ({ status }) => status).flatMap((stretch) => {
    const status = stretch[0]?.status ?? 'equal';
    const content = stretch.flatMap((segment) => renderSegment(segment, addresses));
    if (status === 'equal') return content;
    const { tag, before, after } = spoken[status];
    return [element(tag, {}, [aside(before), ...content, aside(after)])];
  });
}

function renderSegment({ text, marks }: RedlineSegment, addresses: RedlineAddresses) {
  const lines = text
    .split('\n')
    .flatMap((line, index) => [
      ...(index > 0 ? [element('br', {}, [])] : []),
      ...(line === '' ? [] : [textNode(line)]),
    ]);
  const image = marks.image === undefined ? undefined : imageAddress(marks.image, addresses);
  let content: ElementContent[] =
    image === undefined ? lines : [element('img', { src: image, alt: text }, [])];
  const link = marks.link === undefined ? undefined : linkAddress(marks.link, addresses);
  const wraps: readonly (readonly [boolean, string, Properties])[] = [
    [marks.code === true, 'code', {}],
    [marks.strike === true, 's', {}],
    [marks.em === true, 'em', {}],
    [marks.strong === true, 'strong', {}],
    [marks.internal === true, 'span', { className: ['internal'] }],
    [link !== undefined, 'a', { href: link }],
  ];
  for (const [applies, tag, properties] of wraps) {
    if (applies) content = [element(tag, properties, content)];
  }
  return content;
}

function linkAddress(url: string, { linkTo, hasClause }: RedlineAddresses): string | undefined {
  const target = readLinkTarget(url);
  switch (target.kind) {
    case 'elsewhere':
      return url;
    case 'heading':
      return hasClause(target.anchor) ? `#${target.anchor}` : undefined;
    case 'unknown':
      return undefined;
    default:
      return linkTo(target);
  }
}

/** Images of the book only; for others their text has to do. */
function imageAddress(source: string, { linkTo }: TextAddresses): string | undefined {
  const path = imagePath(source);
  return path === undefined ? undefined : linkTo({ kind: 'file', path });
}
