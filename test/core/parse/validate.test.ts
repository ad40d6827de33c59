import { expect, test } from 'vitest';
import { formatDiagnostic } from '#core/diagnostics/format-diagnostics.ts';
import { judge, policyText } from '../../helpers/book.ts';

function printFaults(text: string, file = 'policies/access-control.mdx'): string {
  return judge({ files: { [file]: text } })
    .diagnostics.map((one) => formatDiagnostic(one))
    .join('\n');
}

test('a good policy has no fault', () => {
  expect(printFaults(policyText())).toBe('');
});

test('an unquoted 1.10 is named as it was written', () => {
  expect(printFaults(policyText({ version: '1.10' }))).toMatchInlineSnapshot(`
    "content/policies/access-control.mdx:3:10 error schema/unquoted-number
      "version" is 1.10 without quotes, which reads as the number 1.1.
      Fix: Put it in quotes: "1.10"."
  `);
});

test('a day that does not exist is told from a text that is no day', () => {
  expect(printFaults(policyText({ nextReview: '2026-02-30' }))).toMatchInlineSnapshot(`
    "content/policies/access-control.mdx:9:13 error schema/value
      "nextReview" is 2026-02-30; expected a day that exists (the last of that month is 2026-02-28).
      Fix: Write the value in the expected form."
  `);
  expect(printFaults(policyText({ nextReview: 'tomorrow' }))).toContain(
    '"nextReview" is tomorrow; expected a day of the calendar such as 2026-03-25.',
  );
});

test('an unknown field is pointed at by its name, with the one that was meant', () => {
  expect(printFaults(policyText({ ownr: 'cto', owner: undefined }))).toMatchInlineSnapshot(`
    "content/policies/access-control.mdx:2:1 error schema/field-missing
      The field "owner" is missing; expected a text.
      Fix: Add a line "owner: …".
    content/policies/access-control.mdx:12:1 error schema/field-unknown
      There is no field "ownr".
      Fix: Did you mean "owner"?"
  `);
});

test('an unknown field deep inside is compared with the fields of its own place', () => {
  const rules = '{ types: { normal: { clause: "1", aprovals: 1, approvals: 1 } } }';
  expect(printFaults(policyText({ changeRules: rules }))).toContain(
    'There is no field "changeRules.types.normal.aprovals".\n  Fix: Did you mean "approvals"?',
  );
});

test('a value that is not on its list names the list and the one that was meant', () => {
  expect(printFaults(policyText({ status: 'aproved' }))).toMatchInlineSnapshot(`
    "content/policies/access-control.mdx:4:9 error schema/value
      "status" is aproved; expected draft, approved, retired.
      Fix: Did you mean "approved"?"
  `);
});

test.for([
  ['a list', '- ada\n'],
  ['ada', 'ada\n'],
  ['empty', ''],
] as const)('a file that as a whole is %s says so and names no field', ([found, text]) => {
  expect(printFaults(text, 'answers/platform-7.yaml')).toBe(
    `content/answers/platform-7.yaml:1:1 error schema/value
  The content is ${found}; expected a group of fields.
  Fix: Write each field on a line of its own, with its name before a colon.`,
  );
});

test('every fault of every file is reported in one run', () => {
  const { diagnostics } = judge({
    files: {
      'policies/one.mdx': policyText({ owner: undefined, status: 'on' }),
      'policies/two.mdx': policyText({}, '## 1. Purpose\n\n<Foo/> and {bar}.\n'),
      'policies/three.mdx': policyText({ effective: '2026-13' }),
      'people.yaml': 'ada: { name: Ada }\n',
    },
  });
  expect(diagnostics.map(({ at, code }) => `${at.file}:${at.line} ${code}`).sort()).toEqual([
    'content/people.yaml:1 schema/field-missing',
    'content/policies/one.mdx:2 schema/field-missing',
    'content/policies/one.mdx:4 schema/value',
    'content/policies/three.mdx:7 schema/value',
    'content/policies/two.mdx:17 mdx/component-unknown',
    'content/policies/two.mdx:17 mdx/expression',
  ]);
});
