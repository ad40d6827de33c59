import { expect, test } from 'vitest';
import { clause, fields, followUp, judge } from './judge-by-rule.ts';
import { moment } from '../views/judged-change.ts';

// The change is merged on Thursday 2 April 2026 at 14:05 British time.
const change = { fields: fields({}) };
const days = ['mon', 'tue', 'wed', 'thu', 'fri'];

test.for([
  ['09:00', [], 'pass'],
  ['08:59', [], 'fail'],
  ['16:59', [], 'pass'],
  ['17:00', [], 'fail'],
  ['11:59', ['thu 12:00-13:00'], 'pass'],
  ['12:00', ['thu 12:00-13:00'], 'fail'],
  ['12:59', ['thu 12:00-13:00'], 'fail'],
  ['13:00', ['thu 12:00-13:00'], 'pass'],
  ['09:59', ['thu -10:00'], 'fail'],
  ['10:00', ['thu -10:00'], 'pass'],
  ['15:00', ['thu 15:00-'], 'fail'],
  ['14:59', ['thu 15:00-'], 'pass'],
  ['12:00', ['thu'], 'fail'],
  ['12:00', ['fri'], 'pass'],
] as const)('within the window at %s, avoiding %j: %s', ([clock, avoid, outcome]) => {
  const windows = {
    clause,
    zone: 'Europe/London',
    days,
    from: '09:00',
    to: '17:00',
    avoid: [...avoid],
  };
  const given = { ...change, mergedAt: moment(`2026-04-02T${clock}:00+01:00`) };
  expect(judge('window', { windows }, given).outcome).toBe(outcome);
});

test('an avoided hour of a night belongs to the day on the calendar', () => {
  const night = { clause, zone: 'Europe/London', days: ['thu'], from: '22:00', to: '06:00' };
  const at = (avoid: string[]) =>
    judge(
      'window',
      { windows: { ...night, avoid } },
      { ...change, mergedAt: moment('2026-04-03T02:00:00+01:00') },
    ).outcome;
  expect(at([])).toBe('pass');
  expect(at(['fri -03:00'])).toBe('fail');
  expect(at(['thu'])).toBe('pass');
});

test('a window says what to do by its level, and spares emergencies unless it names others', () => {
  const windows = { clause, zone: 'Europe/London', days: ['mon'], from: '09:00', to: '17:00' };
  const remedy = (level: string) =>
    judge('window', { windows: { ...windows, level } }, change).remedy;
  expect(remedy('must')).toContain('answer the deviation');
  expect(remedy('should')).toContain('state in a follow-up why');
  const outcome = (type: string, asks: object, more: object = {}) => {
    const types = { normal: { clause, approvals: 1 }, [type]: { clause, approvals: 0, ...asks } };
    const given = { ...change, fields: fields({ type }) };
    return judge('window', { types, windows: { ...windows, ...more } }, given).outcome;
  };
  expect(outcome('emergency', {})).toBe('not-applicable');
  expect(outcome('emergency', {}, { exempt: ['normal'] })).toBe('fail');
  expect(outcome('urgent', {})).toBe('fail');
  expect(outcome('urgent', {}, { exempt: ['urgent'] })).toBe('not-applicable');
  expect(outcome('urgent', { needs: ['incident'] })).toBe('not-applicable');
  expect(outcome('urgent', { recordWithin: 'PT24H' })).toBe('not-applicable');
  const retrospective = { clause, within: 'P10D', fields: ['actions'] };
  expect(outcome('urgent', { retrospective })).toBe('not-applicable');
  expect(outcome('urgent', { recordWithin: 'PT24H' }, { exempt: ['normal'] })).toBe('fail');
});

const watched = (until: string) =>
  followUp({ monitored: { until, by: 'ada', result: 'passed', note: 'Quiet.' } });
const monitoring = { clause, normal: 'PT2H' };

test.for([
  ['2026-04-02', 'pass'],
  ['2026-04-01', 'unknown'],
] as const)('a watch that ends on the day of judging is over: as of %s %s', ([asOf, outcome]) => {
  const given = { ...change, followUps: [watched('2026-04-02T18:00:00+01:00')] };
  expect(judge('monitoring', { monitoring }, given, { asOf }).outcome).toBe(outcome);
});

