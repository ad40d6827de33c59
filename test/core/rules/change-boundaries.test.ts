import { expect, test } from 'vitest';
import type { ChangeRecord, FollowUp } from '#core/model/change-record.ts';
import { changeRulesSchema } from '#core/schemas/change-rules.ts';
import { moment } from '../views/judged-change.ts';
import { approval, clause, fields, followUp, judge, types, who } from './judge-by-rule.ts';

test.for([
  ['2026-06-01T05:59:00+01:00', 'fail'],
  ['2026-06-01T21:59:00+01:00', 'fail'],
  ['2026-06-01T22:00:00+01:00', 'pass'],
  ['2026-06-02T05:59:00+01:00', 'pass'],
  ['2026-06-02T06:00:00+01:00', 'fail'],
  ['2026-06-02T22:00:00+01:00', 'fail'],
] as const)('a window of 22:00 to 06:00 on Mondays ends on Tuesday: %s %s', ([at, outcome]) => {
  const windows = { clause, zone: 'Europe/London', days: ['mon'], from: '22:00', to: '06:00' };
  const change = { fields: fields({}), mergedAt: moment(at) };
  expect(judge('window', { windows }, change).outcome).toBe(outcome);
});

test.for([
  ['2026-12-24T23:00:00Z', 'pass'],
  ['2026-12-25T02:00:00Z', 'pass'],
  ['2026-12-25T23:00:00Z', 'fail'],
  ['2026-12-26T02:00:00Z', 'fail'],
  ['2026-12-26T23:00:00Z', 'fail'],
  ['2026-12-28T02:00:00Z', 'fail'],
  ['2026-12-28T23:00:00Z', 'pass'],
] as const)('a holiday takes the whole night of its evening: %s %s', ([at, outcome]) => {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri'];
  const windows = { clause, zone: 'Europe/London', days, from: '22:00', to: '04:00' };
  const change = { fields: fields({}), mergedAt: moment(at) };
  const { outcome: found } = judge('window', { windows }, change, { holidays: ['2026-12-25'] });
  expect(found).toBe(outcome);
});

test.for([
  ['2026-05-31T23:59:00+01:00', 'fail'],
  ['2026-06-01T00:00:00+01:00', 'pass'],
  ['2026-06-01T22:00:00+01:00', 'fail'],
  ['2026-06-01T23:59:59+01:00', 'fail'],
  ['2026-06-02T00:00:00+01:00', 'pass'],
  ['2026-06-02T23:59:59+01:00', 'pass'],
  ['2026-06-03T00:00:00+01:00', 'fail'],
] as const)('a whole day ends at midnight: %s %s', ([at, outcome]) => {
  const windows = {
    clause,
    zone: 'Europe/London',
    days: ['mon', 'tue'],
    from: '00:00',
    to: '24:00',
    avoid: ['mon 22:00-24:00'],
  };
  const change = { fields: fields({}), mergedAt: moment(at) };
  expect(judge('window', { windows }, change).outcome).toBe(outcome);
});

test.for([
  ['2026-04-03', 'unknown'],
  ['2026-04-04', 'fail'],
] as const)(
  'a validation within a day can still come on its last day: as of %s %s',
  ([asOf, outcome]) => {
    const validation = { clause, scopes: ['security'], within: 'P1D' };
    const change = { fields: fields({}), scopes: ['security'] };
    expect(judge('validation', { validation }, change, { asOf }).outcome).toBe(outcome);
  },
);

test.for([
  ['2026-04-03', 'unknown'],
  ['2026-04-04', 'fail'],
] as const)(
  'a record within 24 hours can still be completed on that day: as of %s %s',
  ([asOf, outcome]) => {
    const rules = {
      types: { normal: { clause, approvals: 0, recordWithin: 'PT24H' } },
      record: { clause, requires: ['reason'] },
    };
    expect(judge('record-in-time', rules, { fields: fields({}) }, { asOf }).outcome).toBe(outcome);
  },
);

