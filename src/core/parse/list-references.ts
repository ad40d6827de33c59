import type { Definition, Nodes, Root } from 'mdast';
import type { TextReferences } from '../model/policy.ts';
import { readLinkTarget } from './link-target.ts';
import { attributesOf, isComponent, isData } from './vocabulary.ts';

type Mutable<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K];
};

/** The definitions of a text by identifier. The first one of several counts, as in Markdown. */
export function listDefinitions(tree: Root): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>();
  const look = (node: Nodes): void => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) {
      definitions.set(node.identifier, node);
    }
    if ('children' in node) for (const child of node.children) look(child);
  };
  look(tree);
  return definitions;
}

/** What a body refers to. `firstLine` is the line of the file on which the body begins. */
export function listReferences(tree: Root, firstLine: number): TextReferences {
  const definitions = listDefinitions(tree);
  const found: Mutable<TextReferences> = { links: [], images: [], data: [] };
  const linked = new Set<Definition>();
  const look = (node: Nodes): void => {
    const place = ({ position } = node) => ({
      line: (position?.start.line ?? 1) + firstLine - 1,
      column: position?.start.column ?? 1,
    });
    if (node.type === 'link') {
      found.links.push({ url: node.url, ...place() });
    } else if (node.type === 'linkReference') {
      const definition = definitions.get(node.identifier);
      if (definition && !linked.has(definition)) {
        found.links.push({ url: definition.url, ...place(definition) });
        linked.add(definition);
      }
    } else if (node.type === 'image' || node.type === 'imageReference') {
      const url = node.type === 'image' ? node.url : definitions.get(node.identifier)?.url;
      if (url !== undefined) found.images.push({ url, alternative: node.alt ?? '', ...place() });
    } else if (isComponent(node) && isData(node)) {
      const parameter = attributesOf(node).get('name');
      const name = parameter === undefined ? {} : { parameter };
      found.data.push({ component: node.name ?? '', ...name, ...place() });
    }
    if ('children' in node) for (const child of node.children) look(child);
  };
  look(tree);
  return found;
}

/** The path of an image below the folder of the book's images; undefined for an address elsewhere. */
export function imagePath(url: string): string | undefined {
  const target = readLinkTarget(url);
  return target.kind === 'file' ? target.path : undefined;
}
