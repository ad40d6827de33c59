import { expect, test } from 'vitest';
import { assembleExample, exampleSettings } from '#core/explain/run-example.ts';
import { briefly, judge, policyText, settingsText } from '../../helpers/book.ts';

const policy = 'policies/change-management.mdx';
const answer = `change: platform-7
rule: change/record-fields
by: ada
on: 2026-03-05
why: The template was not filled in.
action: The reason was written down afterwards.
approvedBy: ben
`;
const deviating = {
  title: 'Merge pull request #7 from example/opening-hours',
  lines: ['Reason: TBD'],
};
const unanswered = `${exampleSettings}gates: { deviation: fail }\n`;
const broken = policyText({ owner: undefined });

function faultsOf(files: Readonly<Record<string, string>>): string[] {
  return briefly(assembleExample({ change: deviating, files }));
}

test('an answer is not called unmatched where the policy that judges its change has a fault', () => {
  const files = { [policy]: broken, 'answers/a.yaml': answer };
  expect(faultsOf(files)).toEqual([`${policy}:2 schema/field-missing`]);
});

test('nor where the name of that policy is misspelt', () => {
  const misspelt = exampleSettings.replace('change-management', 'change-managment');
  const files = { 'policybook.yaml': misspelt, 'answers/a.yaml': answer };
  expect(faultsOf(files)).toEqual(['policybook.yaml:8 book/judging-policy-unknown']);
});

test.for([
  ['an earlier version', `archive/change-management/0.9.mdx`],
  ['a follow-up', 'changes/platform-8.mdx'],
])('nor where %s cannot be read', ([, file = '']) => {
  const files = { [file]: 'No fields.\n', 'answers/a.yaml': answer.replace('-7', '-8') };
  expect(faultsOf(files)).toEqual([`${file}:1 file/fence-missing`]);
});

test('an answer that belongs to nothing is told beside the fault of another answer', () => {
  const files = { 'answers/a.yaml': answer.replace('-7', '-8'), 'answers/b.yaml': '[]\n' };
  expect(faultsOf(files)).toEqual([
    'answers/b.yaml:1 schema/value',
    'answers/a.yaml:1 book/answer-unmatched',
  ]);
});

test.for([
  ['an answer', 'answers/a.yaml', 'schema/value'],
  ['a follow-up', 'changes/platform-7.mdx', 'file/fence-missing'],
])('a deviation is not called unanswered where %s cannot be read', ([, file = '', code]) => {
  expect(faultsOf({ 'policybook.yaml': unanswered, [file]: '[]\n' })).toEqual([
    `${file}:1 ${code}`,
  ]);
});

test('a duty is not called overdue where a record of a duty cannot be read', () => {
  const duties = '[{ id: access-review, every: P1M, owner: cto, what: Look., clause: "1" }]';
  const files = { 'policies/access-control.mdx': policyText({ duties }), 'duties/r.yaml': '[]\n' };
  expect(briefly(judge({ files }))).toEqual(['duties/r.yaml:1 schema/value']);
});

test('a record of a duty is not called unknown where its policy or an earlier version cannot be read', () => {
  const record =
    'policy: access-control\nduty: access-review\ndone: [{ on: 2026-02-10, by: ada, evidence: A list }]\n';
  const files = { 'duties/r.yaml': record, 'policies/access-control.mdx': broken };
  expect(briefly(judge({ files }))).toEqual(['policies/access-control.mdx:2 schema/field-missing']);

  const row = (version: string) =>
    `{ version: "${version}", date: 2026-01-05, by: ada, change: normative, summary: S. }`;
  const current = policyText({ version: '"1.1"', history: `[${row('1.1')}, ${row('1.0')}]` });
  const archived = {
    'duties/r.yaml': record,
    'policies/access-control.mdx': current,
    'archive/access-control/1.0.mdx': broken,
  };
  expect(briefly(judge({ files: archived }))).toEqual([
    'archive/access-control/1.0.mdx:2 schema/field-missing',
  ]);
});

test('an event is not called unnamed where a policy that may name it cannot be read', () => {
  const events = `${settingsText}events: [{ on: 2026-05-20, event: regulation, what: A law. }]\n`;
  const files = { 'policybook.yaml': events, 'policies/access-control.mdx': broken };
  expect(briefly(judge({ files }))).toEqual(['policies/access-control.mdx:2 schema/field-missing']);
});

test('a misspelt file of a policy that has an archive is told once, and not by all that name the policy', () => {
  const files = {
    'policies/acces-control.mdx': policyText(),
    'policies/records.mdx': policyText({
      title: 'Records Policy',
      nextReview: '2026-12-05',
      reviewEvery: 'P11M',
      related: '[access-control]',
    }),
    'archive/access-control/0.9.mdx': policyText({ version: '"0.9"' }),
    'duties/r.yaml':
      'policy: access-control\nduty: access-review\ndone: [{ on: 2026-02-10, by: ada, evidence: A list }]\n',
  };
  expect(briefly(judge({ files }))).toEqual([
    'archive/access-control/0.9.mdx:1 book/archive-orphan',
  ]);
});

test('the folder of the archive whose policy is misspelt is shown the name that was meant', () => {
  const files = {
    'policies/acces-control.mdx': policyText(),
    'archive/access-control/0.9.mdx': policyText({ version: '"0.9"' }),
  };
  expect(judge({ files }).diagnostics.map(({ remedy }) => remedy)).toEqual([
    'Did you mean "acces-control"? Give the folder and the policy\'s file one name.',
  ]);
});