test.for([
  ['2026-04-03', 'unknown'],
  ['2026-04-04', 'fail'],
] as const)(
  'what an emergency may complete within 24 hours is open on that day: as of %s %s',
  ([asOf, outcome]) => {
    const record = { clause, requires: ['reason'], risk: ['data'] };
    const types = { normal: { clause, approvals: 0, recordWithin: 'PT24H' } };
    const change = { fields: fields({}) };
    for (const rule of ['record-fields', 'risk-parts']) {
      const judged = judge(rule, { types, record }, change, { asOf });
      expect(judged.outcome).toBe(outcome);
      if (outcome === 'unknown') expect(judged.statement).toContain('until 3 April 2026');
      expect(judge(rule, { record }, change, { asOf }).outcome).toBe('fail');
    }
  },
);

test('of several times of watching the longest counts', () => {
  const monitoring = { clause, normal: 'PT2H' };
  const watched = (until: string) =>
    followUp({ monitored: { until, by: 'ada', result: 'passed', note: 'Quiet.' } });
  const followUps = [watched('2026-04-02T16:05:00+01:00'), watched('2026-04-02T15:00:00+01:00')];
  expect(judge('monitoring', { monitoring }, { fields: fields({}), followUps }).outcome).toBe(
    'pass',
  );
});

test('a deputy does not sign off while another holder of the role is no author', () => {
  const rules = {
    separation: { clause, deputies: { cto: ['security'] } },
    categories: { prompt: { clause, scope: 'ai', type: 'normal', signOff: ['cto'] } },
  };
  const change = {
    authors: [who('ada')],
    fields: fields({ category: 'prompt' }),
    scopes: ['ai'],
    approvals: [approval('ben')],
  };
  expect(judge('sign-off', rules, change)).toMatchObject({ outcome: 'fail' });
  expect(judge('sign-off', rules, { ...change, authors: [who('ada'), who('eve')] })).toMatchObject({
    outcome: 'pass',
    statement: expect.stringContaining('as deputy') as string,
  });
});

const sensitive = { clause, scopes: ['security'], reviewers: ['security'] };
const reviewed = approval('ben', { capacity: 'security-reviewed' });
const secure = { fields: fields({}), scopes: ['security'], approvals: [reviewed] };

test('a security review counts by a holder who is no author, and stands to the final revision', () => {
  const outcome = (change: Partial<ChangeRecord>) =>
    judge('security-review', { sensitive }, { ...secure, ...change }).outcome;
  expect(outcome({})).toBe('pass');
  expect(outcome({ approvals: [approval('ben')] })).toBe('fail');
  expect(outcome({ form: 'outside-git', approvals: [approval('ben')] })).toBe('pass');
  expect(outcome({ authors: [who('ben')] })).toBe('fail');
  const late = { ...reviewed, void: 'it was given to an earlier revision' };
  expect(outcome({ approvals: [late] })).toBe('fail');
  expect(outcome({ approvals: [late, reviewed] })).toBe('pass');
});

test('a type that is reviewed afterwards needs no security review before', () => {
  const retrospective = { clause, within: 'P10D', fields: ['actions'] };
  const emergency = { types: { normal: { clause, approvals: 0, retrospective } }, sensitive };
  const change = { ...secure, approvals: [] };
  expect(judge('security-review', emergency, change).outcome).toBe('not-applicable');
});

test.for([
  ['found 2026-03-26', 'pass'],
  ['found 2026-03-25', 'fail'],
  ['found 2026-04-03', 'fail'],
] as const)(
  'a high finding has seven days, of which the last counts: %s %s',
  ([found, outcome]) => {
    const change = { fields: fields({ vulnerability: `CVE-2026-1; high; ${found}` }) };
    expect(judge('remediation', { remediation: { clause, high: 'P7D' } }, change).outcome).toBe(
      outcome,
    );
  },
);

test('a finding is mended when it is deployed, which has to be known', () => {
  const remediation = { clause, high: 'P7D' };
  const change = { fields: fields({ vulnerability: 'CVE-2026-1; high; found 2026-03-30' }) };
  const file = { deployments: 'exports/d.jsonl' };
  expect(judge('remediation', { remediation }, change, file).outcome).toBe('unknown');
  const deployed = (at: string) => ({ value: { at: moment(at) }, source: 'deployments' as const });
  const late = { ...change, deployed: deployed('2026-04-07T09:00:00+01:00') };
  expect(judge('remediation', { remediation }, late, file).outcome).toBe('fail');
});

