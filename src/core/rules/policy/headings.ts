import type { PolicyVersion } from '../../model/policy.ts';
import { findNumberingJumps, type NumberingJump } from '../../parse/clauses.ts';
import { bookmarks } from '../../parse/export-residue.ts';
import { locateField } from '../../parse/locate-field.ts';
import { fill, report } from '../message.ts';
import type { DocumentRule, Violation } from '../rule.ts';

const onHeadings = {
  missing: report(
    '"{title}" does not have a heading "{heading}".',
    'Add the section, or remove "{heading}" from policies.requiredHeadings.{kind} in policybook.yaml.',
  ),
};

export const headingMissing: DocumentRule = {
  code: 'policy/heading-missing',
  severity: 'error',
  requirement: 'Every document has the headings that policybook.yaml requires of its kind.',
  messages: onHeadings,
  example: {
    good: ['## 1. Purpose', '', '## 2. Review'],
    bad: ['## 1. Purpose'],
    reported: 'policies/access-control.mdx title:',
    beside: { 'policybook.yaml': ['policies: { requiredHeadings: { policy: [Review] } }'] },
  },

  *check({ policies, settings }) {
    for (const { current } of policies) {
      const { title, kind } = current.frontmatter;
      const titles = current.clauses.map((clause) => wordsOf(clause.title));
      for (const heading of settings.policies.requiredHeadings[kind]) {
        const sought = wordsOf(heading);
        if (titles.some((words) => words.includes(sought))) continue;
        yield {
          at: locateField(current.source, ['title']),
          ...fill(onHeadings.missing, { title, heading, kind }),
        };
      }
    }
  },
};

// Scripts that do not put spaces between words; each letter is compared like a word.
const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/gu;

/** The words of a heading with a space on either side, so that whole words of another are found in it. */
function wordsOf(heading: string): string {
  const words = heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(unspaced, ' $& ')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  return ` ${words.join(' ')} `;
}

const residue = {
  bookmark: report(
    '"{found}" is a bookmark of a word processor.',
    'Delete it. Every heading has its own address. npm run import does this for a whole document.',
  ),
  jump: report(
    'Clause {number} "{title}" {place}, and clause {expected} is missing.',
    'Write the heading {expected} again where its text begins. If the clause was withdrawn, keep the heading with the word "withdrawn".',
  ),
};

export const importResidue: DocumentRule = {
  code: 'policy/import-residue',
  severity: 'warning',
  requirement:
    'A policy does not contain traces of an export: bookmarks of a word processor, or gaps in the numbers of headings.',
  messages: residue,
  example: {
    good: ['## 1. Purpose', '', '## 2. Review'],
    bad: ['## 1. Purpose', '', '## 3. Review'],
  },

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
        ...fill(residue.bookmark, { found }),
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
    ...fill(residue.jump, { number: clause.number ?? '', title: clause.title, place, expected }),
  };
}
