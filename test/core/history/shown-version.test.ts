import { expect, test } from 'vitest';
import { shownVersion } from '#core/history/in-force.ts';
import { day, judgeGood, policyText } from '../../helpers/book.ts';

const history = (version: string) =>
  `[{ version: "${version}", date: 2026-01-05, by: ada, change: normative, summary: More. }, { version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: First. }]`;

function shownOn(fields: Readonly<Record<string, string | undefined>>, on: string): string {
  const book = judgeGood({
    files: {
      'archive/access-control/1.0.mdx': policyText(),
      'policies/access-control.mdx': policyText({
        version: '"1.1"',
        history: history('1.1'),
        ...fields,
      }),
    },
  });
  const [policy] = book.policies;
  return policy ? shownVersion(policy, day(on)).version : '';
}

test('a draft leaves the version in force where it is', () => {
  expect(shownOn({ status: 'draft', approval: undefined }, '2026-06-01')).toBe('1.0');
});

test('an approved version is shown from its day', () => {
  const fields = { effective: '2026-06-01', approval: '{ by: ben, on: 2026-05-01 }' };
  expect(shownOn(fields, '2026-05-31')).toBe('1.0');
  expect(shownOn(fields, '2026-06-01')).toBe('1.1');
});

test('of two between which a month leaves the choice, the newer is shown', () => {
  const fields = { effective: '2026-05', approval: '{ by: ben, on: 2026-04-20 }' };
  expect(shownOn(fields, '2026-04-30')).toBe('1.0');
  expect(shownOn(fields, '2026-05-10')).toBe('1.1');
});

test('a retired policy shows its end, and a draft without a past shows itself', () => {
  expect(shownOn({ status: 'retired', effective: '2026-05-01' }, '2026-06-01')).toBe('1.1');
  expect(shownOn({ status: 'draft', approval: undefined }, '2025-12-31')).toBe('1.1');
});
