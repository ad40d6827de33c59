import { isFiller } from '../../changes/message/is-filler.ts';
import { completedLater, judgeShort } from '../facts/completion.ts';
import { findMeans, meansInWords } from '../facts/means-of-restoring.ts';
import { fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const nameMeans = `Before the merge: name in Rollback how data and schema are restored. Means that count: ${meansInWords}.`;
const messages = {
  notInScope: notApplicable('The change touches no scope in which a revert is not enough.'),
  named: pass('The change touches the scope {scope}, and its rollback names {means}{completed}.'),
  missing: fail('The change touches the scope {scope} and states no rollback.', nameMeans),
  noMeans: fail(
    'The change touches the scope {scope}, in which a revert is not enough. Its rollback names no means of restoring data or schema: "{rollback}".',
    nameMeans,
  ),
} as const;

const paths = ['migrations/0042-visits.sql'];

export const changeRollbackReal: ChangeRule = {
  code: 'change/rollback-real',
  requirement:
    'Where a revert does not undo a change, its rollback names a means that restores data or schema.',
  messages,
  example: {
    good: {
      lines: ['Rollback: Revert, then run migrations/0042-down.sql, which restores the column.'],
      paths,
    },
    bad: { lines: ['Rollback: Revert the merge.'], paths },
  },

  judge(change, context) {
    const { rollback: rules } = context.changeRules;
    const scope = rules?.scopes?.find((one) => change.scopes.includes(one));
    if (!rules || scope === undefined) return messages.notInScope;
    const { clause, level = 'must' } = rules;
    const rollback = change.fields.rollback?.value ?? '';
    const means = isFiller(rollback) ? undefined : findMeans(rollback);
    if (means !== undefined) {
      const facts = { scope, means, completed: completedLater(change, 'rollback') };
      return { ...fill(messages.named, facts), level, clause };
    }
    const found = fill(isFiller(rollback) ? messages.missing : messages.noMeans, {
      scope,
      rollback,
    });
    return { ...judgeShort(change, 'rollback', context, found, { level }), level, clause };
  },
};
