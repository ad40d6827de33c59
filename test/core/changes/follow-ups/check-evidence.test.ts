import { expect, test } from 'vitest';
import { checkEarly, checkEvidence } from '#core/changes/follow-ups/check-evidence.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { followUp, landed } from '../../rules/judge-by-rule.ts';
import { moment, recordOf } from '../../views/judged-change.ts';

const people = peopleSchema.parse({
  ada: {
    name: 'Ada',
    emails: ['ada@example.org'],
    roles: [{ role: 'engineer', from: '2026-01-01', to: '2026-06-30' }],
  },
  robo: { name: 'Robo', emails: ['robo@example.org'], bot: true },
});
const text = 'Angemeldet und abgemeldet.';
const found = (one: Parameters<typeof checkEvidence>[0][number]) => {
  const { followUps, diagnostics } = checkEvidence([one], people, 'Europe/London');
  const { fields } = followUps[0] ?? one;
  const kept = ['validated', 'monitored', 'deployed', 'retrospective'] as const;
  return [
    ...diagnostics.map(({ code, severity }) => `${severity} ${code}`),
    ...kept.filter((key) => fields[key] !== undefined),
    ...(fields.approvals.length > 0 ? ['approvals'] : []),
    ...(fields.copied.length > 0 ? ['copied'] : []),
  ];
};

const at = '2026-04-02T15:00:00+01:00';
const evidence: [string, object][] = [
  ['validated', { validated: { at, by: 'ada', note: text } }],
  ['monitored', { monitored: { until: at, by: 'ada', note: text } }],
  ['deployed', { deployed: { at, by: 'ada' } }],
  ['approvals', { approvals: [{ by: 'ada', at, evidence: text }] }],
  ['copied', { copied: [{ of: 'tested', on: '2026-04-02', by: 'ada', shows: text }] }],
  ['retrospective', { retrospective: { on: '2026-04-02', by: 'ada', rootCause: text } }],
];

test.for(evidence)('%s counts only where the book had it after it happened', ([key, fields]) => {
  expect(found(landed(fields, '2026-04-02T15:30:00+01:00'))).toEqual([key]);
  expect(found(landed(fields, 'never'))).toEqual([key]);
  expect(found(landed(fields, 'unknown'))).toEqual([key]);
  expect(found(landed(fields, '2026-04-01T09:00:00+01:00'))).toEqual([
    'error record/evidence-ahead',
  ]);
});

test('evidence of the same day is ahead by its hour, as far as it has one', () => {
  const early = '2026-04-02T09:00:00+01:00';
  const ahead = evidence.map(([key, fields]) => [
    key,
    found(landed(fields, early)).length === 1 && !found(landed(fields, early)).includes(key),
  ]);
  expect(Object.fromEntries(ahead)).toEqual({
    validated: true,
    monitored: true,
    deployed: true,
    approvals: true,
    copied: false,
    retrospective: false,
  });
});

test.for(['TBD', 'n/a', '-', 'None', '…'])('%s shows nothing', (note) => {
  const empty = ['error record/evidence-empty'];
  expect(found(followUp({ validated: { at, by: 'ada', note } }))).toEqual(empty);
  expect(found(followUp({ monitored: { until: at, by: 'ada', note } }))).toEqual(empty);
  expect(found(followUp({ approvals: [{ by: 'ada', at, evidence: note }] }))).toEqual(empty);
});

test('evidence is by somebody who had a role on its day', () => {
  const later = '2026-07-02T15:00:00+01:00';
  const by = ['error record/evidence-by'];
  expect(found(followUp({ validated: { at: later, by: 'ada', note: text } }))).toEqual(by);
  expect(found(followUp({ monitored: { until: later, by: 'ada', note: text } }))).toEqual(by);
  expect(
    found(followUp({ copied: [{ of: 'tested', on: '2026-07-02', by: 'ada', shows: text }] })),
  ).toEqual(by);
  expect(found(followUp({ monitored: { until: later, by: 'robo', note: text } }))).toEqual([
    'monitored',
  ]);
  expect(found(followUp({ validated: { at, by: 'nobody', note: text } }))).toEqual(by);
  expect(found(followUp({ testedAfter: { at, by: 'constructor', note: text } }))).toEqual(by);
});

test('one fault leaves the rest of the file as it is', () => {
  const approvals = [
    { by: 'ada', at, evidence: 'TBD' },
    { by: 'ada', at, evidence: text },
  ];
  expect(found(followUp({ approvals, deployed: { at, by: 'ada' } }))).toEqual([
    'error record/evidence-empty',
    'deployed',
    'approvals',
  ]);
});

test.for([
  ['2026-04-02T14:00:00+01:00', ['validated', 'monitored']],
  ['2026-04-02T14:10:00+01:00', []],
] as const)('what is dated %s beside a merge at 14:05', ([when, early]) => {
  const followUps = [
    followUp({ validated: { at: when, by: 'ada', note: text } }),
    followUp({ monitored: { until: when, by: 'ada', note: text } }),
  ];
  const problems = (fields: object) =>
    [...checkEarly(recordOf({ followUps, ...fields }))].map(
      ({ problem }) => /^It states "(\w+)"/.exec(problem)?.[1],
    );
  expect(problems({})).toEqual(early);
  const deployed = { value: { at: moment('2026-04-02T18:00:00+01:00') }, source: 'deployments' };
  expect(problems({ deployed })).toEqual(['validated', 'monitored']);
});
