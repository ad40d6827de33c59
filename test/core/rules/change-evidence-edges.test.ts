import { expect, test } from 'vitest';
import type { ChangeRecord } from '#core/model/change-record.ts';
import { clause, fields, judge } from './judge-by-rule.ts';

const late = 'CVE-2026-1; high; found 2026-03-01';
const unrated = 'CVE-2026-2; low; found 2026-04-01';
const mended = 'CVE-2026-3; high; found 2026-04-01';

test.for([
  [[late, unrated], 'fail', 'CVE-2026-1'],
  [[late, mended], 'fail', 'CVE-2026-1'],
  [[unrated, mended], 'unknown', 'CVE-2026-2'],
  [[mended], 'pass', 'CVE-2026-3'],
] as const)('of the findings %j the worst decides: %s', ([findings, outcome, named]) => {
  for (const order of [findings, findings.toReversed()]) {
    const change = { fields: fields({ vulnerability: order.join(', ') }) };
    const found = judge('remediation', { remediation: { clause, high: 'P7D' } }, change);
    expect(found.outcome).toBe(outcome);
    expect(found.statement.match(/CVE-2026-\d/g)).toEqual([named]);
  }
});

const facts = {
  source: 'export' as const,
  file: 'exports/p.json',
  digest: 'sha256:0',
  pullRequest: 7,
  changesRequested: [],
  dismissed: [],
};

test.for([
  [{ pullRequest: 7 }, 'pass', 'It came through pull request 7.'],
  [{ review: facts }, 'pass', 'It came through pull request 7.'],
  [
    { pullRequest: 7, pullRequestClaim: 'unconfirmed' },
    'unknown',
    'Only the message states that it came through pull request 7.',
  ],
  [
    { pullRequest: 7, pullRequestClaim: 'missing' },
    'fail',
    'The message names pull request 7, and no export of that time contains it.',
  ],
] as const)(
  'a pull request that only the message names is not proved: %j',
  ([given, outcome, statement]) => {
    const change: Partial<ChangeRecord> = given;
    expect(
      judge('review-state', { review: { clause, pullRequest: 'must' } }, change),
    ).toMatchObject({ outcome, statement });
  },
);

test.for([
  [1, 'The number of its unresolved comments is 1.'],
  [2, 'The number of its unresolved comments is 2.'],
] as const)('%i open comments are counted', ([openThreads, statement]) => {
  const review = { clause, comments: 'must' };
  const change = { review: { ...facts, openThreads } };
  expect(judge('review-state', { review }, change)).toMatchObject({ outcome: 'fail', statement });
});

test.for([
  'Revert. No script is needed.',
  'Revert; there is no backup.',
  '<restore the backup of the night>',
  '<!-- Restore the backup of the night. -->',
])('a way back that is denied or was never filled in is none: "%s"', (rollback) => {
  const change = { fields: fields({ rollback }), scopes: ['database'] };
  const rules = { rollback: { clause, scopes: ['database'] } };
  expect(judge('rollback-real', rules, change).outcome).toBe('fail');
});

test('the categories that could be declared are told, of one category that one', () => {
  const ofAi = { clause, scope: 'ai', type: 'normal' };
  const remedy = (...names: string[]) =>
    judge(
      'category',
      { categories: Object.fromEntries(names.map((name) => [name, ofAi])) },
      { fields: fields({ category: 'zebra' }), scopes: ['ai'] },
    ).remedy;
  expect(remedy('prompt')).toMatch(/^Declare prompt\./);
  expect(remedy('prompt', 'filter')).toMatch(/^Declare one of prompt, filter\./);
});

test('what an export does not tell is asked of the export, and without one the export is', () => {
  const remedy = (given: Partial<ChangeRecord>) =>
    judge('review-state', { review: { clause, comments: 'must' } }, { pullRequest: 7, ...given })
      .remedy;
  expect(remedy({ review: facts })).toContain('Add what the export lacks');
  expect(remedy({})).toContain('Add the export');
});
