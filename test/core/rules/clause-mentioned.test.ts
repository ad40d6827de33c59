import { expect, test } from 'vitest';
import { judge, policyText } from '../../helpers/book.ts';

const other = policyText(
  { title: 'Records Policy' },
  '## 1. Purpose\n\nText.\n\n## 2. Copies\n\nText.\n',
);
const own =
  '## 1. Purpose\n\n## 2. Rules\n\n### a. Keys\n\n### b. Doors\n\n## 3. Steps\n\n3.1 First this.\n\n';

function mentioned(text: string): string[] {
  const files = {
    'policies/a.mdx': policyText({}, `${own}${text}\n`),
    'policies/records.mdx': other,
  };
  return judge({ files }).diagnostics.map(({ at, code, problem }) =>
    [at.line, code.split('/')[1], /clause (\S+)/.exec(problem)?.[1]].join(' '),
  );
}

test.for<[text: string, ...clauses: string[]]>([
  ['See clause 10.1.', '10.1'],
  ['See Section 7 for more.', '7'],
  ['As § 9 says.', '9'],
  ['Siehe Ziffer 4.2 und Abschnitt 8.', '4.2', '8'],
  ['Véase la cláusula 12.', '12'],
  ['See clauses 1, 4 and 5.', '4', '5'],
  ['See clause 2.c.', '2.c'],
  ['See clause 2(c).', '2.c'],
  ['See clause 3.2 of this policy.', '3.2'],
  ['See clause 4 of the Records Policy.', '4'],
  ['See clause 4 of the [policy on records](./records.mdx).', '4'],
  ['See [clause **4**, or clause 5](records#1).', '5'],
  ['- See\n  *clause 6*.', '6'],
])('%s', ([text, ...clauses]) => {
  const line = text.startsWith('- ') ? 28 : 27;
  expect(mentioned(text)).toEqual(clauses.map((one) => `${line} clause-mentioned ${one}`));
});

test.for([
  'See clause 1, clauses 1 to 3, section 2.a, 2b and 2(b).',
  'See clause 3.1.',
  'See clause 3(a).',
  'See clause 9 of ISO 27001 and section 404 of the Sarbanes-Oxley Act.',
  'Siehe Ziffer 9 der Norm.',
  'See [clause 9](https://a.example).',
  'See clause 2 of the [Records Policy](records).',
  'A subsection 9, 9 clauses and a clause.',
  'In code `clause 9`.',
])('%s is not reported', (text) => {
  expect(mentioned(text)).toEqual([]);
});