const review = { clause, pullRequest: 'should', checks: 'must', comments: 'should' };
const facts = {
  source: 'export' as const,
  file: 'exports/p.json',
  digest: 'sha256:0',
  pullRequest: 7,
  changesRequested: [],
  dismissed: [],
  openThreads: 0,
};

test.for([
  [[{ name: 'unit', state: 'passed' }], 'pass'],
  [
    [
      { name: 'unit', state: 'passed' },
      { name: 'lint', state: 'skipped' },
    ],
    'pass',
  ],
  [
    [
      { name: 'unit', state: 'passed' },
      { name: 'lint', state: 'pending' },
    ],
    'fail',
  ],
  [[{ name: 'unit', state: 'skipped' }], 'fail'],
  [[], 'fail'],
  [undefined, 'unknown'],
] as const)('checks have to have passed: %j %s', ([checks, outcome]) => {
  const change = { pullRequest: 7, review: { ...facts, ...(checks && { checks }) } };
  expect(judge('review-state', { review }, change).outcome).toBe(outcome);
});

test('a merge that names no pull request may have had one; a push had none', () => {
  const { review: asked } = { review: { clause, pullRequest: 'must' } };
  const outcome = (change: Partial<ChangeRecord>) =>
    judge('review-state', { review: asked }, change).outcome;
  expect(outcome({ form: 'merge' })).toBe('unknown');
  expect(outcome({ form: 'push' })).toBe('fail');
  expect(outcome({ form: 'outside-git' })).toBe('not-applicable');
});

test('an open request for changes outweighs an approval', () => {
  const change = { fields: fields({}), approvals: [approval('ada')] };
  expect(judge('approvals', {}, change).outcome).toBe('pass');
  const open = { ...change, review: { ...facts, changesRequested: [who('eve')] } };
  expect(judge('approvals', {}, open)).toMatchObject({
    outcome: 'fail',
    statement: expect.stringContaining('eve requested changes') as string,
  });
});

test('approvals say where nobody independent was there to give one', () => {
  const change = { fields: fields({}), authors: [who('ada'), who('ben'), who('eve')] };
  const separation = { clause, alone: 'a reading by the board' };
  const { statement, remedy } = judge('approvals', { separation }, change);
  expect(statement).toContain('no person who is not an author had any role');
  expect(remedy).toContain('a reading by the board');
  expect(judge('approvals', { separation }, { fields: fields({}) }).statement).not.toContain(
    'held',
  );
});

test.for([
  ['2026-04-02T14:05:00+01:00', 'pass'],
  ['2026-04-02T14:06:00+01:00', 'fail'],
  [undefined, 'fail'],
] as const)('an approval in a follow-up has to say that it came before: %s %s', ([at, outcome]) => {
  const later = approval('ada', { source: 'follow-up', ...(at && { at: moment(at) }) });
  const change = { fields: fields({}), approvals: [later] };
  expect(judge('approvals', {}, change).outcome).toBe(outcome);
  const twice = { ...change, approvals: [later, approval('ada')] };
  expect(judge('approvals', {}, twice).outcome).toBe('pass');
  const spoken = { types: { normal: { ...types.normal, recordWithin: 'PT24H' } } };
  expect(judge('approvals', spoken, change).outcome).toBe('pass');
});

test.for([
  ['2026-03-02', 'fail'],
  ['2026-04-01', 'fail'],
  ['2026-04-02', 'pass'],
  ['2026-04-12', 'pass'],
  ['2026-04-13', 'fail'],
] as const)('a retrospective follows its change: %s %s', ([on, outcome]) => {
  const retrospective = { clause, within: 'P10D', fields: ['root-cause'] };
  const rules = { types: { normal: { clause, approvals: 0, retrospective } } };
  const held = (day: string) =>
    followUp({ retrospective: { on: day, by: 'ada', rootCause: 'A full queue.' } });
  const after = (...followUps: FollowUp[]) =>
    judge('retrospective', rules, { fields: fields({}), followUps }).outcome;
  expect(after(held(on))).toBe(outcome);
  expect(after(held('2026-03-02'), held(on))).toBe(outcome);
});