test('a watch without a deployment that is known proves nothing', () => {
  const given = { ...change, followUps: [watched('2026-04-02T18:00:00+01:00')] };
  const found = judge('monitoring', { monitoring }, given, { deployments: 'exports/d.jsonl' });
  expect(found).toMatchObject({
    outcome: 'unknown',
    statement:
      'The change was monitored until 2 April 2026, 18:00; the time of its deployment is not known.',
    remedy: 'Write "deployed" in content/changes/platform-7.mdx.',
  });
});

test('the level of monitoring decides what a short watch asks for', () => {
  const given = { ...change, followUps: [watched('2026-04-02T15:00:00+01:00')] };
  const remedy = (level: string) =>
    judge('monitoring', { monitoring: { ...monitoring, level } }, given).remedy;
  expect(remedy('must')).toContain('Answer the deviation');
  expect(remedy('should')).toContain('why it was monitored for less');
  expect(judge('monitoring', { monitoring: { clause, major: 'PT2H' } }, given).outcome).toBe(
    'not-applicable',
  );
});

test.for([
  ['2026-03-26T14:05:00Z', 'fail'],
  ['2026-03-26T13:05:01Z', 'fail'],
  ['2026-03-26T13:05:00Z', 'fail'],
  ['2026-03-25T14:05:01Z', 'fail'],
  // Summer time began in between, so that these eight days have 191 hours.
  ['2026-03-25T14:05:00Z', 'pass'],
] as const)(
  'of eight days each is a whole one between request and merge: %s %s',
  ([requested, outcome]) => {
    const rules = { types: { normal: { clause, approvals: 0, leadTime: 'P8D' } } };
    const given = { fields: fields({ 'requested-at': requested }) };
    expect(judge('lead-time', rules, given).outcome).toBe(outcome);
  },
);

test.for([
  ['2026-04-03T14:04:59+01:00', 'fail'],
  ['2026-04-03T14:05:00+01:00', 'pass'],
] as const)(
  'a day of watching lasts until the same time of the next: %s %s',
  ([until, outcome]) => {
    const given = { ...change, followUps: [watched(until)] };
    expect(judge('monitoring', { monitoring: { clause, normal: 'P1D' } }, given).outcome).toBe(
      outcome,
    );
  },
);

const held = (on: string, more: object = { actions: 'Two.' }) =>
  followUp({ retrospective: { on, by: 'ada', ...more } });
const types = {
  normal: {
    clause,
    approvals: 0,
    retrospective: { clause, within: 'P10D', fields: ['actions'] },
  },
};

test.for([
  [[held('2026-04-12')], '2026-06-01', 'pass'],
  [[held('2026-04-13')], '2026-06-01', 'fail'],
  [[held('2026-04-13'), held('2026-04-10')], '2026-06-01', 'pass'],
  [[held('2026-04-10'), held('2026-04-13')], '2026-06-01', 'pass'],
  [[held('2026-04-10', {})], '2026-06-01', 'fail'],
  [[held('2026-04-10', {}), held('2026-04-12')], '2026-06-01', 'pass'],
  [[held('2026-04-10'), held('2026-04-10', {})], '2026-06-01', 'pass'],
  [[held('2026-04-10', {}), held('2026-04-13')], '2026-06-01', 'fail'],
  [[held('2026-04-10')], '2026-04-10', 'pass'],
  [[held('2026-04-10')], '2026-04-09', 'unknown'],
  [[followUp({})], '2026-04-12', 'unknown'],
  [[followUp({})], '2026-04-13', 'fail'],
] as const)(
  'a retrospective within ten days that says what it has to, whichever it is of several: case %#',
  ([followUps, asOf, outcome]) => {
    const given = { ...change, followUps };
    expect(judge('retrospective', { types }, given, { asOf }).outcome).toBe(outcome);
  },
);

