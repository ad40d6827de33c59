import { expect, test } from 'vitest';
import type { ChangeRecord, FollowUp, Identity, ReviewFacts } from '#core/model/change-record.ts';
import type { CheckedSignature } from '#core/model/raw-commit.ts';
import { answersContent } from '#core/views/changes/change-evidence.ts';
import { plainText } from '#core/views/content.ts';
import { changeFields, changeTypeInWords } from '#core/views/changes/change-fields.ts';
import { changeParts } from '#core/views/changes/change-people.ts';
import { reviewLines } from '#core/views/changes/change-evidence.ts';
import { signatureLines } from '#core/views/changes/change-evidence.ts';
import { changeTimes } from '#core/views/changes/change-times.ts';
import { ruleClauses } from '#core/views/controls/rules-table.ts';
import { day, judgeGood, policyText } from '../../helpers/book.ts';
import {
  ada,
  answer,
  judgedChange,
  moment,
  recordOf,
  stranger,
  verdictOf,
} from './judged-change.ts';

const book = judgeGood({
  files: { 'policies/change-management.mdx': policyText({ title: 'Change Management Policy' }) },
});
const ben: Identity = { name: 'Ben', email: 'ben@example.org', person: 'ben' };
const followUp: FollowUp = {
  source: { file: 'content/changes/platform-7.mdx', text: '' },
  body: '',
  fields: {
    approvals: [],
    copied: [{ of: 'tested', on: day('2026-05-02'), by: 'ben', shows: '41 of 41 passed.' }],
    deployed: { at: moment('2026-04-02T16:00:00Z'), by: 'ben' },
    retrospective: {
      on: day('2026-04-02'),
      by: 'ada',
      rootCause: 'Haste.',
      actions: 'None.',
      preventiveControls: 'None.',
    },
  },
};

test('tells the times of a change in the zone of the company, oldest first', () => {
  const commits = [
    { id: 'c2', subject: 'Later', author: ada, at: moment('2026-03-28T12:00:00Z') },
    { id: 'c1', subject: 'First', author: ada, at: moment('2026-03-28T09:00:00Z') },
  ];
  const record = recordOf({
    commits,
    followUps: [followUp],
    fields: { 'requested-at': { value: '2026-03-27T08:00:00Z', source: 'message', line: 9 } },
    deployed: { value: { at: moment('2026-04-02T16:00:00Z') }, source: 'deployments' },
  });
  const steps = changeTimes(record, 'Europe/London');
  expect(steps.map(({ what, words, known }) => [what, words, known])).toEqual([
    ['Requested', '27 March 2026, 08:00', 'from the commit message, line 9'],
    ['First commit', '28 March 2026, 09:00', "from git's graph"],
    ['Merged', '2 April 2026, 14:05', "from git's graph"],
    ['Deployed', '2 April 2026, 17:00', "from the pipeline's file"],
    ['Retrospective', '2 April 2026', 'from a record in the book'],
    ['Log copied', '2 May 2026', 'from a record in the book'],
  ]);
});

test('says when a follow-up landed, as far as that is known', () => {
  const at = moment('2026-04-03T09:30:00Z');
  const landed: FollowUp = { ...followUp, landing: { at, parts: {}, proofs: {} } };
  const times = (one: FollowUp) =>
    changeTimes(recordOf({ followUps: [one] }), 'Europe/London').map(
      ({ what, words }) => `${what}: ${words}`,
    );
  const words = 'Follow-up landed in the book: 3 April 2026, 10:30';
  expect(times(landed)).toContain(words);
  const unknown = { ...followUp, landing: { unknown: 'the book lies in no git repository' } };
  expect(times(unknown).join()).not.toContain('landed');
});

test('calls a merge a deployment only where merging deploys and no other time is known', () => {
  const deployedAt = (at: string) =>
    recordOf({
      merger: { value: ada, source: 'graph' },
      deployed: { value: { at: moment(at), by: ada }, source: 'graph' },
    });
  const byMerge = deployedAt(recordOf().mergedAt);
  const later = deployedAt('2026-04-03T09:00:00Z');
  const told = (record: ChangeRecord) => [
    ...changeTimes(record, 'UTC').map(({ what }) => what),
    ...changeParts(record, book).map(({ label }) => label),
  ];
  expect(told(byMerge)).toEqual(['Merged and deployed', 'Written by', 'Merged and deployed by']);
  expect(told(later)).toEqual(['Merged', 'Deployed', 'Written by', 'Merged by', 'Deployed by']);
  expect(told(recordOf())).toEqual(['Merged', 'Written by']);
});

test('says of each person what they did and how it is known', () => {
  const record = recordOf({
    approvals: [
      { by: stranger, capacity: 'approved', proof: 'stated', source: 'message', line: 9 },
      {
        by: ben,
        capacity: 'reviewed',
        proof: 'exported',
        source: 'export',
        at: moment('2026-04-01T09:30:00Z'),
        void: 'it was of an earlier revision',
      },
    ],
    merger: { value: ada, source: 'export' },
    deployed: {
      value: { at: moment('2026-04-02T16:00:00Z'), by: ben },
      source: 'follow-up',
      file: followUp.source.file,
    },
    followUps: [followUp],
  });
  const inBook = 'from a record in the book, content/changes/platform-7.mdx';
  expect(changeParts(record, book)).toEqual([
    { label: 'Written by', value: 'Ada Finch', known: "from git's graph" },
    {
      label: 'Approved by',
      value: 'Someone Else',
      known: 'stated in writing, line 9; not in the list of people',
    },
    {
      label: 'Reviewed by',
      value: 'Ben Hollis',
      known:
        "from the forge's review record; 1 April 2026, 10:30; no longer counts: it was of an earlier revision",
    },
    { label: 'Merged by', value: 'Ada Finch', known: "from the forge's record" },
    { label: 'Deployed by', value: 'Ben Hollis', known: inBook },
    { label: 'Log copied by', value: 'Ben Hollis', known: inBook },
  ]);
});