test.for([
  ['2026-04-05', 'pass'],
  ['2026-04-06', 'fail'],
] as const)(
  'a retrospective within 72 hours ends on the day of the last: %s %s',
  ([on, outcome]) => {
    const retrospective = { clause, within: 'PT72H', fields: ['root-cause'] };
    const rules = { types: { normal: { clause, approvals: 0, retrospective } } };
    const held = followUp({ retrospective: { on, by: 'ada', rootCause: 'A full queue.' } });
    const change = { fields: fields({}), followUps: [held] };
    expect(judge('retrospective', rules, change).outcome).toBe(outcome);
  },
);

test.for([
  ['2026-04-01T02:05:00+01:00', 'pass'],
  ['2026-04-01T02:06:00+01:00', 'fail'],
] as const)('a lead time of a day and twelve hours is both: %s %s', ([requested, outcome]) => {
  const rules = { types: { normal: { clause, approvals: 0, leadTime: 'P1DT12H' } } };
  const change = { fields: fields({ 'requested-at': requested }) };
  expect(judge('lead-time', rules, change).outcome).toBe(outcome);
});

test('a request written after the merge proves no lead time, but for a change outside git', () => {
  const rules = { types: { normal: { clause, approvals: 0, leadTime: 'PT24H' } } };
  const requested = { value: '2026-03-30T10:00:00Z', source: 'follow-up' as const };
  const change = { fields: { ...fields({}), 'requested-at': requested } };
  expect(judge('lead-time', rules, change)).toMatchObject({
    outcome: 'unknown',
    statement: expect.stringContaining('only in a follow-up') as string,
  });
  expect(judge('lead-time', rules, { ...change, form: 'outside-git' }).outcome).toBe('pass');
});

test('what follows an emergency names the incident that it named', () => {
  const rules = { types: { normal: { clause, approvals: 0, needs: ['incident'] } } };
  const change = { fields: fields({ incident: 'INC-7' }) };
  const after = (incident: string) =>
    judge('emergency-incident', rules, { ...change, followUps: [followUp({ incident })] }).outcome;
  expect(after('INC-7')).toBe('pass');
  expect(after('INC-8')).toBe('fail');
});

test.for([
  ['revert', 'fail'],
  ['Revert; no migration.', 'fail'],
  ['revert; run the script 7-down.sql', 'fail'],
  ['flag; visits-by-month off', 'fail'],
  ['none; nothing reads it', 'fail'],
  ['script', 'fail'],
  ['script; TBD', 'fail'],
  ['restore. The backup of Monday.', 'fail'],
  ['script; 7-down.sql. Two minutes.', 'pass'],
  ['Revert + Script; migrations/7-down.sql', 'pass'],
  ['restore; der Abzug von Montag', 'pass'],
  ['Git revert the merge commit', 'unknown'],
  ['as we always do', 'unknown'],
  ['script + restore + revert; all of it', 'unknown'],
  ['scripted; 7-down.sql', 'unknown'],
] as const)('where a revert is no way back, "%s" is judged %s', ([rollback, outcome]) => {
  const rules = { rollback: { clause, scopes: ['database'] } };
  const change = { fields: fields({ rollback }), scopes: ['database'] };
  expect(judge('rollback-real', rules, change).outcome).toBe(outcome);
});

test.for([
  ['Accessibility: Read aloud.', 'pass'],
  ['Accessibility: TBD', 'fail'],
  ['accessibility: Read aloud.', 'fail'],
] as const)("a trailer of the company's own: %s %s", ([line, outcome]) => {
  const record = { clause, requires: ['reason'], trailers: [{ name: 'Accessibility', clause }] };
  const change = { message: `Title\n\nBody.\n\n${line}\n`, fields: fields({}) };
  expect(judge('trailers', { record }, change).outcome).toBe(outcome);
});