test('of retrospectives that all fall short the first one after the change is told', () => {
  const told = (...days: readonly string[]) =>
    judge('retrospective', { types }, { ...change, followUps: days.map((on) => held(on, {})) })
      .statement;
  expect(told('2026-05-14', '2026-05-13')).toContain('held on 13 May 2026');
  expect(told('2026-05-13', '2026-03-02', '2026-05-14')).toContain('held on 13 May 2026');
  expect(told('2026-03-04', '2026-03-02')).toContain('dated 2 March 2026');
  expect(told('2026-03-04', '2026-04-02')).not.toContain('dated');
});

const validated = (at: string) =>
  followUp({ validated: { at, by: 'ada', result: 'passed', note: 'Tried.' } });
const validation = { clause, scopes: ['security'], within: 'PT24H' };

test.for([
  [['2026-04-02T14:05:00+01:00'], '2026-06-01', 'pass'],
  [['2026-04-03T14:05:00+01:00'], '2026-06-01', 'pass'],
  [['2026-04-03T14:06:00+01:00'], '2026-06-01', 'fail'],
  [['2026-04-04T10:00:00+01:00', '2026-04-03T10:00:00+01:00'], '2026-06-01', 'pass'],
  [['2026-04-02T14:04:00+01:00'], '2026-06-01', 'fail'],
  [['2026-04-03T10:00:00+01:00'], '2026-04-03', 'pass'],
  [['2026-04-03T10:00:00+01:00'], '2026-04-02', 'unknown'],
] as const)('validated at %j, as of %s: %s', ([at, asOf, outcome]) => {
  const given = { ...change, scopes: ['security'], followUps: at.map(validated) };
  expect(judge('validation', { validation }, given, { asOf }).outcome).toBe(outcome);
});

test('a validation is counted from a deployment, which has to be known', () => {
  const given = {
    ...change,
    scopes: ['security'],
    followUps: [validated('2026-04-02T15:00:00+01:00')],
  };
  const unknown = judge('validation', { validation }, given, { deployments: 'exports/d.jsonl' });
  expect(unknown).toMatchObject({ outcome: 'unknown' });
  const deployed = {
    value: { at: moment('2026-04-02T14:30:00+01:00') },
    source: 'deployments' as const,
  };
  const known = judge(
    'validation',
    { validation },
    { ...given, deployed },
    { deployments: 'exports/d.jsonl' },
  );
  expect(known.outcome).toBe('pass');
});

const finding = (severity: string, found: string) => ({
  fields: fields({ vulnerability: `CVE-2026-1; ${severity}; found ${found}` }),
});
const remediation = { clause, high: 'P7D' };

test.for([
  ['high', '2026-04-02', 'pass'],
  ['high', '2026-04-03', 'fail'],
  ['low', '2026-04-01', 'unknown'],
  ['valueof', '2026-04-01', 'unknown'],
] as const)('a finding rated %s on %s: %s', ([severity, found, outcome]) => {
  expect(judge('remediation', { remediation }, finding(severity, found)).outcome).toBe(outcome);
});

test('a finding says what is wrong with it, and when it was mended', () => {
  const after = judge('remediation', { remediation }, finding('high', '2026-04-03'));
  expect(after.statement).toContain('is dated 3 April 2026, after the merge');
  const unread = judge(
    'remediation',
    { remediation },
    { fields: fields({ vulnerability: 'CVE-2026-1' }) },
  );
  expect(unread.statement).toContain('is written "CVE-2026-1", which has no deadline');
  const deployed = {
    value: { at: moment('2026-04-06T09:00:00+01:00') },
    source: 'deployments' as const,
  };
  const late = judge(
    'remediation',
    { remediation },
    { ...finding('high', '2026-03-30'), deployed },
  );
  expect([late.outcome, late.statement]).toEqual([
    'pass',
    'CVE-2026-1 (high) was found on 30 March 2026 and had 7 days, until 6 April 2026; it was fixed on 6 April 2026.',
  ]);
});

