import { expect, test } from 'vitest';
import { summariseVerdicts } from '#core/views/changes/verdict-words.ts';
import { markOf } from '#core/views/changes/verdict-words.ts';
import { answer, verdictOf } from './judged-change.ts';

const pass = verdictOf();
const fail = verdictOf({ outcome: 'fail' });
const answered = verdictOf({ outcome: 'fail', answer });
const advice = verdictOf({ outcome: 'fail', level: 'should' });
const unknown = verdictOf({ outcome: 'unknown' });
const unknownAdvice = verdictOf({ outcome: 'unknown', level: 'should' });
const none = verdictOf({ outcome: 'not-applicable' });

test.for([
  [[], 'not-judged'],
  [[pass, none], 'pass'],
  [[none, none], 'not-applicable'],
  [[pass, unknown], 'unknown'],
  [[pass, unknownAdvice], 'pass'],
  [[unknown, unknownAdvice], 'unknown'],
  [[pass, advice], 'pass'],
  [[unknown, advice], 'unknown'],
  [[unknown, answered], 'answered'],
  [[answered, fail, unknown], 'deviation'],
] as const)('takes the gravest verdict, case %#', ([verdicts, standing]) => {
  expect(summariseVerdicts(verdicts)).toBe(standing);
});

test('does not let an answer to advice pass for an answered deviation', () => {
  expect(summariseVerdicts([pass, { ...advice, answer }])).toBe('pass');
});

test('marks each verdict by itself', () => {
  expect([pass, fail, answered, advice, unknown, none].map(markOf)).toEqual([
    'pass',
    'deviation',
    'answered',
    'advice',
    'unknown',
    'not-applicable',
  ]);
});
