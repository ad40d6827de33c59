import { expect, test } from 'vitest';
import { isFiller } from '#core/changes/message/is-filler.ts';

test.for([
  '',
  '  ',
  '-',
  '--',
  '.',
  '…',
  '?',
  'TBD',
  'tbd.',
  '**TBD**',
  'N/A',
  'n.a.',
  'None',
  'none.',
  'todo',
  '(none)',
  '[describe the risk]',
  '<reason>',
  '{{ticket}}',
  '[ ]',
  '___',
  '<!-- what could break? -->',
  '<!-- open',
  '<!-- a --> - <!-- b -->',
  '🤷',
])('%j is filler', (text) => {
  expect(isFiller(text)).toBe(true);
});

test.for([
  'Revert; no migration.',
  'low',
  'none of the tables is touched',
  '[PLAT-12]',
  '<https://tickets.larkfield.example/12>',
  'see [run 8812](https://ci.larkfield.example/8812)',
  '[x] unit tests',
  '[a] and [b]',
  '8812',
  '変更なし',
  'low <!-- sure? -->',
])('%j says something', (text) => {
  expect(isFiller(text)).toBe(false);
});
