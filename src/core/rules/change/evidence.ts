import { isFiller } from '../../changes/message/is-filler.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type { RecordField } from '../../model/record-fields.ts';
import type { Level } from '../../schemas/change-rules.ts';
import { major } from '../example.ts';
import { completedLater, judgeShort } from '../facts/completion.ts';
import { requiredByType } from '../facts/declared.ts';
import { formOf, headOf, withoutHead } from '../facts/heads.ts';
import { fail, fill, notApplicable, pass } from '../message.ts';
import type { ChangeRule, Judgement, JudgingContext } from '../rule.ts';

const testIt =
  'Before the merge: test it, and write the result and what was tested as "Tested: passed; …".';
const onTests = {
  notInVersion: notApplicable('The version in force does not state which types are tested.'),
  notForType: notApplicable('This type requires no tests.'),
  tested: pass('The record states that the tests passed: "{tested}"{completed}.'),
  missing: fail('Tests are {required} for this type, and the record names none.', testIt),
  denied: fail(
    'Tests are {required} for this type, and the record states only "{tested}".',
    testIt,
  ),
} as const;

/** Whether a field states a result that counts as passed, or the judgement where its head cannot be read. */
export function readResult(
  change: ChangeRecord,
  field: RecordField,
  context: JudgingContext,
): { readonly isPassed: boolean; readonly unread?: Judgement } {
  const head = headOf(change, field, context);
  if (!head) return { isPassed: false };
  const {
    words: [word = 'passed'],
    unread,
  } = head;
  if (unread !== undefined) {
    return { isPassed: false, unread: withoutHead(field, unread, context) };
  }
  return { isPassed: word === 'passed' };
}

export const changeTests: ChangeRule = {
  code: 'change/tests',
  requirement: 'The record states that the tests passed where the type requires tests.',
  messages: onTests,
  example: {
    good: { lines: ['Tested: passed; 41 unit tests, and the booking flow by hand'] },
    bad: { lines: ['Tested: not-run; the pipeline is down'] },
  },

  judge(change, context) {
    const demand = requiredByType(
      change,
      context.changeRules,
      ({ tests }) => (tests === 'none' ? undefined : tests),
      onTests,
      'tests',
    );
    if ('outcome' in demand) return demand;
    const { clause, required } = demand;
    const level = required === 'required' ? 'must' : 'should';
    const result = readResult(change, 'tested', context);
    if (result.unread) return { ...result.unread, level, clause };
    const tested = change.fields.tested?.value ?? '';
    if (result.isPassed) {
      const facts = { tested, completed: completedLater(change, 'tested') };
      return { ...fill(onTests.tested, facts), level, clause };
    }
    const found =
      tested === ''
        ? fill(onTests.missing, { required })
        : fill(onTests.denied, { required, tested });
    const write = 'test it now and write the result';
    return { ...judgeShort(change, 'tested', context, found, { level, write }), level, clause };
  },
};

const runIt =
  'Before the merge: run it in staging and add "Staging: passed; since 8 April"{advice}.';
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
    good: { lines: [...major, 'Staging: passed; since 2 March'] },
    bad: { lines: major, without: ['Staging'] },
  },

  judge(change, context) {
    const demand = requiredByType(
      change,
      context.changeRules,
      ({ staging }) => (staging === 'none' ? undefined : staging),
      onStaging,
      'staging',
    );
    if ('outcome' in demand) return demand;
    const { clause, required: level } = demand;
    const result = readResult(change, 'staging', context);
    if (result.unread) return { ...result.unread, level, clause };
    const staging = change.fields.staging?.value ?? '';
    if (result.isPassed) {
      const facts = { staging, completed: completedLater(change, 'staging') };
      return { ...fill(onStaging.ran, facts), level, clause };
    }
    const advice = level === 'must' ? '' : onStaging.advice;
    const found =
      staging === ''
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
    'Before the merge: begin the risk with "{form}." and the right levels.',
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
    const head = headOf(change, 'risk', context);
    if (head?.unread !== undefined) {
      return { ...withoutHead('risk', head.unread, context), clause };
    }
    const missing = risk.filter((part) => !head?.ratings.has(part));
    if (missing.length === 0) {
      const ratings = risk.map((part) => `${part} ${head?.ratings.get(part) ?? ''}`).join(', ');
      const completed = completedLater(change, 'risk');
      return { ...fill(onRisk.rated, { ratings, completed }), clause };
    }
    const form = formOf('risk', context);
    const found = fill(onRisk.notRated, { missing: missing.join(', '), form });
    return { ...judgeShort(change, 'risk', context, found), clause };
  },
};

