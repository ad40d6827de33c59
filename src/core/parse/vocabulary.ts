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

/** Whether a component stands for data of the frontmatter, and not for a part of the text. */
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
