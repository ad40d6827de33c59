import { expect, test } from 'vitest';
import { locateInMessage } from '#core/changes/message/locate-in-message.ts';
import { assembleProposal } from '#core/changes/population/assemble-proposal.ts';
import type { Instant } from '#core/model/instant.ts';
import { assembleExample } from '#core/explain/run-example.ts';

const { book } = assembleExample({});
const message = `Show the opening hours

Change-Type: normal
Reason: Owners could not find them.
rollback: revert
Approved-by: Ada Finch <ada@example.org>
`;

function lines(statement: string, remedy = '', text = message) {
  const { record } = assembleProposal({
    message: text,
    file: 'message.txt',
    author: 'ben@example.org',
    mergedAt: '2026-06-02T10:00:00Z' as Instant,
    repository: book!.settings.repositories[0]!,
    people: book!.people,
    timeZone: 'Europe/London',
  });
  const verdict = {
    rule: 'change/x',
    outcome: 'fail',
    level: 'must',
    policy: 'p',
    version: '1',
  } as const;
  return locateInMessage({ ...verdict, statement, remedy }, record);
}

test.for<[string, string, string, number[]]>([
  ['a field by its name', 'Only filler for reason.', '', [4]],
  ['a line that does not count, because of its key', 'It holds no rollback.', '', [5]],
  ['an approver by name', 'Ada Finch is an author.', '', [6]],
  [
    'a key that the remedy writes out',
    'It falls short.',
    'Add "Approved-by: you" or "Reason: why".',
    [4],
  ],
  ['words of a remedy that are no key', 'It falls short.', 'Say the reason.', [3]],
  ['the type where nothing is named', 'It needs more.', '', [3]],
  ['several fields in the order of the sentence', 'No rollback and no reason.', '', [5, 4]],
  ['a word that only holds the name of a field', 'It is unreasonable.', '', [3]],
])('%s', ([, statement, remedy, expected]) => {
  expect(lines(statement, remedy)).toEqual(expected);
});

test('the heading of a section that was left empty, and the title where there is nothing', () => {
  expect(lines('It holds no risk.', '', 'Title\n\n## Reason\n\nSlow.\n\n## Risk\n')).toEqual([7]);
  expect(lines('It declares no type.', '', '\nTitle only\n')).toEqual([2]);
});
