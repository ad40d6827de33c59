import { expect, test } from 'vitest';
import { matchUnfinished, wordsOfTitle } from '#core/changes/message/read-title.ts';
import { kindOfWork, workOfMessage } from '#core/model/kinds-of-work.ts';

test.for([
  ['wip', 'wip'],
  ['WIP: show the hours', 'wip'],
  ['[WIP] show the hours', 'wip'],
  ['Draft: show the hours', 'draft'],
  ['(draft) show the hours', 'draft'],
  ['fixup! Show the hours', 'fixup!'],
  ['squash! Show the hours', 'squash!'],
  ['amend! Show the hours', 'amend!'],
  ['DO NOT MERGE: show the hours', 'do not merge'],
  ['Draft letters to owners are kept', undefined],
  ['Wipe the table of sessions', undefined],
  ['Temperature of the cold room', undefined],
  ['Show the hours', undefined],
] as const)('the title %s is marked %s', ([title, mark]) => {
  expect(matchUnfinished(title)).toBe(mark);
});

test.for([
  ['Show the opening hours', 4],
  ['fix(pay): round', 1],
  ['feat!: show hours', 2],
  ['PLAT-377 round', 1],
  ['[PLAT-377] Round amounts', 2],
  ['#12 v1.2.3 2026', 0],
  ['fix fix fix', 1],
  ['Öffnungszeiten auf der Startseite zeigen', 5],
  ['営業時間を表示する', 3],
  ['显示营业时间', 3],
  ['...', 0],
  ['', 0],
] as const)('the title %s has at least %i words of its own', ([title, least]) => {
  const count = wordsOfTitle(title);
  if (/\p{ASCII}/u.test(title) || title === '') expect(count).toBe(least);
  else expect(count).toBeGreaterThanOrEqual(least);
});

test.for([
  ['feat!: drop the API', '', ['new-feature', 'breaking-change']],
  ['fix(pay): round', '', ['bug-fix']],
  ['refactor(pay)!: round', '', ['refactoring', 'breaking-change']],
  ['Feat: greet', '', ['new-feature']],
  ['Drop the API', 'Drop the API\n\nBREAKING CHANGE: clients fail', ['breaking-change']],
  ['Drop the API', 'Drop the API\n\nBREAKING-CHANGE: clients fail', ['breaking-change']],
  ['Drop the API!', 'Drop the API!\n\nThis is a breaking change.', []],
  ['Note: feat!: x', '', []],
] as const)('the title %s and the message %s declare %s', ([title, message, work]) => {
  expect(workOfMessage(title, message)).toEqual(work);
});

test('kinds of the company keep their names', () => {
  expect(['bugfix', 'Breaking'.toLowerCase(), 'data-export'].map(kindOfWork)).toEqual([
    'bug-fix',
    'breaking-change',
    'data-export',
  ]);
});
