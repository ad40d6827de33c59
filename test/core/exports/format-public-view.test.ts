import { expect, test } from 'vitest';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { formatPublicView } from '#core/exports/format-public-view.ts';
import { judgeGood, policyText, settingsText } from '../../helpers/book.ts';

const settings = settingsText.replace(
  'contact: trust@example.org',
  'contact: trust@example.org, nameInternalPolicies: [named]',
);
const extract = { publish: 'extract', title: 'Extract Policy' };
const body = (words: string) => `## 1. Purpose\n\n${words}\n`;
const secondVersion = {
  ...extract,
  version: '"1.1"',
  effective: '2026-02-05',
  history:
    '[{ version: "1.1", date: 2026-02-05, by: ada, change: normative, summary: More. }, { version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: First. }]',
};

function viewOf(files: Readonly<Record<string, string>>, withSettings = settings): string[] {
  const internal = judgeGood({ files: { 'policybook.yaml': withSettings, ...files } });
  return formatPublicView(internal, publicBook(internal).book).split('\n');
}

test('says of each policy what customers see of it', () => {
  expect(
    viewOf({
      'policies/extract.mdx': policyText(
        extract,
        body('Doors are shut. <Internal>The key hangs behind the clock.</Internal>'),
      ),
      'policies/kept.mdx': policyText({ title: 'Kept Policy' }),
      'policies/named.mdx': policyText({ title: 'Named Policy' }),
      'policies/whole.mdx': policyText({
        title: 'Whole Policy',
        publish: 'whole',
        classification: 'public',
      }),
    }),
  ).toEqual([
    'What customers see (2 of 4):',
    '  Extract Policy, version 1.0: an extract, 6 of 11 words withheld; no earlier version',
    '  Kept Policy, version 1.0: nothing',
    '  Named Policy, version 1.0: nothing but its name',
    '  Whole Policy, version 1.0: the whole; no earlier version',
  ]);
});

test.each([
  ['other public words', extract, 'Doors are open.', 'since version 1.0 for them: 1 changed'],
  [
    'other internal words alone',
    extract,
    'Doors are shut. <Internal>The key lies under the mat.</Internal>',
    'the same text as version 1.0',
  ],
  [
    'no publication before',
    { title: 'Extract Policy' },
    'Doors are shut.',
    'version 1.0 was not public',
  ],
])('compares with the version before: %s', (_, fields, words, expected) => {
  const lines = viewOf({
    'policies/extract.mdx': policyText(secondVersion, body('Doors are shut.')),
    'archive/extract/1.0.mdx': policyText(fields, body(words)),
  });
  expect(lines[1]).toContain(`; ${expected}`);
});

test('a policy with a fault is not said to be public', () => {
  const [head, line] = viewOf({
    'policies/extract.mdx': policyText(extract, '<Internal>All of it.</Internal>\n'),
  });
  expect(head).toBe('What customers see (0 of 1):');
  expect(line).toContain('nothing until its faults are fixed');
});

test('a book without a public edition has no such list', () => {
  const without = settingsText.replace(/ {2}public:.*\n/, '');
  expect(viewOf({ 'policies/kept.mdx': policyText() }, without)).toEqual(['']);
});