test('prints the fields that were written, each with where it was read', () => {
  const written = (value: string, line: number) => ({ value, line, source: 'message' as const });
  const record = recordOf({
    fields: {
      type: written('standard', 5),
      kind: written('dependency-patch', 6),
      'requested-at': written('2026-03-27T08:00:00Z', 7),
      'ai-eval-before': written('0.91', 8),
      incident: { value: 'INC-7', source: 'follow-up', file: followUp.source.file },
    },
  });
  const declared = judgeGood({
    files: {
      'policies/changes.mdx': policyText({
        title: 'Changes',
        changeRules: '{ types: { standard: { clause: "1", approvals: 0 } } }',
      }),
    },
  });
  expect(changeTypeInWords(record, declared)).toBe('Standard, dependency patch');
  expect(changeTypeInWords(record, { policies: [] })).toBe('"standard", dependency patch');
  expect(changeTypeInWords(recordOf(), declared)).toBe('No type stated');
  expect(changeFields(record).map(({ label, value, known }) => [label, value, known])).toEqual([
    ['Type', 'standard', 'from the commit message, line 5'],
    ['Kind', 'dependency-patch', 'from the commit message, line 6'],
    ['Evaluation before', '0.91', 'from the commit message, line 8'],
    ['Incident', 'INC-7', 'from a record in the book, content/changes/platform-7.mdx'],
  ]);
});

test('says whose each signature is, and what it proves', () => {
  const signed = { over: 'commit', state: 'good', key: 'SHA256:abc' } as const;
  const lineOf = (signature: CheckedSignature, fields: Partial<ChangeRecord> = {}) =>
    signatureLines(recordOf({ ...fields, signatures: [signature] }), book.people).map(
      ({ label, value }) => `${plainText(label)}: ${plainText(value)}`,
    );
  const approvals = [
    { by: ben, capacity: 'approved', proof: 'signed', source: 'message' },
  ] as const;
  expect(lineOf({ ...signed, by: 'ada' })).toEqual([
    'Commit: Good, by Ada Finch, who wrote itKey SHA256:abc',
  ]);
  expect(lineOf({ ...signed, by: 'ben' }, { approvals }).join()).toContain(
    'Good, by Ben Hollis, who approved it',
  );
  const voided = approvals.map((one) => ({ ...one, void: 'it was dismissed' }));
  for (const fields of [{}, { approvals: voided }]) {
    expect(lineOf({ ...signed, by: 'ben' }, fields).join()).toContain(
      'Good, by another person: Ben Hollis neither wrote, approved nor merged it',
    );
  }
  const reason = 'Its key does not belong to anybody in people.yaml.';
  expect(lineOf({ over: 'tag', tag: 'v7', state: 'unknown-key', reason })).toEqual([
    `Tag v7: By an unknown key: it proves nothing${reason}`,
  ]);
  expect(signatureLines(recordOf(), book.people)).toEqual([]);
});

test('tells what the forge says of the review, and what it does not tell', () => {
  const review = {
    source: 'export',
    file: 'exports/platform.json',
    digest: 'abc',
    pullRequest: 7,
    changesRequested: [stranger],
    dismissed: [],
  } as const;
  const linesOf = (more: Partial<ReviewFacts>) =>
    reviewLines(recordOf({ review: { ...review, ...more } }), book.people).map(
      ({ label, value }) => `${plainText(label)}: ${plainText(value)}`,
    );
  expect(linesOf({})).toEqual([
    'Pull request: 7',
    'Changes requested by: Someone Else',
    'Open comments: Not recorded',
    'Checks: Not recorded',
    'Read from: exports/platform.json, SHA-256 abc',
  ]);
  expect(
    linesOf({ openThreads: 2, checks: [{ name: 'unit', state: 'failed' }], dismissed: [ben] }),
  ).toEqual(
    expect.arrayContaining(['Open comments: 2', 'Checks: unit failed', 'Dismissed: Ben Hollis']),
  );
  expect(linesOf({ checks: [] })).toContain('Checks: None');
  expect(reviewLines(recordOf(), book.people)).toEqual([]);
});

test('names who answered, and what nobody has answered for', () => {
  const change = judgedChange([
    verdictOf({ outcome: 'fail', answer }),
    verdictOf({ outcome: 'fail', clause: '7' }),
  ]);
  const words = plainText(answersContent(change, book));
  expect(words).toMatch(/To clause 4\.b.*Written byAda Finch.*Approved byBen Hollis/);
  expect(words).toMatch(/No answer yet for clause 7\.$/);
});

test('finds the clauses by which a rule holds in current versions only', () => {
  const changes = [
    judgedChange([verdictOf({ version: '1.0', clause: '10.1' })]),
    judgedChange([verdictOf({ version: '1.0', clause: '4.b' })]),
    judgedChange([verdictOf({ version: '0.9', clause: '9' })]),
  ];
  const clauses = ruleClauses({ ...book, changes }).get('change/approvals');
  expect(clauses?.map(({ clause }) => clause)).toEqual(['4.b', '10.1']);
});
