import { expect, test } from 'vitest';
import { findFailures } from '#core/metrics/find-failures.ts';
import { judge, judgeGood, policyText, settingsText } from '../../../helpers/book.ts';
import { lineOf } from '../../../helpers/line-of.ts';

const changeRules =
  '{ types: { normal: { clause: "1", approvals: 0 } }, record: { clause: "1", requires: [reason, ticket, ai-eval-before] }, rollback: { clause: "1", incident: must }, remediation: { clause: "1", high: P7D } }';

const order = (followUp: string, outside = '') => ({
  histories: [
    lineOf('shop', [
      { at: '2026-02-02T10:00:00Z', title: 'Change 1 (#1)', body: 'Change-Type: normal' },
      { at: '2026-02-03T10:00:00Z', title: 'Change 2 (#2)', body: 'Change-Type: normal' },
    ]),
  ],
  files: {
    'policybook.yaml': `${settingsText}repositories: [{ id: shop, path: ../shop, since: 2026-01-10, policy: changes }]\noutsideGit: { policy: changes }\n`,
    'policies/changes.mdx': policyText({ title: 'Changes', changeRules }),
    'changes/shop-2.mdx': `---\nchange: shop-2\n${followUp}\n---\n`,
    ...(outside && { 'changes/edge.mdx': `---\n${outside}\n---\n` }),
  },
});

const whole = `reason: The totals were wrong.
trailers:
  Ticket: OPS-7
  AI-Eval-Before: kept answers 40
  Caused-by: shop-1
  Restores: shop-1
  Vulnerability: CVE-2026-1; high; found 2026-02-01`;

test('a follow-up fills what it has no field for under the keys of a commit message', () => {
  const { changes } = judgeGood(
    order(whole, `author: ada\nmadeAt: 2026-02-04T10:00:00Z\ntype: normal\n${whole}`),
  );
  for (const id of ['shop-2', 'edge']) {
    const change = changes.find(({ record }) => record.id === id);
    const outcomes = Object.fromEntries(
      change?.verdicts.map(({ rule, outcome }) => [rule, outcome]) ?? [],
    );
    expect(outcomes).toMatchObject({
      'change/record-fields': 'pass',
      'change/rollback-incident': 'fail',
      'change/remediation': 'pass',
    });
    expect(change?.record.fields.ticket).toEqual({
      value: 'OPS-7',
      source: 'follow-up',
      file: `content/changes/${id}.mdx`,
    });
  }
  const { failures } = findFailures(changes.map(({ record }) => record));
  expect(failures.map(({ failed }) => failed.id)).toEqual(['shop-1']);
});

test('says of a field that is lacking where a follow-up holds it', () => {
  const { changes } = judgeGood(order('trailers: { Ticket: OPS-7 }'));
  const verdict = (id: string) =>
    changes
      .find(({ record }) => record.id === id)
      ?.verdicts.find(({ rule }) => rule === 'change/record-fields')?.remedy;
  expect(verdict('shop-2')).toMatch(/in content\/changes, AI-Eval-Before under "trailers"\.$/);
});

test.for([
  ['Tickets: OPS-7', 'There is no field "trailers.Tickets". Did you mean "Ticket"?'],
  ['Reason: It was.', 'expected in the field "reason" of this file, and not here'],
  ['Requested-at: now', 'expected in the field "requestedAt" of this file, and not here'],
  ['Approved-by: Ada', 'expected in the field "approvals" of this file, and not here'],
] as const)('under trailers, %s is a fault on its line', ([line, words]) => {
  const { diagnostics } = judge(order(`trailers:\n  ${line}`));
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ at }) => `${at.file}:${at.line}`)).toEqual(['content/changes/shop-2.mdx:4']);
  expect(`${errors[0]?.problem} ${errors[0]?.remedy}`).toContain(words);
});

test('a follow-up that contradicts the message under trailers is told on its line', () => {
  const given = order('trailers:\n  Ticket: OPS-8');
  const histories = [
    lineOf('shop', [
      { at: '2026-02-02T10:00:00Z', title: 'Change 1 (#1)', body: 'Change-Type: normal' },
      { at: '2026-02-03T10:00:00Z', title: 'Change 2 (#2)', body: 'Ticket: OPS-7' },
    ]),
  ];
  const { diagnostics } = judge({ ...given, histories });
  expect(diagnostics).toContainEqual(
    expect.objectContaining({
      code: 'record/sources-disagree',
      at: expect.objectContaining({ file: 'content/changes/shop-2.mdx', line: 4 }) as unknown,
    }),
  );
});
