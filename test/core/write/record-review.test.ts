import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Review } from '#core/history/plan-review.ts';
import { recordReview } from '#core/write/record-review.ts';
import { parsePolicy } from '#core/parse/parse-policy.ts';
import { day, policyText } from '../../helpers/book.ts';
import { root } from '../../helpers/command.ts';

const review: Review = {
  on: day('2027-01-04'),
  by: 'ben',
  version: '1.0',
  outcome: 'unchanged',
  note: 'Read against the register.',
};

const fileOf = (text: string) => ({ file: 'p.mdx', text });

function record(text: string, own: Partial<Review> = {}): string {
  const result = recordReview(fileOf(text), { ...review, ...own }, day('2028-01-04'));
  if ('problem' in result) throw new Error(result.problem);
  return result.text;
}

const before = `---
# Kept by compliance.
title:   "Access Control"   # odd spacing stays
version: "1.0"
nextReview: 2027-01-05 # the day we promised
history:
  - { version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: First. }
`;
const after = before.replace('2027-01-05', '2028-01-04');
const rest = `# Duties below.
duties: []
---

nextReview: 2027-01-05 stands in the text too.
reviews: []
`;

const block = `  - on: 2027-01-04
    by: ben
    version: "1.0"
    outcome: unchanged
    note: Read against the register.
`;
const flow =
  '{ on: 2027-01-04, by: ben, version: "1.0", outcome: unchanged, note: Read against the register. }';

// What stands where the reviews are, and what stands there afterwards; all else but nextReview is to stay.
const cases: readonly (readonly [name: string, from: string, to: string])[] = [
  ['absent', '', `reviews:\n  - ${flow}\n`],
  ['without a value', 'reviews:\n', `reviews:\n  - ${flow}\n`],
  ['without a value, with a comment', 'reviews: # none\n', `reviews: # none\n  - ${flow}\n`],
  ['null', 'reviews: ~ # none\n', `reviews: # none\n  - ${flow}\n`],
  ['an empty list', 'reviews: [ ] # none\n', `reviews: # none\n  - ${flow}\n`],
  [
    'an empty list over lines, with a comment',
    'reviews: [\n  # none\n]\n',
    `reviews: [${flow},\n  # none\n]\n`,
  ],
  [
    'in flow form',
    'reviews: [{ on: 2026-01-05, by: ada, version: "1.0", outcome: changed, note: All. }] # one\n',
    `reviews: [${flow}, { on: 2026-01-05, by: ada, version: "1.0", outcome: changed, note: All. }] # one\n`,
  ],
  [
    'in flow form over lines',
    'reviews: [ # newest first\n    { on: 2026-01-05, by: ada, version: "1.0", outcome: changed, note: All. },\n  ]\n',
    `reviews: [ # newest first\n    ${flow},\n    { on: 2026-01-05, by: ada, version: "1.0", outcome: changed, note: All. },\n  ]\n`,
  ],
  [
    'in block form with single quotes and comments',
    "reviews:\n  # newest first\n  - on: 2026-01-05 # a Monday\n    by: ada\n    version: '1.0'\n    outcome: changed\n    note: >-\n      All\n      of it.\n\n",
    `reviews:\n  # newest first\n${block.replaceAll('"', "'")}  - on: 2026-01-05 # a Monday\n    by: ada\n    version: '1.0'\n    outcome: changed\n    note: >-\n      All\n      of it.\n\n`,
  ],
  [
    'in block form without indentation',
    'reviews:\n- by: ada\n  on: 2026-01-05\n  version: "1.0"\n  outcome: changed\n  note: All.\n',
    `reviews:\n${block.replaceAll(/^ {2}/gm, '')}- by: ada\n  on: 2026-01-05\n  version: "1.0"\n  outcome: changed\n  note: All.\n`,
  ],
  [
    'in block form with wide dashes',
    'reviews:\n  -   on: 2026-01-05\n      by: ada\n      version: "1.0"\n      outcome: changed\n      note: All.\n',
    `reviews:\n${block.replaceAll('  - ', '  -   ').replaceAll(/^ {4}/gm, '      ')}  -   on: 2026-01-05\n      by: ada\n      version: "1.0"\n      outcome: changed\n      note: All.\n`,
  ],
  [
    'in block form with rows in flow form',
    'reviews:\n  - { on: 2026-01-05, by: ada, version: "1.0", outcome: changed, note: All. }\n',
    `reviews:\n  - ${flow}\n  - { on: 2026-01-05, by: ada, version: "1.0", outcome: changed, note: All. }\n`,
  ],
];

