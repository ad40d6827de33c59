import { expect, test } from 'vitest';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { formatCalendar } from '#core/exports/format-calendar.ts';
import { formatFeed } from '#core/exports/format-feed.ts';
import { policyAddresses } from '#core/views/paths.ts';
import { judgeGood, policyText } from '../../helpers/book.ts';
import { historyOf } from '../../helpers/policy-history.ts';

const fields = { publish: 'extract' };
const book = judgeGood({
  files: { 'policies/access-control.mdx': policyText(fields) },
  policyHistory: historyOf('access-control', [
    { id: 'access', at: '2026-01-05T10:00:00Z', text: policyText(fields) },
    { at: '2026-02-05T10:00:00Z', text: policyText(fields) },
  ]),
});

test('a renamed policy is found under its former id', () => {
  const addresses = policyAddresses(book.policies).map(({ id, policy, isFormer }) => [
    id,
    policy.id,
    isFormer,
  ]);
  expect(addresses).toEqual([
    ['access-control', 'access-control', false],
    ['access', 'access-control', true],
  ]);
});

test('an id that another policy has today is not taken from it', () => {
  const [renamed] = book.policies;
  if (!renamed) throw new Error('The book has one policy.');
  const { formerIds: _, ...other } = renamed;
  const addresses = policyAddresses([renamed, { ...other, id: 'access' }]);
  expect(addresses.map(({ id }) => id)).toEqual(['access-control', 'access']);
});

test('its entries in the feed and its events keep their ids', () => {
  expect(formatFeed(book)).toContain('<id>https://policies.example.org/policies/access/1.0/</id>');
  expect(formatCalendar(book)).toContain('UID:access.review@policies.example.org');
});

test('customers are not told what it was called', () => {
  expect(JSON.stringify(publicBook(book))).not.toContain('"access"');
});
