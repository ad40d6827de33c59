import { dateInWords } from '../../model/calendar-date.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type { Head } from '../../model/read-head.ts';
import type { RecordField } from '../../model/record-fields.ts';
import { listRequired } from '../facts/completion.ts';
import { headOf, withoutHead } from '../facts/heads.ts';
import { answerAfterwards, fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule, JudgingContext, Judgement } from '../rule.ts';
import { readResult } from './evidence.ts';

/** The clause by which some fields are judged: of the category that requires one, else of the AI checks. */
function clauseOf(
  change: ChangeRecord,
  context: JudgingContext,
  ...fields: readonly RecordField[]
): string | undefined {
  const required = listRequired(change, context).find(({ field }) => fields.includes(field));
  if (required) return required.clause;
  const isStated = fields.some((field) => headOf(change, field, context) !== undefined);
  return isStated ? context.changeRules.ai?.clause : undefined;
}

const missing = {
  statement: '{field} is required, and the record does not contain it.',
  remedy: 'Add it to the record; see change/record-fields.',
} as const;

const onResults = {
  notRequired: notApplicable('The change states no results of an evaluation, and needs none.'),
  missing: unknown(missing.statement, missing.remedy),
  compared: pass('The results after the change are not worse than before: {results}.'),
  met: pass('The results after the change meet the baseline {baseline}.'),
  notMet: fail(
    'The results after the change do not meet the baseline{baseline}.',
    `Before the merge: improve it until they do. ${answerAfterwards}`,
  ),
  worse: fail(
    'The results after the change are worse: {results}.',
    `Before the merge: improve it until they are not. ${answerAfterwards}`,
  ),
  lost: fail(
    'The results after the change lack {measures}, which were measured before.',
    `Before the merge: measure the same before and after. ${answerAfterwards}`,
  ),
  noBaseline: unknown(
    'The results are compared with the baseline "{baseline}", which the policy does not have.',
    'Name one of {baselines} behind met or not-met.',
  ),
  noDirection: unknown(
    'The policy does not state which direction is better for {measures}.',
    'Add it to "ai.measures" of the policy, or state a measure that is there.',
  ),
  notNumbers: unknown(
    'The results after the change are compared with no numbers from before.',
    'State the same measures before and after, or met and the name of the baseline.',
  ),
  oneResult: '{measure} {before} before, {after} after',
} as const;

export const changeAiResults: ChangeRule = {
  code: 'change/ai-results',
  requirement:
    'The results of an evaluation after a change meet its baseline, or are not worse than those before.',
  messages: onResults,
  example: {
    good: { lines: ['AI-Eval-Before: score 0.91', 'AI-Eval-After: score 0.92'] },
    bad: { lines: ['AI-Eval-Before: score 0.91', 'AI-Eval-After: score 0.20'] },
  },

  judge(change, context) {
    const clause = clauseOf(change, context, 'ai-eval-before', 'ai-eval-after');
    if (clause === undefined) return onResults.notRequired;
    const before = headOf(change, 'ai-eval-before', context);
    const after = headOf(change, 'ai-eval-after', context);
    for (const [field, head] of [
      ['ai-eval-before', before],
      ['ai-eval-after', after],
    ] as const) {
      if (head?.unread !== undefined) {
        return { ...withoutHead(field, head.unread, context), clause };
      }
    }
    return { ...judgeResults(before, after, context), clause };
  },
};

function judgeResults(
  before: Head | undefined,
  after: Head | undefined,
  { changeRules: { ai } }: JudgingContext,
): Judgement {
  if (!after) return fill(onResults.missing, { field: 'AI-Eval-After' });
  const [word] = after.words;
  if (word !== undefined) return judgeBaseline(word === 'met', after.detail, ai?.baselines);
  if (!before) return fill(onResults.missing, { field: 'AI-Eval-Before' });
  if (before.measures.size === 0) return onResults.notNumbers;
  const lost = [...before.measures.keys()].filter((name) => !after.measures.has(name));
  if (lost.length > 0) return fill(onResults.lost, { measures: lost.join(', ') });
  const measures = ai?.measures ?? {};
  const open = [...after.measures.keys()].filter((name) => !Object.hasOwn(measures, name));
  if (open.length > 0) return fill(onResults.noDirection, { measures: open.join(', ') });
  const compared = [...after.measures].flatMap(([measure, value]) => {
    const rules = measures[measure];
    if (!rules) return [];
    const sign = rules.better === 'higher' ? 1 : -1;
    const least = [
      ...(rules.baseline === undefined ? [] : [rules.baseline]),
      ...(before.measures.has(measure)
        ? [(before.measures.get(measure) ?? 0) - sign * rules.tolerance]
        : []),
    ];
    // Decimals of computers: 0.92 - 0.01 is a little more than 0.91.
    const isWorse = least.some((bound) => sign * (value - bound) < -1e-9);
    const facts = { measure, before: before.measures.get(measure) ?? 'not measured', after: value };
    return [{ isWorse, words: fill(onResults.oneResult, facts) }];
  });
  const worse = compared.filter(({ isWorse }) => isWorse);
  const results = (worse.length > 0 ? worse : compared).map(({ words }) => words).join('; ');
  return fill(worse.length > 0 ? onResults.worse : onResults.compared, { results });
}

