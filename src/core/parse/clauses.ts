import GithubSlugger from 'github-slugger';
import type { Heading, PhrasingContent, Root } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { CONTINUE, SKIP, visit } from 'unist-util-visit';
import type { Clause } from '../model/policy.ts';
import { replaceNodes } from './replace-nodes.ts';

/** What a heading is called and where a link to it leads. */
export type ClauseHeading = Omit<Clause, 'depth' | 'line'>;

declare module 'mdast' {
  interface HeadingData {
    /** Set by `numberHeadings`; `prefix` is the length of the number and its sign in the text of the heading. */
    clause?: ClauseHeading & { readonly prefix: number };
  }
}

const numbered = /^(\d+(?:\.\d+)*)\.?\s+(\S.*)$/;
const lettered = /^([a-z])[.)]\s+(\S.*)$/;

/** Gives headings their ids in order: `4`, `4.2`, `4.b`, or a slug without a number. A second use gets a suffix. */
function createClauseNumbering(): (heading: { depth: number; text: string }) => ClauseHeading {
  const slugger = new GithubSlugger();
  const anchors = new GithubSlugger();
  const taken = new Set<string>();
  let parents: { depth: number; number: string }[] = [];

  function free(id: string): string {
    let candidate = id;
    for (let count = 2; taken.has(candidate); count += 1) candidate = `${id}-${count}`;
    taken.add(candidate);
    return candidate;
  }

  return ({ depth, text }) => {
    const plain = text.trim();
    const anchor = anchors.slug(plain);
    parents = parents.filter((parent) => parent.depth < depth);
    const parent = parents.at(-1)?.number;
    const byNumber = numbered.exec(plain);
    const byLetter = parent === undefined ? null : lettered.exec(plain);

    const [, own, title] = byNumber ?? byLetter ?? [];
    if (own === undefined || title === undefined) {
      return { id: free(slugger.slug(plain) || 'section'), anchor, title: plain };
    }
    const number = byNumber ? own : `${parent ?? ''}.${own}`;
    parents.push({ depth, number });
    return { id: free(number), number, anchor, title };
  };
}

// A comment has a value and is not text.
function headingText({ children }: Heading): string {
  return toString(children.filter(({ type }) => type !== 'mdxTextExpression'));
}

/** A copy of a tree in which each heading has its clause as `data.clause`. */
export function numberHeadings(tree: Root): Root {
  const clauseOf = createClauseNumbering();
  return replaceNodes(tree, (node) => {
    if (node.type !== 'heading') return undefined;
    const text = headingText(node);
    const clause = clauseOf({ depth: node.depth, text });
    const prefix = text.trimEnd().length - clause.title.length;
    return [{ ...node, data: { ...node.data, clause: { ...clause, prefix } } }];
  });
}

/** The content of a heading after the number of its clause. */
export function titleNodes(heading: Heading): PhrasingContent[] {
  let left = heading.data?.clause?.prefix ?? 0;
  return replaceNodes(heading, (node) => {
    if (left === 0 || (node.type !== 'text' && node.type !== 'inlineCode')) return undefined;
    const value = node.value.slice(left);
    left -= node.value.length - value.length;
    return value === '' ? [] : [{ ...node, value }];
  }).children;
}

/** The clauses of a body in order. `firstLine` is the line of the file on which the body begins. */
export function listClauses(tree: Root, firstLine: number): Clause[] {
  const clauseOf = createClauseNumbering();
  const clauses: Clause[] = [];
  visit(tree, (node) => {
    if (node.type === 'paragraph') return SKIP;
    if (node.type !== 'heading') return CONTINUE;
    clauses.push({
      ...clauseOf({ depth: node.depth, text: headingText(node) }),
      depth: node.depth,
      line: (node.position?.start.line ?? 1) + firstLine - 1,
    });
    return SKIP;
  });
  return clauses;
}

/** A numbered heading that does not follow the one before it. */
export interface NumberingJump {
  readonly clause: Clause;
  /** The number that was due in its place. */
  readonly expected: string;
  /** The last number of the same level; absent where it is the first. */
  readonly after?: string;
}

/** Headings whose number is not the next one of their level: 9 after 7, or 4.2 as the first part of 4. */
export function* findNumberingJumps(clauses: readonly Clause[]): Iterable<NumberingJump> {
  const last = new Map<string, number>();
  for (const clause of clauses) {
    const { number } = clause;
    if (number === undefined) continue;
    const cut = number.lastIndexOf('.');
    const own = number.slice(cut + 1);
    const isLetter = /[a-z]/.test(own);
    const parent = `${number.slice(0, cut + 1)}${isLetter ? 'a' : '1'}`;
    const place = isLetter ? own.charCodeAt(0) - 96 : Number(own);
    const before = last.get(parent) ?? 0;
    last.set(parent, place);
    if (place === before + 1) continue;
    const named = (at: number) =>
      `${number.slice(0, cut + 1)}${isLetter ? String.fromCharCode(at + 96) : at}`;
    yield {
      clause,
      expected: named(before + 1),
      ...(before > 0 && { after: named(before) }),
    };
  }
}