test.for(cases)('reviews %s: the record is added and every other byte stays', ([, from, to]) => {
  expect(record(before + from + rest)).toBe(after + to + rest);
});

test('the same when reviews is the last field', () => {
  for (const [, from, to] of cases) {
    expect(record(`${before}${from}---\n`)).toBe(`${after}${to}---\n`);
  }
});

test('a first review follows the last row of the history and not the comments below it', () => {
  const history = `history:
  - version: "1.0"
    date: 2026-01-05
    by: ada
    change: normative
    summary: >-
      First
      of all.
  # 0.9 was never written down.

# Duties below.
`;
  const fields = 'version: "1.0"\nnextReview: 2027-01-05\n';
  expect(record(`---\n${fields}${history}---\n`)).toBe(
    `---\n${fields.replace('2027-01-05', '2028-01-04')}${history.replace('  # 0.9', () => `reviews:\n${block}  # 0.9`)}---\n`,
  );
});

test('without a history the reviews follow the next review', () => {
  expect(record('---\nnextReview: 2027-01-05\n# end\n---\n')).toBe(
    `---\nnextReview: 2028-01-04\nreviews:\n${block.replaceAll('"', "'")}# end\n---\n`,
  );
});

test('fields in flow form stay on their line', () => {
  expect(record('---\n{ version: "1.0", nextReview: 2027-01-05 }\n---\n')).toBe(
    `---\n{ version: "1.0", nextReview: 2028-01-04, reviews: [${flow}] }\n---\n`,
  );
});

test.for([
  ["'2027-01-05'", "'2028-01-04'"],
  ['"2027-01-05"', '"2028-01-04"'],
  ['2027-01-05', '2028-01-04'],
  ['>-\n  2027-01-05', '2028-01-04'],
] as const)('nextReview written as %s keeps its quotes', ([from, to]) => {
  const text = (value: string) => `---\nversion: "1.0"\nnextReview: ${value}\nreviews:\n`;
  expect(record(`${text(from)}---\n`)).toBe(`${text(to)}${block}---\n`);
});

test('a note that YAML would read otherwise is quoted, and comes back as it was', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.constantFrom(
          '- a: b # c',
          'it\'s, "so" {x}',
          '2026',
          'null',
          '*a',
          '&b',
          '| x',
          '---',
          'ж 🦊',
        ),
      ),
      fc.constantFrom(...cases.map(([, from]) => from)),
      (note, from) => {
        const text = policyText({ reviews: undefined }).replace(/(?=\n---\n\n)/, () =>
          from.trimEnd() === '' ? '' : `\n${from.trimEnd()}`,
        );
        const { version } = parsePolicy('p', { file: 'p.mdx', text: record(text, { note }) }, true);
        const trimmed = note.trim();
        // The schema refuses a note of white space, and the reader U+FFFD, which the command does not take.
        if (trimmed === '' || trimmed.includes('\ufffd')) expect(version).toBeUndefined();
        else expect(version?.frontmatter.reviews[0]?.note).toBe(trimmed);
      },
    ),
  );
});

test('an alias that would come to mean another day is refused', () => {
  const text = '---\nversion: "1.0"\neffective: *d\nnextReview: &d 2027-01-05\n---\n'.replace(
    /(effective: \*d\n)(nextReview.*\n)/,
    '$2$1',
  );
  expect(recordReview(fileOf(text), review, day('2028-01-04'))).toHaveProperty('problem');
  expect(recordReview(fileOf('---\ntitle: x\n---\n'), review, day('2028-01-04'))).toHaveProperty(
    'problem',
  );
  expect(recordReview(fileOf('no fields'), review, day('2028-01-04'))).toHaveProperty('problem');
});

test('in each policy of the sample only lines of the review are added and one line is altered', () => {
  const folder = path.join(root, 'content/policies');
  for (const file of readdirSync(folder)) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const written = record(text).split('\n');
    const kept = text.split('\n').filter((line) => !line.startsWith('nextReview:'));
    const added = written.filter((line) => !line.startsWith('nextReview:'));
    const at = added.indexOf('reviews:') + 1;
    expect(added.splice(at, 5).join('\n')).toBe(block.trimEnd().replaceAll('"', "'"));
    expect(added).toEqual(kept);
    expect(written).toContain('nextReview: 2028-01-04');
  }
});
