import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFiller } from '#core/changes/message/is-filler.ts';
import { clause, fields, judge } from './judge-by-rule.ts';

const rules = {
  types: {
    normal: { clause, approvals: 1, tests: 'required', staging: 'must', needs: ['incident'] },
  },
  record: {
    clause,
    requires: ['reason', 'risk', 'rollback', 'tested'],
    risk: ['availability', 'data'],
    rollbackSteps: ['normal'],
  },
  separation: { clause, highRisk: { risk: 'high' } },
  rollback: { clause, scopes: ['database'] },
  ai: { clause, measures: { score: { better: 'higher' } } },
};
const codes = [
  'record-fields',
  'risk-parts',
  'rollback-real',
  'tests',
  'staging',
  'two-people',
  'ai-results',
  'ai-isolation',
  'ai-agreement',
];

const heads = {
  risk: ['availability low; data high', 'availability low; data low', 'data medium', 'high'],
  rollback: ['script; 7-down.sql', 'revert; the merge', 'none'],
  tested: ['passed', 'failed', 'not-run', 'well'],
  staging: ['passed', 'partly', 'yes'],
  'ai-eval-before': ['score 0.9'],
  'ai-eval-after': ['score 0.9', 'score 0.8', 'met; questions', 'better'],
  'ai-isolation': ['passed', 'failed'],
  'ai-dpa': ['quillon; until 2027-01-30', 'quillon; until 2025-01-30', 'signed'],
};

const record: fc.Arbitrary<Record<string, string>> = fc.record(
  Object.fromEntries(
    Object.entries(heads).map(([field, values]) => [field, fc.constantFrom(...values)]),
  ),
);
/** Any text of any script that is not an empty answer. */
const free = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((text) => `x${text}`)
  .filter((text) => !isFiller(text));

const outcomesOf = (values: Readonly<Record<string, string>>, text: string) => {
  const written = Object.entries(values).map(
    ([field, head]) => [field, `${head}. ${text}`] as const,
  );
  const given = {
    fields: fields({ ...(Object.fromEntries(written) as Record<string, string>), reason: text }),
    scopes: ['database'],
  };
  return codes.map((code) => `${code} ${judge(code, rules, given).outcome}`);
};

test('any free text instead of another changes no verdict, in any script', () => {
  fc.assert(
    fc.property(record, free, free, (values, one, other) => {
      expect(outcomesOf(values, one)).toEqual(outcomesOf(values, other));
    }),
    { numRuns: 150 },
  );
});
