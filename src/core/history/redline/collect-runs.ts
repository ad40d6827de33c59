import type { Nodes, PhrasingContent } from 'mdast';
import type { SegmentMarks } from '../../model/redline.ts';
import { plain, tidyRuns, type Run } from './runs.ts';

/** Addresses of reference links by identifier. */
export type Definitions = ReadonlyMap<string, string>;

/** The text of inline nodes with its marks, as a reader sees it. */
export function collectRuns(nodes: readonly Nodes[], definitions: Definitions): Run[] {
  return tidyRuns(nodes.flatMap((node) => runsOf(node, plain, definitions)));
}

function runsOf(node: Nodes, marks: SegmentMarks, definitions: Definitions): Run[] {
  const below = (added?: SegmentMarks) => {
    const own = added ? { ...marks, ...added } : marks;
    return (node as { children: PhrasingContent[] }).children.flatMap((child) =>
      runsOf(child, own, definitions),
    );
  };
  switch (node.type) {
    case 'text':
      return [{ text: node.value.replaceAll('\n', ' '), marks }];
    case 'inlineCode':
      return [{ text: node.value.replaceAll('\n', ' '), marks: { ...marks, code: true } }];
    case 'break':
      return [{ text: '\n', marks }];
    case 'strong':
      return below({ strong: true });
    case 'emphasis':
      return below({ em: true });
    case 'delete':
      return below({ strike: true });
    case 'link':
      return below({ link: node.url });
    case 'linkReference':
      return below({ link: definitions.get(node.identifier) ?? `[${node.identifier}]` });
    case 'image':
      return [{ text: nameOfImage(node.alt), marks: { ...marks, image: node.url } }];
    case 'imageReference': {
      const image = definitions.get(node.identifier) ?? `[${node.identifier}]`;
      return [{ text: nameOfImage(node.alt), marks: { ...marks, image } }];
    }
    case 'footnoteReference':
      return [{ text: `[${node.label ?? node.identifier}]`, marks }];
    case 'mdxJsxTextElement':
      return node.name === 'Internal' ? below({ internal: true }) : below();
    default:
      return 'children' in node ? below() : [];
  }
}

/** A decorative image has an empty alternative text. */
function nameOfImage(alternative: string | null | undefined): string {
  return alternative === null || alternative === undefined || alternative === ''
    ? 'image'
    : alternative;
}
