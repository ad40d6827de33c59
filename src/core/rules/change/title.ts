import { isFiller } from '../../changes/message/is-filler.ts';
import { matchUnfinished, wordsOfTitle } from '../../changes/message/read-title.ts';
import { answerAfterwards, fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const retitle = `Before the merge: give the pull request a title that states what changes. ${answerAfterwards}`;
const messages = {
  notInVersion: notApplicable('The version in force requires nothing of titles.'),
  clear: pass('Its title has {count} words.'),
  unfinished: fail('Its title "{title}" marks unfinished work ("{mark}").', retitle),
  made: fail('Its title "{title}" was written by git and names only a branch.', retitle),
  short: fail('Its title "{title}" has {count} of the {words} words that are required.', retitle),
} as const;

export const changeTitle: ChangeRule = {
  code: 'change/title',
  requirement:
    'The title of a change has as many words as the policy requires, is its own and does not mark unfinished work.',
  messages,
  example: {
    good: { title: 'Show the opening hours on the start page' },
    bad: { title: 'wip' },
  },

  judge({ title, branch, form }, { changeRules: { record } }) {
    const required = record?.title;
    if (!required) return messages.notInVersion;
    const { level = 'must', words, clause = record.clause } = required;
    const at = { level, clause };
    const mark = matchUnfinished(title);
    if (mark !== undefined) return { ...fill(messages.unfinished, { title, mark }), ...at };
    if (form === 'merge' && branch !== undefined && title.includes(`'${branch}'`)) {
      return { ...fill(messages.made, { title }), ...at };
    }
    const count = isFiller(title) ? 0 : wordsOfTitle(title);
    if (count < words) return { ...fill(messages.short, { title, count, words }), ...at };
    return { ...fill(messages.clear, { count }), ...at };
  },
};
