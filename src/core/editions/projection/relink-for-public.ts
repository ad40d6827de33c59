import type { Definition, Link, LinkReference, Nodes } from 'mdast';
import { visit } from 'unist-util-visit';
import { readLinkTarget } from '../../parse/link-target.ts';
import { listDefinitions } from '../../parse/list-references.ts';
import { parseMarkdown } from '../../parse/parse-markdown.ts';
import { replaceSlices, type Slice } from '../../parse/replace-slices.ts';
import type { PublicStanding } from './select-public.ts';

/** What the links of one public text may lead to. */
export interface PublicTargets {
  readonly standingOf: (policy: string) => PublicStanding;
  /** Whether a clause is in the public text of a policy; without a policy, in this text. */
  readonly hasClause: (anchor: string, policy?: string) => boolean;
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
  const target = readLinkTarget(url);
  switch (target.kind) {
    case 'elsewhere':
    case 'file':
      return 'kept';
    case 'unknown':
      return 'none';
    case 'heading':
      return target.anchor === '' || hasClause(target.anchor) ? 'kept' : 'none';
    case 'policy': {
      const { policy, anchor } = target;
      const standing = standingOf(policy);
      if (standing !== 'page') return standing;
      return anchor === undefined || hasClause(anchor, policy) ? 'kept' : 'page';
    }
  }
}

function relinkDefinition(node: Definition, body: string, targets: PublicTargets): Slice[] {
  const target = targetOf(node.url, targets);
  if (target === 'kept') return [];
  return [target === 'page' ? withoutClause(node, node.url, body) : { ...rangeOf(node), text: '' }];
}

/** The address may be written with escapes, and its words may be in the title of the link as well. */
function withoutClause(node: Definition | Link, url: string, body: string): Slice {
  const { start: from, end } = rangeOf(node);
  const content = node.type === 'link' ? node.children.at(-1) : undefined;
  const text = body.slice(content ? rangeOf(content).end : from, end);
  const [, before = '', written = ''] =
    (node.type === 'link' ? inLink : inDefinition).exec(text) ?? [];
  const start = end - text.length + before.length;
  const address = url.split('#', 1)[0] ?? '';
  const kept = written.includes(url)
    ? written.replace(url, () => address)
    : address.replaceAll(' ', '%20');
  const title = body.slice(start + written.length, end).replaceAll(url, () => address);
  return { start, end, text: kept + title };
}

const inLink = /^(\[?[\s>]*\]\([\s>]*)(<(?:\\.|[^<>\\])*>|[^ \t\r\n]+(?=[ \t\r\n]|\)$))/;
const inDefinition = /^(\[(?:\\.|[^\]\\])*\]:[\s>]*)(<(?:\\.|[^<>\\])*>|[^ \t\r\n]+)/s;

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
