import type { Nodes } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx';

/** The components that a body may use, each with the attributes that it needs. */
export const vocabulary = {
  Internal: [],
  Note: [],
  Param: ['name'],
  ChangeTypes: [],
  ChangeCategories: [],
  MetricTargets: [],
  Duties: [],
} as const satisfies Record<string, readonly string[]>;

type Component = MdxJsxFlowElement | MdxJsxTextElement;

/** Whether a component prints data of the frontmatter. */
export function isData({ name }: Component): boolean {
  return name !== null && Object.hasOwn(vocabulary, name) && name !== 'Internal' && name !== 'Note';
}

export function isInternal(node: Nodes): boolean {
  return isComponent(node) && node.name === 'Internal';
}

/** A component without content as it is written. */
export function tagOf(node: Component): string {
  const attributes = [...attributesOf(node)].map(([name, value]) => ` ${name}="${value}"`);
  return `<${node.name ?? ''}${attributes.join('')}/>`;
}

/** The fault of a component whose slice does not begin and end with its own tags: a cut would leave a part of it. */
export function describeCrossing(
  { name, children, position }: Component,
  body: string,
): { readonly problem: string; readonly remedy: string } | undefined {
  if (name === null) return undefined;
  const slice = body.slice(position?.start.offset, position?.end.offset);
  const begins = new RegExp(String.raw`^<\s*${name}(?![\w-])`).test(slice);
  const ends = new RegExp(String.raw`<\s*/\s*${name}\s*>$`).test(slice);
  const isOneTag = children.length === 0 && /^<[^<>]*\/\s*>$/.test(slice);
  if (begins && (ends || isOneTag)) return undefined;
  return {
    problem: `<${name}> begins inside one construct and ends in another, so it is not clear what it contains.`,
    remedy: 'Put both tags inside the same paragraph, cell, item or emphasis, or both outside.',
  };
}

/** The attributes of a component that are plain text, by name. */
export function attributesOf({ attributes }: Component): ReadonlyMap<string, string> {
  return new Map(
    attributes.flatMap((attribute) =>
      attribute.type === 'mdxJsxAttribute' && typeof attribute.value === 'string'
        ? [[attribute.name, attribute.value] as const]
        : [],
    ),
  );
}

export function isComponent(node: Nodes): node is Component {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
}
