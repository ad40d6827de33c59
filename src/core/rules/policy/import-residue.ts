import { bookmarks } from '../../parse/export-residue.ts';
import { findNumberingJumps, type NumberingJump } from '../../parse/clauses.ts';
import type { PolicyVersion } from '../../model/policy.ts';
import type { DocumentRule, Violation } from '../rule.ts';

export const importResidue: DocumentRule = {
  code: 'policy/import-residue',
  severity: 'warning',
  requirement:
    'No policy shows traces of an export: bookmarks of a word processor, or numbers of headings that jump.',

  *check({ policies }) {
    for (const { current } of policies) {
      yield* findBookmarks(current);
      for (const jump of findNumberingJumps(current.clauses)) yield describe(current, jump);
    }
  },
};

function* findBookmarks({ body, bodyLine, source }: PolicyVersion): Iterable<Violation> {
  for (const [index, line] of body.split('\n').entries()) {
    for (const { 0: found, index: column } of line.matchAll(bookmarks)) {
      yield {
        at: { file: source.file, line: bodyLine + index, column: column + 1 },
        problem: `"${found}" is a bookmark that a word processor left behind.`,
        remedy:
          'Delete it; every heading has an address of its own. npm run import does so for a whole document.',
      };
    }
  }
}

function describe(
  { source }: PolicyVersion,
  { clause, expected, after }: NumberingJump,
): Violation {
  const place = after === undefined ? 'is the first of its level' : `follows clause ${after}`;
  return {
    at: { file: source.file, line: clause.line },
    problem: `Clause ${clause.number ?? ''} "${clause.title}" ${place}, and clause ${expected} is missing.`,
    remedy: `Write the heading ${expected} again where its text begins; if it was dropped on purpose, keep it with the word "withdrawn".`,
  };
}
