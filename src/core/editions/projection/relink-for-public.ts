import type { Definition, Link, LinkReference, Nodes } from 'mdast';
import { visit } from 'unist-util-visit';
import { listDefinitions, parsePolicyReference } from '../../parse/list-references.ts';
import { parseMarkdown } from '../../parse/parse-markdown.ts';
import { replaceSlices, type Slice } from '../../parse/replace-slices.ts';
import type { PublicStanding } from './select-public.ts';

/** What the links of one public text may lead to. */
export interface PublicTargets {
  readonly standingOf: (policy: string) => PublicStanding;
  /** Whether a clause is in the public text of a policy; without a policy, in this text. */
  readonly hasClause: (clause: string, policy?: string) => boolean;
  /** Where customers ask for a named policy. */
  readonly contact: string;
}

type Target = 'kept' | 'page' | 'named' | 'none';

/** A text whose links lead only to public places. Others become their words, with the contact for a named policy. */
export function relinkForPublic(body: string, targets: PublicTargets): string {
  const parsed = parseMarkdown(body);
  if ('fault' in parsed) return body;
  const definitions = listDefinitions(parsed.tree);
  const shown = new Set<string>();
  visit(parsed.tree, 'imageReference', ({ identifier }) => void shown.add(identifier));

  const slices: Slice[] = [];
  const explained = new Set<string>();
  visit(parsed.tree, (node) => {
    if (node.type === 'definition' && !shown.has(node.identifier))
      slices.push(...relinkDefinition(node, body, targets));
    if (node.type !== 'link' && node.type !== 'linkReference') return;
    const url = node.type === 'link' ? node.url : definitions.get(node.identifier)?.url;
    if (url === undefined) return;
    const target = targetOf(url, targets);
    if (target === 'kept') return;
    if (target === 'page') {
      if (node.type === 'link') slices.push(withoutClause(node, url, body));
      return;
    }
    const contact =
      target === 'named' && !explained.has(url) ? ` (on request from ${targets.contact})` : '';
    if (target === 'named') explained.add(url);
    slices.push({ ...rangeOf(node), text: contentOf(node, body) + contact });
  });
  return replaceSlices(body, slices);
}

/** `page` is a link to a public policy whose clause is not public. */
function targetOf(url: string, { standingOf, hasClause }: PublicTargets): Target {
  if (/^(?:https?:\/\/|mailto:|tel:)/i.test(url)) return 'kept';
  if (url.startsWith('#')) return url === '#' || hasClause(decodeFragment(url)) ? 'kept' : 'none';
  const reference = parsePolicyReference(url);
  if (!reference) return 'none';
  const standing = standingOf(reference.policy);
  if (standing !== 'page') return standing;
  return reference.clause === undefined || hasClause(reference.clause, reference.policy)
    ? 'kept'
    : 'page';
}

function decodeFragment(url: string): string {
  try {
    return decodeURIComponent(url.slice(1));
  } catch {
    return url.slice(1);
  }
}

function relinkDefinition(node: Definition, body: string, targets: PublicTargets): Slice[] {
  const target = targetOf(node.url, targets);
  if (target === 'kept') return [];
  return [target === 'page' ? withoutClause(node, node.url, body) : { ...rangeOf(node), text: '' }];
}

function withoutClause(node: Nodes, url: string, body: string): Slice {
  const { end } = rangeOf(node);
  const start = body.lastIndexOf(url, end);
  return { start, end: start + url.length, text: url.replace(/#.*$/, '') };
}

function rangeOf(node: Nodes): { start: number; end: number } {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

function contentOf({ children, position }: Link | LinkReference, body: string): string {
  const first = children[0];
  const last = children.at(-1);
  const content = first && last ? body.slice(rangeOf(first).start, rangeOf(last).end) : '';
  // At the start of a line MDX takes such a word for program text.
  return position?.start.column === 1
    ? content.replace(/^(?:i(?=mport\b)|e(?=xport\b))/, (letter) => `&#${letter.charCodeAt(0)};`)
    : content;
}
