import { expect, test } from 'vitest';
import type { ChangeRecord, FollowUp } from '#core/model/change-record.ts';
import { clause, followUp, fields, judge, landed, types, type Landed } from './judge-by-rule.ts';

// The change is merged on Thursday 2 April 2026 at 14:05 British time.
const merged = '2026-04-02T14:05:00+01:00';
const justAfter = '2026-04-02T14:05:01+01:00';
const dayAfter = '2026-04-03T14:05:00+01:00';
const lateBySecond = '2026-04-03T14:05:01+01:00';
const weeksLater = '2026-05-02T09:00:00+01:00';

const { normal } = types;
const emergency = { clause, approvals: 1, recordWithin: 'PT24H' };
const kinds = { normal, standard: { clause, approvals: 0, kinds: ['text'] } };
const later = (names: Record<string, string>): ChangeRecord['fields'] =>
  Object.fromEntries(
    Object.entries(names).map(([name, value]) => [
      name,
      { value, source: 'follow-up' as const, file: 'content/changes/platform-7.mdx' },
    ]),
  );

const atMerge = 'The change declared no type at the merge;';
test.for<[Landed, string, string, string, string]>([
  [merged, '2026-06-01', 'normal', 'pass', 'Normal is a type'],
  [
    justAfter,
    '2026-06-01',
    'normal',
    'fail',
    `${atMerge} a follow-up that landed in the book on 2 April 2026 states normal.`,
  ],
  [
    'never',
    '2026-06-01',
    'normal',
    'fail',
    `${atMerge} a follow-up in content/changes states normal.`,
  ],
  [
    'unknown',
    '2026-06-01',
    'normal',
    'fail',
    `${atMerge} a follow-up in content/changes states normal.`,
  ],
  [dayAfter, '2026-06-01', 'emergency', 'pass', 'Emergency is a type'],
  [
    lateBySecond,
    '2026-06-01',
    'emergency',
    'fail',
    `${atMerge} a follow-up that landed in the book on 3 April 2026 states emergency, which was required within 24 hours of the merge.`,
  ],
  [
    'never',
    '2026-04-04',
    'emergency',
    'fail',
    `${atMerge} a follow-up in content/changes states emergency, which was required within 24 hours of the merge.`,
  ],
  [
    'never',
    '2026-04-03',
    'emergency',
    'unknown',
    `${atMerge} a follow-up in content/changes states emergency and has not landed in the book yet.`,
  ],
  [
    'unknown',
    '2026-06-01',
    'emergency',
    'unknown',
    `${atMerge} a follow-up in content/changes states emergency. It is not known when that landed in the book: the clone is shallow.`,
  ],
])('a type in a follow-up that landed %s, on %s: %s', ([at, asOf, type, outcome, words]) => {
  const change = { fields: later({ type }), followUps: [landed({ type }, at)] };
  const verdict = judge('type', { types: { ...types, emergency } }, change, { asOf });
  expect(verdict).toMatchObject({ outcome, clause });
  expect(verdict.statement).toContain(words);
});

test('a kind that only a follow-up names is none, and a type without kinds needs none', () => {
  const followUps = [landed({ kind: 'text' }, weeksLater)];
  const judgeKind = (type: string) =>
    judge(
      'type',
      { types: kinds },
      { fields: { ...fields({ type }), ...later({ kind: 'text' }) }, followUps },
    );
  expect(judgeKind('standard')).toMatchObject({
    outcome: 'fail',
    statement:
      'The change declared no kind at the merge; a follow-up that landed in the book on 2 May 2026 states text.',
    remedy: 'Answer the deviation in content/answers.',
  });
  expect(judgeKind('normal').outcome).toBe('pass');
});

test('a record of a change made outside git states its type, and a follow-up to it comes later', () => {
  const own = { ...landed({ type: 'normal' }, weeksLater), body: 'Own.' };
  const second: FollowUp = { ...own, source: { file: 'content/changes/second.mdx', text: '' } };
  const judgeFrom = (file: string) =>
    judge(
      'type',
      {},
      {
        form: 'outside-git',
        fields: { type: { value: 'normal', source: 'follow-up', file } },
        followUps: [own, second],
      },
    );
  expect(judgeFrom(own.source.file).outcome).toBe('pass');
  expect(judgeFrom(second.source.file).statement).toBe(
    'The change declared no type in its record; a follow-up that landed in the book on 2 May 2026 states normal.',
  );
});

test('the time for a type that follows runs from the change where it was made outside git', () => {
  const own = followUp({});
  const second: FollowUp = {
    ...landed({ type: 'normal' }, 'unknown'),
    source: { file: 'content/changes/second.mdx', text: '' },
  };
  const type = { value: 'normal', source: 'follow-up' as const, file: second.source.file };
  const verdict = judge(
    'type',
    { types: { normal: emergency } },
    { form: 'outside-git', fields: { type }, followUps: [own, second] },
  );
  expect(verdict.remedy).toContain('within 24 hours of the change.');
});

test('a category that only a follow-up declares was not there at the merge', () => {
  const categories = {
    prompt: { clause, scope: 'ai', type: 'normal' },
    filter: { clause, scope: 'ai', type: 'major' },
  };
  const judgeCategory = (at: Landed, category = 'prompt') =>
    judge(
      'category',
      { categories },
      {
        scopes: ['ai'],
        fields: { ...fields({}), ...later({ category }) },
        followUps: [landed({ category }, at)],
      },
    );
  expect(judgeCategory(merged).outcome).toBe('pass');
  expect(judgeCategory(weeksLater)).toEqual({
    outcome: 'fail',
    clause,
    statement:
      'The change declared no category at the merge; a follow-up that landed in the book on 2 May 2026 states prompt.',
    remedy: 'Answer the deviation in content/answers.',
  });
  expect(judgeCategory(weeksLater, 'filter').statement).toBe(
    'The change declared no category at the merge; a follow-up that landed in the book on 2 May 2026 states filter. The type major is required for filter, and the change declares the type normal.',
  );
  expect(judgeCategory(weeksLater, 'tone').statement).toContain('which the policy does not have');
});

test('what else is wrong with a type that was declared later is told with it', () => {
  const judgeScoped = (type: string, asOf: string, at: Landed) =>
    judge(
      'type',
      { types: { ...types, emergency }, scopeTypes: { clause: '2', database: ['normal'] } },
      { scopes: ['database'], fields: later({ type }), followUps: [landed({ type }, at)] },
      { asOf },
    );
  expect(judgeScoped('normal', '2026-06-01', weeksLater).remedy).toBe(
    'Answer the deviation in content/answers.',
  );
  const open = judgeScoped('emergency', '2026-04-03', 'never');
  expect(open).toMatchObject({ outcome: 'fail', clause: '2' });
  expect(open.statement).toContain(
    'has not landed in the book yet. The change touches the scope database, which requires the type normal, and it declares the type emergency.',
  );
});
