import { expect, test } from 'vitest';
import type { FollowUp } from '#core/model/change-record.ts';
import { answersOf } from '#core/views/change-answers.ts';
import { changeFields, changeTypeInWords } from '#core/views/change-fields.ts';
import { changeParts } from '#core/views/change-people.ts';
import { changeTimes } from '#core/views/change-times.ts';
import { ruleClauses } from '#core/views/rule-clauses.ts';
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
  const record = recordOf({ commits, followUps: [followUp] });
  expect(
    changeTimes(record, 'Europe/London', true).map(({ what, words }) => [what, words]),
  ).toEqual([
    ['First commit', '28 March 2026, 09:00'],
    ['Merged', '2 April 2026, 14:05'],
    ['Deployed', '2 April 2026, 17:00'],
    ['Retrospective', '2 April 2026'],
    ['Log copied', '2 May 2026'],
  ]);
});

test('says when a follow-up landed, as far as that is known', () => {
  const at = moment('2026-04-03T09:30:00Z');
  const landed: FollowUp = { ...followUp, landing: { at, fields: {}, proofs: {} } };
  const times = (one: FollowUp) =>
    changeTimes(recordOf({ followUps: [one] }), 'Europe/London', true).map(
      ({ what, words }) => `${what}: ${words}`,
    );
  const words = 'Follow-up landed in the book: 3 April 2026, 10:30';
  expect(times(landed)).toContain(words);
  const unknown = { ...followUp, landing: { unknown: 'the book lies in no git repository' } };
  expect(times(unknown).join()).not.toContain('landed');
});

test('calls a merge a deployment only where merging deploys and no other time is known', () => {
  const first = (onMerge: boolean) => changeTimes(recordOf(), 'UTC', onMerge)[0]?.what;
  expect([first(true), first(false)]).toEqual(['Merged and deployed', 'Merged']);
});

test('says of each person what they did and how it is known', () => {
  const record = recordOf({
    approvals: [{ by: stranger, capacity: 'approved', proof: 'stated', source: 'message' }],
    merger: { value: ada, source: 'export' },
    followUps: [followUp],
  });
  expect(changeParts(record, book.people)).toEqual([
    { did: 'Written by', name: 'Ada Finch', known: "from git's graph" },
    {
      did: 'Approved by',
      name: 'Someone Else',
      known: 'stated in writing; not in the list of people',
    },
    { did: 'Merged by', name: 'Ada Finch', known: "from the forge's record" },
    { did: 'Deployed by', name: 'Ben Hollis', known: 'from a record in the book' },
    { did: 'Log copied by', name: 'Ben Hollis', known: 'from a record in the book' },
  ]);
});

test('prints the fields that were written, and the type beside the title', () => {
  const written = (value: string) => ({ value, source: 'message' as const });
  const record = recordOf({
    fields: {
      type: written('standard'),
      kind: written('dependency-patch'),
      reason: written('Fixes a fault.'),
      'ai-eval-before': written('0.91'),
    },
  });
  expect(changeTypeInWords(record)).toBe('Standard, dependency patch');
  expect(changeTypeInWords(recordOf())).toBe('No type stated');
  expect(changeFields(record)).toEqual([
    { label: 'Reason', value: 'Fixes a fault.' },
    { label: 'Evaluation before', value: '0.91' },
  ]);
});

test('names who answered, and what nobody has answered for', () => {
  const change = judgedChange([
    verdictOf({ outcome: 'fail', answer }),
    verdictOf({ outcome: 'fail', clause: '7' }),
  ]);
  expect(answersOf(change, book)).toMatchObject({
    answers: [{ by: 'Ada Finch', approvedBy: 'Ben Hollis', clause: '4.b' }],
    open: ['clause 7'],
  });
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
