import { expect, test } from 'vitest';
import type { ChangeRecord, FollowUp, PartLanding } from '#core/model/change-record.ts';
import { moment } from '../views/judged-change.ts';
import { approval, clause, fields, judge, landed, types, type Landed } from './judge-by-rule.ts';

// The change is merged on Thursday 2 April 2026 at 14:05 British time.
const merged = '2026-04-02T14:05:00+01:00';
const justAfter = '2026-04-02T14:05:01+01:00';
const dayAfter = '2026-04-03T14:05:00+01:00';
const lateBySecond = '2026-04-03T14:05:01+01:00';
const weeksLater = '2026-05-02T09:00:00+01:00';

const emergency = { clause, approvals: 1, recordWithin: 'PT24H' };
const normal = types.normal;
const of = ({ at }: { at?: string }): PartLanding => (at === undefined ? {} : { at: moment(at) });

test.for<[string, object, PartLanding | undefined, ChangeRecord['form'], string | true]>([
  ['unknown', normal, undefined, 'merge', true],
  ['with the merge', normal, of({ at: merged }), 'merge', true],
  [
    'after the merge',
    normal,
    of({ at: justAfter }),
    'merge',
    'follow-up that landed in the book on 2 April 2026, after the merge',
  ],
  ['never', normal, {}, 'squash', 'follow-up that has not landed in the book'],
  ['after a change made outside git', normal, of({ at: weeksLater }), 'outside-git', true],
  ['never, made outside git', normal, {}, 'outside-git', true],
  ['unknown, of an emergency', emergency, undefined, 'merge', true],
  ['within the time of an emergency', emergency, of({ at: dayAfter }), 'merge', true],
  [
    'after the time of an emergency',
    emergency,
    of({ at: lateBySecond }),
    'merge',
    'follow-up that landed in the book on 3 April 2026, more than 24 hours after the merge',
  ],
  [
    'after the time of an emergency outside git',
    emergency,
    of({ at: lateBySecond }),
    'outside-git',
    'record that landed in the book on 3 April 2026, more than 24 hours after the change',
  ],
])('an approval in a follow-up that landed %s', ([, type, landing, form, expected]) => {
  const given = { source: 'follow-up', at: moment('2026-04-01T09:00:00+01:00') } as const;
  const approvals = [approval('ada', { ...given, ...(landing && { landed: landing }) })];
  const verdict = judge(
    'approvals',
    { types: { normal: type } },
    { form, approvals, fields: fields({}) },
  );
  expect(verdict).toMatchObject(
    expected === true
      ? { outcome: 'pass' }
      : {
          outcome: 'fail',
          statement: `The change has 0 of 1 approvals by an independent person (the approval by ada is only in a ${expected}).`,
        },
  );
});

test('where no time is allowed after the merge nothing can land on that day any more', () => {
  const change = { approvals: [approval('ada', { landed: {} })], fields: fields({}) };
  expect(judge('approvals', {}, change, { asOf: '2026-04-02' }).outcome).toBe('fail');
});

test.for<[string, string]>([
  ['2026-04-03', 'pass'],
  ['2026-04-04', 'fail'],
])(
  'an approval that has not landed can until the time of its type is over: %s',
  ([asOf, outcome]) => {
    const approvals = [approval('ada', { source: 'follow-up', at: moment(dayAfter), landed: {} })];
    const change = { approvals, fields: fields({}) };
    expect(judge('approvals', { types: { normal: emergency } }, change, { asOf })).toMatchObject({
      outcome,
    });
  },
);

const retention = { clause, records: 'P3Y', logs: 'P9D' };
const logged = fields({ tested: 'https://ci.example.org/runs/7' });
const copy = { of: 'tested', on: '2026-04-04', by: 'ada', shows: '41 of 41 passed.' };

test.for<[Landed, string, string]>([
  ['unknown', 'pass', ''],
  ['2026-04-04T09:00:00+01:00', 'pass', ''],
  ['2026-04-11T23:59:00+01:00', 'pass', ''],
  [
    '2026-04-12T00:00:00+01:00',
    'fail',
    'its copy is dated 4 April 2026 and landed in the book only on 12 April 2026.',
  ],
  [
    'never',
    'fail',
    'its copy is dated 4 April 2026 and had not landed in the book by 1 June 2026.',
  ],
  // Whatever landed before the day that it states counts from that day.
  ['2026-04-02T15:00:00+01:00', 'pass', ''],
])('a copy of a log counts from its landing too: %s', ([at, outcome, words]) => {
  const change = { fields: logged, followUps: [landed({ copied: [copy] }, at)] };
  const verdict = judge('retention', { retention }, change);
  expect(verdict.outcome).toBe(outcome);
  expect(verdict.statement).toContain(words);
});

