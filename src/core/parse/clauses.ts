import GithubSlugger from 'github-slugger';
import { toString } from 'mdast-util-to-string';
import type { Root } from 'mdast';
import { CONTINUE, SKIP, visit } from 'unist-util-visit';
import type { Clause } from '../model/policy.ts';

/** What a heading is called and where a link to it leads. */
export type ClauseHeading = Omit<Clause, 'depth' | 'line'>;

const numbered = /^(\d+(?:\.\d+)*)\.?\s+(\S.*)$/;
const lettered = /^([a-z])[.)]\s+(\S.*)$/;

/**
 * Gives the headings of one document their ids, in order: `4`, `4.2`, and `4.b` for a lettered part of 4.
 * A heading without a number takes a slug; an id that is taken already gets a suffix.
 */
export function createClauseNumbering(): (heading: {
  depth: number;
  text: string;
}) => ClauseHeading {
  const slugger = new GithubSlugger();
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
    parents = parents.filter((parent) => parent.depth < depth);
    const parent = parents.at(-1)?.number;
    const byNumber = numbered.exec(plain);
    const byLetter = parent === undefined ? null : lettered.exec(plain);

    const [, own, title] = byNumber ?? byLetter ?? [];
    if (own === undefined || title === undefined) {
      return { id: free(slugger.slug(plain) || 'section'), title: plain };
    }
    const number = byNumber ? own : `${parent ?? ''}.${own}`;
    parents.push({ depth, number });
    return { id: free(number), number, title };
  };
}

/** The clauses of a body in order. `firstLine` is the line of the file on which the body begins. */
export function listClauses(tree: Root, firstLine: number): Clause[] {
  const clauseOf = createClauseNumbering();
  const clauses: Clause[] = [];
  visit(tree, (node) => {
    if (node.type === 'paragraph') return SKIP;
    if (node.type !== 'heading') return CONTINUE;
    clauses.push({
      ...clauseOf({ depth: node.depth, text: toString(node) }),
      depth: node.depth,
      line: (node.position?.start.line ?? 1) + firstLine - 1,
    });
    return SKIP;
  });
  return clauses;
}
