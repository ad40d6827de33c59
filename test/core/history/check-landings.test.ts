import { expect, test } from 'vitest';
import { checkLandings } from '#core/history/land-versions.ts';
import { day, policyText } from '../../helpers/book.ts';
import { historyOf } from '../../helpers/policy-history.ts';

test('a text that counts as landed on a day to come is an error while it can be mended', () => {
  const history = historyOf('access-control', [
    { at: '2026-06-01T22:30:00Z', text: policyText() },
    { at: '2099-01-01T10:00:00Z', text: policyText() },
  ]);
  const on = (today: string) => checkLandings(history, { today: day(today), timeZone: 'UTC' });
  expect(on('2026-06-01')).toMatchObject([
    {
      code: 'policy/landed-in-future',
      severity: 'error',
      problem: expect.stringContaining('counts as landed on 1 January 2099') as string,
    },
  ]);
  expect(on('2026-05-31')).toHaveLength(2);
  expect(on('2099-01-01')).toEqual([]);
});
