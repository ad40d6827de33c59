import { expect, test } from 'vitest';
import { parseRisk } from '#core/changes/message/parse-risk.ts';

test.for([
  ['availability low; security medium; data none. One more query.', 'low medium none', 'medium'],
  ['Availability: low. Security: low. Data: high.', 'low low high', 'high'],
  ['low for availability, security and data.', 'low low low', 'low'],
  ['low for availability, none for security, medium for data.', 'low none medium', 'medium'],
  ['availability, security and data all low.', 'low low low', 'low'],
  ['availability is high, the rest is fine', 'high - -', 'high'],
  ['availability low; availability high', '- - -', 'high'],
  ['High: a wrong balance reaches letters.', '- - -', 'high'],
  ['high', '- - -', 'high'],
  ['highly unlikely', '- - -', undefined],
  ['low-risk', '- - -', undefined],
  ['The database is low on memory', '- - -', undefined],
  ['', '- - -', undefined],
] as const)('rates "%s"', ([text, expected, highest]) => {
  const { parts, highest: found } = parseRisk(text);
  const { availability = '-', security = '-', data = '-' } = parts;
  expect(`${availability} ${security} ${data}`).toBe(expected);
  expect(found).toBe(highest);
});