function judgeBaseline(
  isMet: boolean,
  detail: string,
  baselines: readonly string[] | undefined,
): Judgement {
  if (!isMet) return fill(onResults.notMet, { baseline: detail && ` ${detail}` });
  const isNamed = baselines ? baselines.includes(detail) : detail !== '';
  return isNamed
    ? fill(onResults.met, { baseline: detail })
    : fill(onResults.noBaseline, {
        baseline: detail,
        baselines: baselines?.join(', ') ?? 'the baselines of the policy',
      });
}

const onIsolation = {
  notRequired: notApplicable('The change states no check of isolation, and needs none.'),
  missing: unknown(missing.statement, missing.remedy),
  verified: pass('Isolation was verified: "{written}".'),
  notVerified: fail(
    'Isolation was not verified: "{written}".',
    `Before the merge: verify it, and write "AI-Isolation: passed; …". ${answerAfterwards}`,
  ),
} as const;

export const changeAiIsolation: ChangeRule = {
  code: 'change/ai-isolation',
  requirement: 'The isolation of tenants is verified where the change needs it.',
  messages: onIsolation,
  example: {
    good: { lines: ['AI-Isolation: passed; 0 of 1,200 queries crossed'] },
    bad: { lines: ['AI-Isolation: failed; 3 of 1,200 queries crossed'] },
  },

  judge(change, context) {
    const clause = clauseOf(change, context, 'ai-isolation');
    if (clause === undefined) return onIsolation.notRequired;
    if (!headOf(change, 'ai-isolation', context)) {
      return { ...fill(onIsolation.missing, { field: 'AI-Isolation' }), clause };
    }
    const result = readResult(change, 'ai-isolation', context);
    if (result.unread) return { ...result.unread, clause };
    const written = change.fields['ai-isolation']?.value ?? '';
    const message = result.isPassed ? onIsolation.verified : onIsolation.notVerified;
    return { ...fill(message, { written }), clause };
  },
};

const onAgreement = {
  notRequired: notApplicable('The change names no agreement of a provider, and needs none.'),
  missing: unknown(missing.statement, missing.remedy),
  current: pass('The agreements were current on the day: {terms}.'),
  expired: fail(
    'The agreement of {provider} ended on {until}, before the change.',
    `Before the merge: renew it. ${answerAfterwards}`,
  ),
  uncovered: fail(
    'The record names no agreement of the provider {provider}.',
    `Before the merge: write "AI-DPA: {provider}; until 2027-01-30". ${answerAfterwards}`,
  ),
  term: '{provider} until {until}',
} as const;

export const changeAiAgreement: ChangeRule = {
  code: 'change/ai-agreement',
  requirement:
    'An agreement exists with every provider that a change names, and is current on the day of the change.',
  messages: onAgreement,
  example: {
    good: { lines: ['AI-Provider: quillon', 'AI-DPA: quillon; until 2027-01-30'] },
    bad: { lines: ['AI-Provider: quillon', 'AI-DPA: quillon; until 2026-01-30'] },
  },

  judge(change, context) {
    const clause = clauseOf(change, context, 'ai-dpa');
    if (clause === undefined) return onAgreement.notRequired;
    const head = headOf(change, 'ai-dpa', context);
    if (!head) return { ...fill(onAgreement.missing, { field: 'AI-DPA' }), clause };
    if (head.unread !== undefined) {
      return { ...withoutHead('ai-dpa', head.unread, context), clause };
    }
    const providers = headOf(change, 'ai-provider', context);
    if (providers?.unread !== undefined) {
      return { ...withoutHead('ai-provider', providers.unread, context), clause };
    }
    const uncovered = providers?.ids.find((id) => !head.agreements.has(id));
    if (uncovered !== undefined) {
      return { ...fill(onAgreement.uncovered, { provider: uncovered }), clause };
    }
    const terms = [...head.agreements];
    const expired = terms.find(([, until]) => until < change.day);
    if (expired) {
      const [provider, until] = expired;
      return { ...fill(onAgreement.expired, { provider, until: dateInWords(until) }), clause };
    }
    const listed = terms.map(([provider, until]) =>
      fill(onAgreement.term, { provider, until: dateInWords(until) }),
    );
    return { ...fill(onAgreement.current, { terms: listed.join(', ') }), clause };
  },
};
