import { visit } from 'unist-util-visit';
import { parseMarkdown } from '../../parse/parse-markdown.ts';

/** The images that a text shows, by their path in the book from its last `../`: `assets/flow.png`. */
export function listImages(body: string): string[] {
  const parsed = parseMarkdown(body);
  if ('fault' in parsed) return [];
  const shown = new Set<string>();
  const defined = new Map<string, string>();
  const used = new Set<string>();
  visit(parsed.tree, (node) => {
    if (node.type === 'image') shown.add(node.url);
    else if (node.type === 'definition') defined.set(node.identifier, node.url);
    else if (node.type === 'imageReference') used.add(node.identifier);
  });
  for (const identifier of used) shown.add(defined.get(identifier) ?? '');
  return [...shown].filter((url) => url !== '').map((url) => url.replace(/^(?:\.{0,2}\/)+/, ''));
}
