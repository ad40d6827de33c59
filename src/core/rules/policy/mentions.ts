import type { Link, Nodes } from 'mdast';
import { toString } from 'mdast-util-to-string';
import type { Policy, PolicyVersion } from '../../model/policy.ts';
import {
  documentNamed,
  listClauseMentions,
  plainNumber,
  type ClauseMention,
} from '../../parse/clause-mentions.ts';
import { eachNode } from '../../parse/each-node.ts';
import { readLinkTarget } from '../../parse/link-target.ts';
import { versionTree } from '../../parse/parse-markdown.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule } from '../rule.ts';

const missing = report(
  'The text mentions clause {clause} of "{title}", which does not have this clause.',
  'Name one of its clauses ({known}), or link to the document that is meant.',
);

export const clauseMentioned: DocumentRule = {
  code: 'policy/clause-mentioned',
  severity: 'warning',
  requirement: 'A clause that a text mentions by its number exists.',
  messages: { missing },
  example: {
    good: ['## 1. Purpose', '', 'See clause 1.'],
    bad: ['## 1. Purpose', '', 'See clause 7.'],
  },

  *check({ policies }) {
    for (const { current } of policies) {
      const { source, bodyLine } = current;
      for (const { number, line, of } of listMentions(current, policies)) {
        if (hasNumber(of, number)) continue;
        const { title } = of.frontmatter;
        const known = of.clauses
          .flatMap((clause) => clause.number ?? [])
          .slice(0, 12)
          .join(', ');
        yield {
          at: { file: source.file, line: line + bodyLine - 1 },
          ...fill(missing, { clause: number, title, known }),
        };
      }
    }
  },
};

interface Mention {
  readonly number: string;
  /** Line of the body, from 1. */
  readonly line: number;
  /** The text whose clause is meant. */
  readonly of: PolicyVersion;
}

function* listMentions(own: PolicyVersion, policies: readonly Policy[]): Iterable<Mention> {
  const found: Mention[] = [];
  const tree = versionTree(own);
  const links = new Map<Nodes, Link>();
  eachNode(tree, (link) => {
    if (link.type === 'link') eachNode(link, (text) => void links.set(text, link));
  });
  eachNode(tree, (node, index, parent) => {
    if (node.type !== 'text') return;
    const next = parent?.children[index + 1];
    for (const mention of listClauseMentions(node.value)) {
      const of = documentOf(mention, { own, policies, link: links.get(node), next });
      if (!of) continue;
      const before = node.value.slice(0, mention.from).split('\n').length - 1;
      const line = (node.position?.start.line ?? 1) + before;
      found.push({ number: mention.number, line, of });
    }
  });
  yield* found;
}

interface Surroundings {
  readonly own: PolicyVersion;
  readonly policies: readonly Policy[];
  /** In which the mention is. */
  readonly link: Link | undefined;
  /** What follows its text. */
  readonly next: Nodes | undefined;
}

/** The text of the book that a mention is about; undefined where it may be another document. */
function documentOf(
  mention: ClauseMention,
  { own, policies, link, next }: Surroundings,
): PolicyVersion | undefined {
  if (link) return linkedTo(link, own, policies);
  const named = documentNamed(mention);
  if (named === undefined) return own;
  if (named !== '') {
    return policies.find(({ current }) => named.startsWith(current.frontmatter.title))?.current;
  }
  return next?.type === 'link' ? linkedTo(next, own, policies) : undefined;
}

function linkedTo(
  { url }: Link,
  own: PolicyVersion,
  policies: readonly Policy[],
): PolicyVersion | undefined {
  const target = readLinkTarget(url);
  if (target.kind === 'heading') return own;
  return target.kind === 'policy'
    ? policies.find(({ id }) => id === target.policy)?.current
    : undefined;
}

/** Whether a heading has the number, or a paragraph or list may: below a clause without numbered parts of that form. */
function hasNumber(of: PolicyVersion, number: string): boolean {
  const numbers = of.clauses.flatMap((clause) => clause.number ?? []);
  if (numbers.length === 0 || numbers.includes(number)) return true;
  const parent = number.slice(0, number.lastIndexOf('.'));
  const isLetter = /[a-z]$/.test(number);
  const hasParts = numbers.some(
    (one) => one.startsWith(`${parent}.`) && /[a-z]$/.test(one) === isLetter,
  );
  if (number.includes('.') && numbers.includes(parent) && !hasParts && isLetter) return true;
  return numberedTexts(of).has(number);
}

/** The numbers with which paragraphs begin: `10.1 Nobody…`. */
function numberedTexts(of: PolicyVersion): ReadonlySet<string> {
  const numbers = new Set<string>();
  eachNode(versionTree(of), (node) => {
    if (node.type !== 'paragraph') return;
    const number = /^(\d+(?:\.\d+)*(?:\.?[a-z]\b)?)\.?\s/.exec(toString(node))?.[1];
    if (number !== undefined) numbers.add(plainNumber(number));
  });
  return numbers;
}