test('a deployment that names nobody is filled up by the merger where merging deploys', () => {
  const rules = { separation: { clause, highRisk: { types: ['normal'] } } };
  const approvals = [
    {
      by: { name: 'ada', email: '', person: 'ada' },
      capacity: 'approved',
      proof: 'stated',
      source: 'message',
    },
  ] as const;
  const deployed = {
    value: { at: moment('2026-04-03T09:00:00+01:00') },
    source: 'follow-up' as const,
  };
  const merger = { value: { name: 'Eve', email: '', person: 'eve' }, source: 'graph' as const };
  const statement = (more: object, deployments = 'on-merge') =>
    judge('two-people', rules, { ...change, approvals, merger, ...more }, { deployments })
      .statement;
  expect(statement({})).toBe('Approved by Ada, deployed by Eve.');
  expect(statement({ deployed })).toBe('Approved by Ada, deployed by Eve.');
  expect(
    statement({
      deployed: {
        ...deployed,
        value: { ...deployed.value, by: { name: 'Ben', email: '', person: 'ben' } },
      },
    }),
  ).toBe('Approved by Ada, deployed by Ben.');
  expect(statement({ deployed }, 'exports/d.jsonl')).toContain('its deployer is not known');
  expect(statement({ repository: 'other' })).toContain('its deployer is not known');
});

test('a night ends with its hour', () => {
  const at = (clock: string, windows: object) =>
    judge(
      'window',
      { windows: { clause, zone: 'Europe/London', ...windows } },
      { ...change, mergedAt: moment(`2026-04-03T${clock}:00+01:00`) },
    );
  const night = { from: '22:00', to: '06:00' };
  expect(at('06:00', { ...night, days: ['thu'] }).statement).toContain(
    'Friday is not a day for deployments',
  );
  expect(at('06:00', { ...night, days: ['thu', 'fri'] }).outcome).toBe('fail');
});

test('the longest watch counts in whichever order they are written', () => {
  const [long, short] = [
    watched('2026-04-02T16:05:00+01:00'),
    watched('2026-04-02T15:00:00+01:00'),
  ];
  for (const followUps of [
    [long, short],
    [short, long],
    [short, long, short],
  ]) {
    expect(judge('monitoring', { monitoring }, { ...change, followUps }).outcome).toBe('pass');
  }
});

test('a finding has a deadline only where the policy gives one', () => {
  expect(judge('remediation', {}, finding('high', '2026-04-01')).outcome).toBe('not-applicable');
  expect(judge('remediation', { remediation }, finding('constructor', '2026-04-01')).outcome).toBe(
    'unknown',
  );
});

test('a follow-up without a validation stands in the way of none', () => {
  const followUps = [followUp({ incident: 'INC-7' }), validated('2026-04-02T15:00:00+01:00')];
  expect(
    judge('validation', { validation }, { ...change, scopes: ['security'], followUps }).outcome,
  ).toBe('pass');
});

test.for([
  ['passed', {}, 'pass'],
  ['Passed', {}, 'pass'],
  ['failed', {}, 'fail'],
  ['partly', {}, 'fail'],
  ['not-run', {}, 'fail'],
  [undefined, {}, 'unknown'],
  ['quiet', {}, 'unknown'],
  ['bestanden', {}, 'unknown'],
  [undefined, { record: { clause, requires: ['reason'], results: 'off' } }, 'pass'],
  ['failed', { record: { clause, requires: ['reason'], results: 'off' } }, 'fail'],
] as const)('the result "%s" of a validation and a watch: %j %s', ([result, more, outcome]) => {
  const rules = {
    validation: { clause, scopes: ['security'], within: 'P1D' },
    monitoring: { clause, normal: 'PT2H' },
    ...more,
  };
  const done = { by: 'ada', note: 'Sessions end.', ...(result && { result }) };
  const given = {
    fields: fields({ reason: 'A queue.' }),
    scopes: ['security'],
    followUps: [
      followUp({
        validated: { at: '2026-04-02T15:00:00+01:00', ...done },
        monitored: { until: '2026-04-02T18:00:00+01:00', ...done },
      }),
    ],
  };
  expect(judge('validation', rules, given).outcome).toBe(outcome);
  expect(judge('monitoring', rules, given).outcome).toBe(outcome);
});
