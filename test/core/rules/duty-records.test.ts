import { expect, test } from 'vitest';
import { formatDiagnostic } from '#core/diagnostics/format-diagnostics.ts';
import { judge, policyText } from '../../helpers/book.ts';
import { historyOf } from '../../helpers/policy-history.ts';

const file = 'policies/access-control.mdx';
const duty = (id: string) =>
  `[{ id: ${id}, every: P1Y, owner: cto, what: Compare the accounts., clause: "1" }]`;
const row = (version: string) =>
  `{ version: "${version}", date: 2026-01-05, by: ada, change: normative, summary: S. }`;
const record = (fields: Readonly<Record<string, string>> = {}) => {
  const {
    policy,
    duty: id,
    on,
    by,
    evidence,
  } = {
    policy: 'access-control',
    duty: 'access-review',
    on: '2026-02-10',
    by: 'ada',
    evidence: 'The list of February',
    ...fields,
  };
  return `policy: ${policy}\nduty: ${id}\ndone: [{ on: ${on}, by: ${by}, evidence: ${evidence} }]\n`;
};

/** What is reported of a record beside the policy that has the duty; it is 1 June. */
function faultsOf(text: string, files: Readonly<Record<string, string>> = {}): string[] {
  return judge({
    files: {
      [file]: policyText({ duties: duty('access-review') }),
      'duties/r.yaml': text,
      ...files,
    },
  })
    .diagnostics.filter(({ at }) => at.file === 'content/duties/r.yaml')
    .map(({ at, code, problem, remedy }) => `${at.line} ${code} ${problem} ${remedy}`);
}

test.for<[string, Readonly<Record<string, string>>]>([
  ['as it should be', {}],
  ['of today', { on: '2026-06-01' }],
  ['of the first day of a role', { by: 'cleo', on: '2020-01-01' }],
  ['of the last day of a role', { by: 'cleo', on: '2026-02-28' }],
])('a record %s is passed over', ([, fields]) => {
  expect(faultsOf(record(fields))).toEqual([]);
});

test.for<[Readonly<Record<string, string>>, string]>([
  [
    { policy: 'acces-control' },
    '1 policy/duty-unknown The book does not have a policy "acces-control", so this record has no effect. Did you mean "access-control"?',
  ],
  [
    { duty: 'acces-reviews' },
    '2 policy/duty-unknown No version of the policy access-control has a duty "acces-reviews", so this record has no effect. Did you mean "access-review"?',
  ],
  [
    { duty: 'fire-drill' },
    '2 policy/duty-unknown No version of the policy access-control has a duty "fire-drill", so this record has no effect. Name one of access-review, or describe the duty under duties in the policy.',
  ],
  [
    { on: '2026-06-02' },
    '3 policy/duty-in-future The duty access-review is recorded as done on 2 June 2026, after the day on which the book is judged, 1 June 2026. Write the day on which it was done, or remove the entry until it is done.',
  ],
  [
    { by: 'cleo', on: '2026-03-01' },
    '3 policy/duty-without-holder The duty access-review is recorded as done by cleo, who had no role on 1 March 2026. Name the person who did it, or add the role of that day to people.yaml.',
  ],
  [
    { by: 'cleo', on: '2019-12-31' },
    '3 policy/duty-without-holder The duty access-review is recorded as done by cleo, who had no role on 31 December 2019. Name the person who did it, or add the role of that day to people.yaml.',
  ],
  [
    { by: 'dora' },
    '3 policy/person-unknown people.yaml does not contain a person "dora". Add "dora" to people.yaml, or name another person.',
  ],
  [
    { evidence: '"-"' },
    '3 policy/duty-evidence-missing The evidence for the duty access-review is the filler "-". Write where the result is kept or what it was. Remove the entry if nothing was kept.',
  ],
])('%o is reported', ([fields, expected]) => {
  expect(faultsOf(record(fields))).toEqual([expected]);
});

test('a duty of another policy is named with it', () => {
  const other = policyText({
    title: 'Drills',
    nextReview: '2027-02-05',
    duties: duty('fire-drill'),
  });
  const [fault] = faultsOf(record({ duty: 'fire-drill' }), { 'policies/drills.mdx': other });
  expect(fault).toContain('Name the policy "drills", which has this duty.');
});

test('a duty that only an earlier version had is known, from the archive and from git', () => {
  const history = `[${row('1.1')}, ${row('1.0')}]`;
  const current = policyText({ version: '"1.1"', history });
  const earlier = policyText({ duties: duty('access-review') });
  const files = { [file]: current, 'duties/r.yaml': record() };
  const archived = { ...files, 'archive/access-control/1.0.mdx': earlier };
  const codes = (order: Parameters<typeof judge>[0]) =>
    judge(order).diagnostics.map(({ code }) => code);
  expect(codes({ files: archived })).toEqual([]);
  const policyHistory = historyOf('access-control', [
    { at: '2026-01-05T10:00:00Z', text: earlier },
    { at: '2026-01-06T10:00:00Z', text: current },
  ]);
  expect(codes({ files, policyHistory })).toEqual([]);
});

test('a planned policy has whatever duties it will have', () => {
  const settings = judge({}).book?.settingsSource.text ?? '';
  const planned = { 'policybook.yaml': `${settings}policies: { planned: [drills] }\n` };
  expect(faultsOf(record({ policy: 'drills' }), planned)).toEqual([]);
});

test('the message on a duty that is not there is three lines', () => {
  const { diagnostics } = judge({
    files: { [file]: policyText(), 'duties/r.yaml': record() },
  });
  expect(diagnostics.map((one) => formatDiagnostic(one)).join('\n')).toMatchInlineSnapshot(`
    "content/duties/r.yaml:2:7 error policy/duty-unknown
      No version of the policy access-control has a duty "access-review", so this record has no effect.
      Fix: Name the policy that has it, or describe the duty under duties in the policy."
  `);
});
