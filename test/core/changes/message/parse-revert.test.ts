import { expect, test } from 'vitest';
import { parseRevert } from '#core/changes/message/parse-revert.ts';
import type { MergedCommit } from '#core/model/change-record.ts';
import { ada, moment } from '../../views/judged-change.ts';

const commits = (...subjects: string[]): MergedCommit[] =>
  subjects.map((subject, index) => ({
    id: String(index),
    subject,
    author: ada,
    at: moment('2026-04-02T10:00:00Z'),
  }));
const undone = (title: string, message: string, ...subjects: string[]) =>
  parseRevert({ title, message: `${title}\n\n${message}\n`, commits: commits(...subjects) });

const revert = 'Revert "Show the total"';
test.for([
  ['its own title', revert, '', []],
  ['the one commit that it merged', 'Hotfix for the totals', '', [revert]],
  ['one of several commits', 'Ende der Störung', '', ['Zähler anpassen', revert]],
  ['the list of a squash', 'Hotfix (#7)', `* Tidy up\n* ${revert}`, []],
  ['the list of another tool', 'Hotfix', `- ${revert}\n- Tidy up`, []],
] as const)('%s states what is undone', ([, title, message, subjects]) => {
  expect(undone(title, message, ...subjects)).toMatchObject({ title: 'Show the total' });
});

test.for([
  ['Conventional commits', 'revert: Show the total'],
  ['a scope', 'revert(billing)!: Show the total'],
  ['small letters', 'revert "Show the total"'],
] as const)('the form of %s is a revert', ([, title]) => {
  expect(undone(title, '')).toMatchObject({ title: 'Show the total' });
});

test.for([
  ['under another title', 'Aufräumen', ['0123456789ab'], { commit: '0123456789ab' }],
  ['of another and of its own', 'Tidy', ['1', '0123456789ab'], { commit: '0123456789ab' }],
  ['of its own', 'Tidy', ['1'], undefined],
] as const)('what a merged commit reverts %s', ([, subject, reverts, expected]) => {
  const [first, second] = commits('Start', subject);
  if (!first || !second) throw new Error('There are two.');
  const given = { title: 'Merge', message: 'Merge\n', commits: [first, { ...second, reverts }] };
  expect(parseRevert(given)).toEqual(expected);
});

test.for([
  ['is in small letters', 'this reverts commit 0123456789ab.'],
  ['has its title behind it', 'This reverts commit 0123456789ab (Show it, 2026-03-02).'],
  ['is indented in a list', '* Revert it\n\n  This reverts commit 0123456789ab.'],
  ['has its own line', 'This reverts commit 0123456789ab.'],
])('a commit that %s is undone', ([, message = '']) => {
  expect(undone('Hotfix', message)).toEqual({ commit: '0123456789ab' });
});

test.for([
  ['what the branch itself brought', 'Totals', '', ['Show the total', revert]],
  ['what the squash itself brought', 'Totals', `* Show the total\n* ${revert}`, []],
  ['a sentence that quotes it', 'Explain', `We had to ${revert} last week.`, []],
  ['a commit that only begins so', 'Revert the clock', '', ['Revert the clock']],
] as const)('%s is not a rollback', ([, title, message, subjects]) => {
  expect(undone(title, message, ...subjects)).toBeUndefined();
});