const nameMeans =
  'Before the merge: write it as "Rollback: script; migrations/0042-down.sql", with the file or name of what restores data and schema.';
const writeSteps =
  'Before the merge: write the steps or their file behind the first word, such as "Rollback: revert; drain the queue, then deploy".';
const onRollback = {
  notInVersion: notApplicable('The version in force accepts a revert as any rollback.'),
  notRequired: notApplicable(
    'The change touches no scope in which a revert is not enough ({scopes}), and its type requires no steps.',
  ),
  restores: pass(
    'The change touches the scope {scope}, and its rollback is by {words}: "{detail}"{completed}.',
  ),
  steps: pass('A {type} change names its rollback beyond the first word: "{detail}"{completed}.'),
  missing: fail('The change {why}, and it states no rollback.', nameMeans),
  reverts: fail(
    'The change {why}, and its rollback "{rollback}" is neither a script nor a restore.',
    nameMeans,
  ),
  unnamed: fail(
    'The change {why}, and its rollback "{rollback}" does not name the file, the copy or the steps.',
    writeSteps,
  ),
  byScope: 'touches the scope {scope}, in which a revert is not enough',
  byType: 'is of the type {type}, which requires steps',
} as const;

const paths = ['migrations/0042-visits.sql'];

export const changeRollbackReal: ChangeRule = {
  code: 'change/rollback-real',
  requirement:
    'Where a revert does not undo a change, its rollback is a script or a restore with its name; where the type requires steps, it names them.',
  messages: onRollback,
  example: {
    good: {
      lines: ['Rollback: script; migrations/0042-down.sql. It restores the column.'],
      paths,
    },
    bad: { lines: ['Rollback: revert; the merge'], paths },
  },

  judge(change, context) {
    const { rollback: rules, record } = context.changeRules;
    const scope = rules?.scopes?.find((one) => change.scopes.includes(one));
    const type = change.fields.type?.value;
    const judged = [
      ...(rules && scope !== undefined
        ? [judgeRollback(change, context, { scope, level: rules.level, clause: rules.clause })]
        : []),
      ...(type !== undefined && record?.rollbackSteps?.includes(type)
        ? [judgeRollback(change, context, { type, clause: record.clause })]
        : []),
    ];
    const found = judged.find(({ outcome }) => outcome !== 'pass') ?? judged[0];
    if (found) return found;
    const byScope = rules?.scopes && rules.clause;
    const clause = byScope ?? (record?.rollbackSteps && record.clause);
    if (clause === undefined) return onRollback.notInVersion;
    const scopes = rules?.scopes?.join(', ') ?? 'none is named';
    return { ...fill(onRollback.notRequired, { scopes }), clause };
  },
};

interface RollbackDemand {
  /** The scope in which a revert is not enough. */
  readonly scope?: string;
  /** The type that requires steps. */
  readonly type?: string;
  readonly level?: Level | undefined;
  readonly clause: string;
}

function judgeRollback(
  change: ChangeRecord,
  context: JudgingContext,
  { scope, type = '', level = 'must', clause }: RollbackDemand,
): Judgement {
  const why =
    scope === undefined ? fill(onRollback.byType, { type }) : fill(onRollback.byScope, { scope });
  const rollback = change.fields.rollback?.value ?? '';
  const head = headOf(change, 'rollback', context);
  const short = (found: { statement: string; remedy: string }) => ({
    ...judgeShort(change, 'rollback', context, found, { level }),
    level,
    clause,
  });
  if (!head) return short(fill(onRollback.missing, { why }));
  const { words, detail, unread } = head;
  if (unread !== undefined) return { ...withoutHead('rollback', unread, context), level, clause };
  const facts = { detail, completed: completedLater(change, 'rollback') };
  if (scope !== undefined && !words.includes('script') && !words.includes('restore')) {
    return short(fill(onRollback.reverts, { why, rollback }));
  }
  if (isFiller(detail)) return short(fill(onRollback.unnamed, { why, rollback }));
  return {
    ...(scope === undefined
      ? fill(onRollback.steps, { ...facts, type })
      : fill(onRollback.restores, { ...facts, scope, words: words.join(' and ') })),
    level,
    clause,
  };
}
