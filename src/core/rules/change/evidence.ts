import { isFiller } from '../../changes/message/is-filler.ts';
import { riskOf } from '../../changes/message/parse-risk.ts';
import { lacksContent } from '../../changes/message/lacks-content.ts';
import { major } from '../example.ts';
import { completedLater, judgeShort } from '../facts/completion.ts';
import { requiredByType } from '../facts/declared.ts';
import { findMeans, meansInWords } from '../facts/means-of-restoring.ts';
import { fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const testIt =
  'Before the merge: test it, and write what was tested and the result as "Tested: …".';
const onTests = {
  notInVersion: notApplicable('The version in force does not state which types are tested.'),
  notForType: notApplicable('This type requires no tests.'),
  tested: pass('The record states what was tested: "{tested}"{completed}.'),
  missing: fail('Tests are {required} for this type, and the record names none.', testIt),
  denied: fail(
    'Tests are {required} for this type, and the record states only "{tested}".',
    testIt,
  ),
} as const;

export const changeTests: ChangeRule = {
  code: 'change/tests',
  requirement: 'The record states what was tested where the type requires tests.',
  messages: onTests,
  example: {
    good: { lines: ['Tested: 41 unit tests and the booking flow by hand, all passed.'] },
    bad: { lines: ['Tested: not yet'] },
  },

  judge(change, context) {
    const demand = requiredByType(
      change,
      context.changeRules,
      ({ tests }) => (tests === 'none' ? undefined : tests),
      onTests,
    );
    if ('outcome' in demand) return demand;
    const { clause, required } = demand;
    const level = required === 'required' ? 'must' : 'should';
    const tested = change.fields.tested?.value;
    if (tested !== undefined && !lacksContent('tested', tested)) {
      const facts = { tested, completed: completedLater(change, 'tested') };
      return { ...fill(onTests.tested, facts), level, clause };
    }
    const found =
      tested === undefined
        ? fill(onTests.missing, { required })
        : fill(onTests.denied, { required, tested });
    const write = 'test it now and write the result';
    return { ...judgeShort(change, 'tested', context, found, { level, write }), level, clause };
  },
};

const runIt = 'Before the merge: run it in staging and add "Staging: yes, and since when"{advice}.';
const onStaging = {
  notInVersion: notApplicable('The version in force does not state which types run in staging.'),
  notForType: notApplicable('This type requires no staging.'),
  ran: pass('The change ran in staging: "{staging}"{completed}.'),
  missing: fail('The record does not state that the change ran in staging.', runIt),
  denied: fail('The record states of staging only "{staging}".', runIt),
  advice: '. If that is not possible, state the cause in the reason, and it remains as advice',
} as const;

export const changeStaging: ChangeRule = {
  code: 'change/staging',
  requirement: 'A change ran in staging before production where its type requires it.',
  messages: onStaging,
  example: {
    good: { lines: [...major, 'Staging: since 2 March'] },
    bad: { lines: major, without: ['Staging'] },
  },

  judge(change, context) {
    const demand = requiredByType(
      change,
      context.changeRules,
      ({ staging }) => (staging === 'none' ? undefined : staging),
      onStaging,
    );
    if ('outcome' in demand) return demand;
    const { clause, required: level } = demand;
    const staging = change.fields.staging?.value;
    if (staging !== undefined && !lacksContent('staging', staging)) {
      const facts = { staging, completed: completedLater(change, 'staging') };
      return { ...fill(onStaging.ran, facts), level, clause };
    }
    const advice = level === 'must' ? '' : onStaging.advice;
    const found =
      staging === undefined
        ? fill(onStaging.missing, { advice })
        : fill(onStaging.denied, { staging, advice });
    const write = 'if it ran there, write it';
    return { ...judgeShort(change, 'staging', context, found, { level, write }), level, clause };
  },
};

const onRisk = {
  notInVersion: notApplicable('The version in force names no parts for which a risk is rated.'),
  rated: pass('The risk is rated: {ratings}{completed}.'),
  notRated: fail(
    'The risk is not rated for {missing}.',
    'Before the merge: begin the risk with "Risk: {form}." and the right levels.',
  ),
} as const;

export const changeRiskParts: ChangeRule = {
  code: 'change/risk-parts',
  requirement: 'The risk is rated for each part that the policy names: none, low, medium or high.',
  messages: onRisk,
  example: {
    good: { lines: ['Risk: availability low; security none; data none. One more query.'] },
    bad: { lines: ['Risk: availability low.'] },
  },

  judge(change, context) {
    const { record } = context.changeRules;
    if (!record?.risk) return onRisk.notInVersion;
    const { clause, risk } = record;
    const { parts } = riskOf(change);
    const missing = risk.filter((part) => parts[part] === undefined);
    if (missing.length === 0) {
      const ratings = risk.map((part) => `${part} ${parts[part] ?? ''}`).join(', ');
      const completed = completedLater(change, 'risk');
      return { ...fill(onRisk.rated, { ratings, completed }), clause };
    }
    const form = risk.map((part) => `${part} low`).join('; ');
    const found = fill(onRisk.notRated, { missing: missing.join(', '), form });
    return { ...judgeShort(change, 'risk', context, found), clause };
  },
};

const nameMeans = `Before the merge: name in Rollback how data and schema are restored. Means that count: ${meansInWords}.`;
const onRollback = {
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
  messages: onRollback,
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
    if (!rules || scope === undefined) return onRollback.notInScope;
    const { clause, level = 'must' } = rules;
    const rollback = change.fields.rollback?.value ?? '';
    const means = isFiller(rollback) ? undefined : findMeans(rollback);
    if (means !== undefined) {
      const facts = { scope, means, completed: completedLater(change, 'rollback') };
      return { ...fill(onRollback.named, facts), level, clause };
    }
    const found = fill(isFiller(rollback) ? onRollback.missing : onRollback.noMeans, {
      scope,
      rollback,
    });
    return { ...judgeShort(change, 'rollback', context, found, { level }), level, clause };
  },
};
