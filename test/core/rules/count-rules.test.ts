import { expect, test } from 'vitest';
import { formatRuleCounts } from '#core/exports/format-rule-counts.ts';
import type { Book } from '#core/model/book.ts';
import { checkIdle } from '#core/rules/check-idle.ts';
import { countRules } from '#core/rules/count-rules.ts';
import { groupUnknowns, listUnregistered } from '#core/views/register/unknowns.ts';
import { day } from '../../helpers/book.ts';
import { ada, judgedChange, stranger, verdictOf } from '../views/judged-change.ts';

const rule = 'change/validation';
const idle = (clause?: string) => {
  const { clause: _, ...rest } = verdictOf({
    rule,
    outcome: 'not-applicable',
    statement: 'No scope.',
  });
  return { ...rest, ...(clause !== undefined && { clause }) };
};
const unknown = (id: string) =>
  judgedChange(
    [verdictOf({ outcome: 'unknown', statement: 'Not known.', remedy: `Write ${id}.mdx.` })],
    { id },
  );

test('counts what each rule judged and why it did not apply', () => {
  const changes = [
    judgedChange([verdictOf({ rule }), idle('6')].slice(0, 1)),
    judgedChange([idle('6')]),
    judgedChange([idle()]),
    judgedChange([verdictOf({ rule, outcome: 'fail' })]),
    judgedChange([verdictOf({ rule, outcome: 'unknown' })]),
    judgedChange([]),
  ];
  expect(countRules(changes).find((one) => one.rule === rule)).toEqual({
    rule,
    passed: 1,
    failed: 1,
    unknown: 1,
    notApplicable: 2,
    reasons: [{ statement: 'No scope.', count: 2, clause: '6' }],
  });
});

test('groups what is unknown by what would make it known', () => {
  expect(groupUnknowns([unknown('platform-1'), unknown('platform-2')])).toEqual([
    {
      rules: ['change/approvals'],
      statement: 'Not known.',
      remedy: 'Write <change>.mdx.',
      changes: ['platform-1', 'platform-2'],
    },
  ]);
});

test('lists the authors who are not registered, and all changes where all are wanted', () => {
  const changes = ['1', '2', '3', '4', '5'].map((number) =>
    judgedChange([verdictOf()], { id: `platform-${number}`, authors: [ada, stranger] }),
  );
  expect(listUnregistered(changes)).toMatchObject([
    { author: '"Someone Else <someone@else.example>"', changes: { length: 5 } },
  ]);
  const printed = (isAll: boolean) => formatRuleCounts({ changes } as unknown as Book, isAll);
  expect(printed(false)).toContain('platform-1, platform-2, platform-3 and 2 more');
  expect(printed(true)).toContain('platform-4, platform-5.');
});

const bookOf = (changes: Book['changes']) =>
  ({
    changes,
    asOf: day('2026-06-01'),
    policies: [
      { id: 'change-management', current: { source: { file: 'policies/c.mdx', text: '' } } },
    ],
  }) as unknown as Book;
const on = (date: string, verdicts: Parameters<typeof judgedChange>[0]) =>
  judgedChange(verdicts, { day: day(date) });

test.for([
  ['applied to nothing', [on('2025-01-01', []), on('2026-01-01', [idle('6')])], 1],
  ['is in no version', [on('2025-01-01', []), on('2026-01-01', [idle()])], 0],
  [
    'applied once',
    [on('2025-01-01', []), on('2026-01-01', [idle('6')]), on('2026-01-02', [verdictOf({ rule })])],
    0,
  ],
  [
    'applied before that year',
    [on('2025-01-01', [verdictOf({ rule })]), on('2026-01-01', [idle('6')])],
    1,
  ],
  ['is judged for less than a year', [on('2026-01-01', [idle('6')])], 0],
] as const)('a rule that %s in a year', ([, changes, count]) => {
  const found = [...checkIdle(bookOf(changes))];
  expect(found).toHaveLength(count);
  for (const { severity, problem } of found) {
    expect(severity).toBe('warning');
    expect(problem).toContain('change/validation applied to none of the 1 changes');
    expect(problem).toContain('No scope. (1)');
  }
});