test('of two copies the one that counts first is taken, whichever states the earlier day', () => {
  const late = landed({ copied: [copy] }, weeksLater);
  const inTime = landed({ copied: [{ ...copy, on: '2026-04-09' }] }, '2026-04-10T09:00:00+01:00');
  for (const followUps of [
    [late, inTime],
    [inTime, late],
  ]) {
    expect(judge('retention', { retention }, { fields: logged, followUps }).outcome).toBe('pass');
  }
});

test.for(['2026-04-03T09:00:00+01:00', '2026-04-20T09:00:00+01:00'])(
  'a copy that states a day after the log is told by that day, though it landed by then: %s',
  (at) => {
    const late = landed({ copied: [{ ...copy, on: '2026-04-20' }] }, at);
    const { statement } = judge('retention', { retention }, { fields: logged, followUps: [late] });
    expect(statement).toContain('its copy is dated 20 April 2026.');
  },
);

const validation = { clause, scopes: ['security'], within: 'PT24H' };
const validated = { at: '2026-04-02T18:00:00+01:00', by: 'ada', result: 'passed', note: 'Tried.' };

test.for<[Landed, string, string, string]>([
  ['unknown', '2026-06-01', 'pass', 'Validated on 2 April 2026, 18:00;'],
  [dayAfter, '2026-06-01', 'pass', 'Validated on'],
  [
    lateBySecond,
    '2026-06-01',
    'fail',
    'Its validation is dated 2 April 2026, 18:00 and landed in the book only on 3 April 2026; it was due within 24 hours of deployment, until 3 April 2026.',
  ],
  ['never', '2026-04-03', 'pass', 'Validated on'],
  ['never', '2026-04-04', 'fail', 'and had not landed in the book by 4 April 2026; it was due'],
])('a validation that landed %s, on %s', ([at, asOf, outcome, words]) => {
  const change = { scopes: ['security'], followUps: [landed({ validated }, at)] };
  const verdict = judge('validation', { validation }, change, { asOf });
  expect(verdict.outcome).toBe(outcome);
  expect(verdict.statement).toContain(words);
});

test('of several validations one that is in time counts, and of late ones the first is told', () => {
  const late = landed({ validated }, weeksLater);
  const second = { ...validated, at: '2026-04-02T19:00:00+01:00' };
  const judgeBoth = (other: FollowUp) =>
    [
      [late, other],
      [other, late],
    ].map((followUps) => judge('validation', { validation }, { scopes: ['security'], followUps }));
  for (const { outcome, statement } of judgeBoth(landed({ validated: second }, dayAfter))) {
    expect([outcome, statement]).toEqual([
      'pass',
      expect.stringContaining('2 April 2026, 19:00') as string,
    ]);
  }
  for (const { outcome, statement } of judgeBoth(landed({ validated: second }, weeksLater))) {
    expect([outcome, statement]).toEqual([
      'fail',
      expect.stringContaining('2 April 2026, 18:00') as string,
    ]);
  }
  const afterTime = { ...validated, at: '2026-04-20T19:00:00+01:00' };
  const [verdict] = judgeBoth(landed({ validated: afterTime }, weeksLater));
  expect(verdict?.statement).toContain('Its validation is dated 2 April 2026, 18:00');
  const lateAlone = {
    scopes: ['security'],
    followUps: [landed({ validated: afterTime }, weeksLater)],
  };
  expect(judge('validation', { validation }, lateAlone).statement).toContain(
    'Validated only on 20 April 2026',
  );
});

test.for([
  ['last altered before the merge', '2026-04-02T13:00:00+01:00', 'pass', 'complete at the merge'],
  ['altered by the merge itself', '2026-04-02T14:05:02+01:00', 'pass', 'complete at the merge'],
  ['last known within the time', '2026-04-03T14:05:00+01:00', 'pass', 'of 3 April 2026'],
  ['last altered after the time', lateBySecond, 'unknown', 'It can be edited'],
  [
    'exported weeks later',
    weeksLater,
    'unknown',
    'Only the text of the pull request states Reason',
  ],
  ['of which no time is known', undefined, 'unknown', 'It can be edited'],
] as const)(
  'a record that only the text of a pull request completes, %s',
  ([, knownAt, outcome, words]) => {
    const rules = { types: { emergency }, record: { clause, requires: ['reason', 'risk'] } };
    const inMessage = fields({ type: 'emergency', risk: 'availability low' });
    const reason = {
      value: 'Nobody could log in.',
      source: 'export',
      file: 'exports/a.json',
      ...(knownAt && { knownAt: moment(knownAt) }),
    } as const;
    const found = judge('record-in-time', rules, { fields: { ...inMessage, reason } });
    expect(found.outcome).toBe(outcome);
    expect(found.statement).toContain(words);
    // A follow-up that states the same in time is not needed, and one that is late is worse.
    const both = { ...inMessage, reason, risk: { value: 'availability low', source: 'follow-up' } };
    expect(judge('record-in-time', rules, { fields: both as never }).outcome).toBe('unknown');
  },
);