test('whoever made a change outside git deployed it', () => {
  const rules = { separation: { clause, highRisk: { types: ['normal'] } } };
  const change = {
    form: 'outside-git' as const,
    fields: fields({}),
    authors: [who('ben')],
    approvals: [approval('ada')],
  };
  expect(judge('two-people', rules, change)).toMatchObject({
    outcome: 'pass',
    statement: 'Approved by Ada, deployed by ben.',
  });
});

const retention = { clause, records: 'P3Y', logs: 'P90D' };

test.for([
  ['https://ci.example.org/runs/8812', 'fail'],
  ['Run 8812.', 'fail'],
  ['see build #41', 'fail'],
  ['https://ci.example.org/artifacts/41/report.html', 'fail'],
  ['41 tests passed, https://ci.example.org/runs/8812', 'pass'],
  ['bestanden; Lauf 8812', 'fail'],
  ['passed; siehe Lauf Nr. 8812', 'fail'],
  ['réussi ; exécution n° 8812', 'fail'],
  ['合格；実行 8812', 'fail'],
  ['合格；単体テスト二百十二件すべて成功、実行 8812', 'pass'],
  ['bestanden; Unit 212 von 212, Lauf 8812', 'pass'],
  ['bestanden; Unit 212 von 212', 'not-applicable'],
  ['https://wiki.example.org/running-tests', 'not-applicable'],
  ['Two runs of 40 minutes each.', 'not-applicable'],
] as const)('evidence that only points at a log: "%s" %s', ([tested, outcome]) => {
  const change = { fields: fields({ tested }) };
  const found = judge('retention', { retention }, change, { asOf: '2026-12-01' });
  expect([found.outcome, found.level]).toEqual([outcome, 'should']);
});

test('logs that are kept as long as the record need no copy', () => {
  const change = { fields: fields({ tested: 'https://ci.example.org/runs/8812' }) };
  const outcome = (logs: string) =>
    judge('retention', { retention: { ...retention, logs } }, change).outcome;
  expect(outcome('P3Y')).toBe('not-applicable');
  expect(outcome('P35M')).toBe('unknown');
});

test('the first copy of a log counts, and only from its day on', () => {
  const copied = (on: string) =>
    followUp({ copied: [{ of: 'tested', on, by: 'ada', shows: '41 of 41 passed.' }] });
  const change = {
    fields: fields({ tested: 'https://ci.example.org/runs/8812' }),
    followUps: [copied('2026-09-01'), copied('2026-06-15')],
  };
  const outcome = (asOf: string) => judge('retention', { retention }, change, { asOf }).outcome;
  expect(outcome('2026-06-14')).toBe('unknown');
  expect(outcome('2026-06-15')).toBe('pass');
  expect(outcome('2026-12-01')).toBe('pass');
});

const window = { clause, zone: 'UTC', days: ['mon'], from: '09:00', to: '17:00' };

test.for([
  [{ windows: { clause, zone: 'CT', days: ['mon'], from: '09:00', to: '17:00' } }, 'time zone'],
  [
    {
      windows: {
        clause,
        zone: 'UTC',
        days: ['mon'],
        from: '09:00',
        to: '17:00',
        avoid: ['friday'],
      },
    },
    'hours to avoid',
  ],
  [{ windows: { ...window, to: '09:00' } }, 'the whole day is from "00:00" to "24:00"'],
  [{ windows: { ...window, from: '24:00' } }, 'a time'],
  [{ windows: { ...window, avoid: ['fri 22:00-02:00'] } }, '"fri 22:00-" and "sat -02:00"'],
  [{ windows: { ...window, avoid: ['fri 22:00-22:00'] } }, 'later on the same day'],
  [{ remediation: { clause, high: 'PT72H' } }, 'in days'],
  [{ retention: { clause, records: 'PT72H' } }, 'in days'],
  [{ record: { clause, requires: ['reason'], trailers: [{ name: 'Risk', clause }] } }, 'requires'],
  [{ record: { clause, requires: ['reason'], trailers: [{ name: 'my key', clause }] } }, 'key'],
] as const)('parameters that no rule could read are refused: %j', ([rules, expected]) => {
  const parsed = changeRulesSchema.safeParse({ types, ...rules });
  expect(parsed.error?.issues.map(({ message }) => message).join()).toContain(expected);
});
