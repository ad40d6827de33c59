import { partName } from '../../changes/follow-ups/follow-up-contents.ts';
import { idInWords } from '../../model/id-in-words.ts';
import { afterDeploymentMessages, judgeAfterDeployment } from '../facts/after-deployment.ts';
import { completedLater, judgeShort } from '../facts/completion.ts';
import { declaredType, withoutType } from '../facts/declared.ts';
import { headOf, withoutHead } from '../facts/heads.ts';
import { describeUndone } from '../facts/undone.ts';
import { fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const notInScope = notApplicable('The change touches no scope that is validated ({scopes}).');
const onTrial = {
  notInVersion: notApplicable('The version in force requires no trial of single settings.'),
  notInScope,
  passed: pass('What it changes in the scope {scope} was tried by itself: {tried}{completed}.'),
  missing: fail(
    'The change touches the scope {scope}, and its record does not state how that was tried by itself.',
    'Before the merge: add a trailer such as "Security-Tested: passed; signed in with an expired token".',
  ),
  failed: fail(
    'The change touches the scope {scope}, and trying that by itself ended with "{word}".',
    'Repair it before the merge, and state the result as "Security-Tested: passed; …".',
  ),
} as const;

const paths = ['src/auth/session.ts'];

export const changeTargetedTest: ChangeRule = {
  code: 'change/targeted-test',
  requirement:
    'A change in a scope that the policy names is tried by itself before the merge, and passed.',
  messages: onTrial,
  example: {
    good: { lines: ['Security-Tested: passed; signed in with an expired token'], paths },
    bad: { lines: ['Security-Tested: failed; the expired token was accepted'], paths },
  },

  judge(change, context) {
    const { validation } = context.changeRules;
    const level = validation?.before;
    if (!validation || level === undefined) return onTrial.notInVersion;
    const { clause, scopes } = validation;
    const at = { level, clause: validation.beforeClause ?? clause };
    const scope = scopes.find((one) => change.scopes.includes(one));
    if (scope === undefined) {
      return { ...fill(onTrial.notInScope, { scopes: scopes.join(', ') }), ...at };
    }
    const head = headOf(change, 'security-tested', context);
    if (!head) {
      const missing = fill(onTrial.missing, { scope });
      return { ...judgeShort(change, 'security-tested', context, missing, { level }), ...at };
    }
    const { words, unread } = head;
    if (unread !== undefined) return { ...withoutHead('security-tested', unread, context), ...at };
    const [word = 'passed'] = words;
    if (word !== 'passed') return { ...fill(onTrial.failed, { scope, word }), ...at };
    const tried = change.fields['security-tested']?.value ?? '';
    const completed = completedLater(change, 'security-tested');
    return { ...fill(onTrial.passed, { scope, tried, completed }), ...at };
  },
};

const onValidation = {
  notInVersion: notApplicable('The version in force requires no validation.'),
  notInScope,
  byScope: 'touches the scope {scope}',
  ...afterDeploymentMessages,
} as const;

export const changeValidation: ChangeRule = {
  code: 'change/validation',
  requirement:
    'A change in a scope that the policy names is validated in production in time after its deployment.',
  messages: onValidation,
  example: {
    good: {
      paths,
      followUp: [
        'validated: { at: 2026-03-03T15:00:00Z, by: ben, result: passed, note: Signed in and out. }',
      ],
    },
    bad: {
      paths,
      followUp: [
        'validated: { at: 2026-03-09T15:00:00Z, by: ben, result: passed, note: Signed in and out. }',
      ],
    },
  },

  judge(change, context) {
    const { validation } = context.changeRules;
    if (!validation) return onValidation.notInVersion;
    const { clause, level = 'must', within, scopes } = validation;
    const at = { level, clause };
    const scope = scopes.find((one) => change.scopes.includes(one));
    if (scope === undefined) {
      return { ...fill(onValidation.notInScope, { scopes: scopes.join(', ') }), ...at };
    }
    const judged = judgeAfterDeployment(change, context, {
      key: 'validated',
      noun: 'validation',
      why: fill(onValidation.byScope, { scope }),
      within,
      find({ fields: { validated } }) {
        if (!validated) return undefined;
        const { at: done, result } = validated;
        return { at: done, part: partName.validated(validated), results: { result } };
      },
    });
    return { ...judged, ...at };
  },
};

const onChecks = {
  notInVersion: notApplicable('The version in force requires no checks after the deployment.'),
  notForType: notApplicable('This type requires no checks after the deployment.'),
  byType: 'is of the type {type}',
  ...afterDeploymentMessages,
} as const;

const checked = 'checked: { at: 2026-03-03T15:00:00Z, by: ada, result: passed, note: No errors. }';

export const changeDeploymentChecks: ChangeRule = {
  code: 'change/deployment-checks',
  requirement:
    'A change of a type that the policy names is checked in production in time after its deployment, and passed.',
  messages: onChecks,
  example: {
    good: { followUp: [checked] },
    bad: { followUp: [checked.replace('passed', 'failed')] },
  },

  judge(change, context) {
    const { changeRules } = context;
    const { deploymentChecks: required } = changeRules;
    if (!required) return onChecks.notInVersion;
    const { clause, level = 'must', within, types } = required;
    const at = { level, clause };
    const type = change.fields.type?.value ?? '';
    if (types) {
      if (!declaredType(change, changeRules)) return { ...withoutType(clause), level };
      if (!types.includes(type)) return { ...onChecks.notForType, ...at };
    }
    const judged = judgeAfterDeployment(change, context, {
      key: 'checked',
      noun: 'check',
      why: fill(onChecks.byType, { type: idInWords(type).toLowerCase() }),
      within,
      find({ fields: { checked: done } }) {
        if (!done) return undefined;
        return {
          at: done.at,
          part: partName.done('checked', done),
          results: { result: done.result },
        };
      },
    });
    return { ...judged, ...at };
  },
};

const onRollback = {
  notInVersion: notApplicable('The version in force requires no check of a rollback.'),
  noRollback: notApplicable('The change rolls nothing back.'),
  byRollback: 'rolls back {undone}',
  ...afterDeploymentMessages,
} as const;

export const changeRollbackVerified: ChangeRule = {
  code: 'change/rollback-verified',
  requirement:
    'After a change that rolls another one back, somebody checks in time that it succeeded, and that data are whole where a revert does not restore them.',
  messages: onRollback,
  example: {
    good: { lines: ['Restores: platform-6'], followUp: [checked] },
    bad: { lines: ['Restores: platform-6'], followUp: [checked.replace('passed', 'partly')] },
  },

  judge(change, context) {
    const { rollback } = context.changeRules;
    if (!rollback?.verified) return onRollback.notInVersion;
    const { level = 'must', within } = rollback.verified;
    const at = { level, clause: rollback.clause };
    const undone = describeUndone(change);
    if (undone === undefined) return { ...onRollback.noRollback, ...at };
    const touchesData = rollback.scopes?.some((scope) => change.scopes.includes(scope)) ?? false;
    const judged = judgeAfterDeployment(change, context, {
      key: 'checked',
      noun: 'check',
      why: fill(onRollback.byRollback, { undone }),
      within,
      find({ fields: { checked: done } }) {
        if (!done) return undefined;
        const { at: moment, result, data } = done;
        const results = touchesData ? { result, data } : { result };
        return { at: moment, part: partName.done('checked', done), results };
      },
    });
    return { ...judged, ...at };
  },
};
