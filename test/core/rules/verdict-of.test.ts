import { expect, test } from 'vitest';
import type { PolicyVersion } from '#core/model/policy.ts';
import { verdictOf } from '#core/rules/judge-change.ts';
import type { Judgement } from '#core/rules/rule.ts';

const version = { policy: 'change-management', version: '1.2' } as PolicyVersion;
const good: Judgement = { outcome: 'pass', clause: '4.b', statement: 'Found.', proof: 'stated' };

test('gives one object for what says the same, and another for whatever differs', () => {
  const verdict = verdictOf(good, 'change/approvals', version);
  expect(verdict).toEqual({
    ...good,
    rule: 'change/approvals',
    level: 'must',
    policy: 'change-management',
    version: '1.2',
  });
  expect(verdictOf({ ...good }, 'change/approvals', version)).toBe(verdict);
  const others: Partial<Judgement>[] = [
    { outcome: 'fail' },
    { level: 'should' },
    { clause: '7' },
    { proof: 'merged' },
    { remedy: 'Mend it.' },
    { statement: 'Found it.' },
  ];
  for (const other of others) {
    const found = verdictOf({ ...good, ...other }, 'change/approvals', version);
    expect(found).toEqual({ ...verdict, ...other });
  }
  expect(verdictOf(good, 'change/tests', version).rule).toBe('change/tests');
  const later = { policy: 'change-management', version: '1.3' } as PolicyVersion;
  expect(verdictOf(good, 'change/approvals', later).version).toBe('1.3');
});

test('keeps few of the wordings that come once', () => {
  const first = verdictOf(good, 'change/window', version);
  for (let day = 0; day < 1000; day += 1) {
    verdictOf({ ...good, statement: `Deployed on day ${day}.` }, 'change/window', version);
  }
  const again = verdictOf(good, 'change/window', version);
  expect(again).toEqual(first);
  expect(again).not.toBe(first);
});
