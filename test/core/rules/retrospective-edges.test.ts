import { expect, test } from 'vitest';
import { landingOfParts, listParts } from '#core/changes/follow-ups/follow-up-contents.ts';
import type { FollowUp } from '#core/model/change-record.ts';
import { moment } from '../views/judged-change.ts';
import { clause, fields, followUp, judge, landed, type Landed } from './judge-by-rule.ts';

// The change is merged on Thursday 2 April 2026 at 14:05 British time.
const weeksLater = '2026-05-02T09:00:00+01:00';

const demand = { clause, within: 'P10D', fields: ['root-cause', 'actions'] };
const withRetrospective = { types: { normal: { clause, approvals: 0, retrospective: demand } } };
const held = {
  on: '2026-04-10',
  by: 'ada',
  rootCause: 'A full queue.',
  actions: 'A longer queue.',
};

const judgeHeld = (followUps: readonly FollowUp[], asOf = '2026-06-01', people?: object) =>
  judge(
    'retrospective',
    withRetrospective,
    { fields: fields({}), followUps },
    { asOf, ...(people && { people }) },
  );

test.for<[Landed, string, string, string]>([
  ['unknown', '2026-06-01', 'pass', 'Held on 10 April 2026'],
  ['2026-04-12T23:59:00+01:00', '2026-06-01', 'pass', 'Held on 10 April 2026'],
  [
    '2026-04-13T00:00:00+01:00',
    '2026-06-01',
    'fail',
    'The retrospective falls short: it is dated 10 April 2026 and landed in the book only on 13 April 2026, after 12 April 2026 (10 days after the merge).',
  ],
  ['never', '2026-04-12', 'pass', 'Held on 10 April 2026'],
  [
    'never',
    '2026-04-13',
    'fail',
    'it is dated 10 April 2026 and had not landed in the book by 13 April 2026, after',
  ],
])('a retrospective that landed %s, on %s', ([at, asOf, outcome, words]) => {
  const verdict = judgeHeld([landed({ retrospective: held }, at)], asOf);
  expect(verdict.outcome).toBe(outcome);
  expect(verdict.statement).toContain(words);
});

test('a retrospective counts from when the last of what it has to find landed', () => {
  const one = landed({ retrospective: held }, 'never');
  const parts = Object.fromEntries(
    listParts(one.fields).map((name, index) => [
      name,
      moment(index < 2 ? '2026-04-11T09:00:00+01:00' : weeksLater),
    ]),
  );
  const completed = { ...one, landing: { fields: {}, parts, proofs: {} } };
  expect(judgeHeld([completed]).statement).toContain('landed in the book only on 2 May 2026');
  expect(landingOfParts(completed, Object.keys(parts))).toEqual({ at: moment(weeksLater) });
  expect(landingOfParts(completed, Object.keys(parts).reverse())).toEqual({
    at: moment(weeksLater),
  });
  expect(landingOfParts(completed, [...Object.keys(parts), 'another'])).toEqual({});
});

test('what a retrospective does not name is not said to land late', () => {
  const { actions: _, ...rest } = held;
  const inTime = '2026-04-11T09:00:00+01:00';
  expect(judgeHeld([landed({ retrospective: rest }, inTime)]).statement).toBe(
    'The retrospective falls short: it does not state actions.',
  );
});

test('what was held late or before the change is told by its day, whenever it landed', () => {
  const judgeOn = (on: string) =>
    judgeHeld([landed({ retrospective: { ...held, on } }, weeksLater)]).statement;
  expect(judgeOn('2026-04-20')).toBe(
    'The retrospective falls short: it was held on 20 April 2026, after 12 April 2026 (10 days after the merge).',
  );
  expect(judgeOn('2026-03-20')).toBe(
    'The retrospective falls short: it is dated 20 March 2026, before the change of 2 April 2026.',
  );
});

const role = (from: string, to?: string) => [{ role: 'cto', from, ...(to && { to }) }];
const someone = (more: object) => ({
  ada: { name: 'Ada', emails: ['ada@example.org'], roles: role('2020-01-01'), ...more },
});

test.for<[string, object, string | undefined]>([
  ['a person with a role', someone({}), undefined],
  ['a bot', someone({ bot: true }), 'Ada, which is a bot'],
  ['nobody in people.yaml', {}, 'ada, who is not in people.yaml'],
  [
    'somebody who had left',
    someone({ roles: role('2020-01-01', '2026-04-09') }),
    'Ada, who had no role on 10 April 2026',
  ],
  ['somebody on the last day', someone({ roles: role('2020-01-01', '2026-04-10') }), undefined],
  [
    'somebody who had not come yet',
    someone({ roles: role('2026-04-11') }),
    'Ada, who had no role on 10 April 2026',
  ],
])('a retrospective by %s', ([, people, words]) => {
  const verdict = judgeHeld([followUp({ retrospective: held })], '2026-06-01', people);
  expect(verdict).toMatchObject(
    words === undefined
      ? { outcome: 'pass' }
      : {
          outcome: 'fail',
          statement: `The retrospective falls short: it was held by ${words}.`,
        },
  );
});

test('whatever else an object has is nobody in people.yaml', () => {
  const by = 'constructor';
  const { statement } = judgeHeld([followUp({ retrospective: { ...held, by } })]);
  expect(statement).toContain('it was held by constructor, who is not in people.yaml');
});

test('a validation and the watching may be done by a bot', () => {
  const validation = { clause, scopes: ['security'], within: 'PT24H' };
  const validated = {
    at: '2026-04-02T18:00:00+01:00',
    by: 'ada',
    result: 'passed',
    note: 'Tried.',
  };
  const monitored = {
    until: '2026-04-02T18:00:00+01:00',
    by: 'ada',
    result: 'passed',
    note: 'Quiet.',
  };
  const change = {
    fields: fields({}),
    scopes: ['security'],
    followUps: [followUp({ validated, monitored })],
  };
  const people = someone({ bot: true });
  const rules = { validation, monitoring: { clause, normal: 'PT2H' } };
  for (const rule of ['validation', 'monitoring']) {
    expect(judge(rule, rules, change, { people }).outcome).toBe('pass');
  }
});
