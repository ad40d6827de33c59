import { expect, test } from 'vitest';
import { assembleExample, judgeExample } from '#core/explain/assemble-example.ts';
import { judgeDocumentExample } from '#core/explain/assemble-document-example.ts';
import { changeExamples, showExample } from '#core/rules/change-examples.ts';
import { documentExamples } from '#core/rules/document-examples.ts';
import { changeRules, documentRules } from '#core/rules/index.ts';

test('every registered rule has an example', () => {
  const without = [
    ...changeRules.filter(({ code }) => !changeExamples[code]),
    ...documentRules.filter(({ code }) => !documentExamples[code]),
  ].map(({ code }) => code);
  expect(without).toEqual([]);
});

test('no example is left of a rule that is gone', () => {
  const codes = new Set<string>([...changeRules, ...documentRules].map(({ code }) => code));
  const stale = [...Object.keys(changeExamples), ...Object.keys(documentExamples)];
  expect(stale.filter((code) => !codes.has(code))).toEqual([]);
});

test('the small book of the examples is without faults', () => {
  expect(assembleExample({}).diagnostics).toEqual([]);
});

test.for(Object.entries(changeExamples))(
  '%s passes and fails by its examples',
  ([code, example]) => {
    if (!example) throw new Error(`${code} has none.`);
    const outcome = (side: 'good' | 'bad') =>
      judgeExample(example[side]).verdicts.find(({ rule }) => rule === code)?.outcome;
    expect({ good: outcome('good'), bad: outcome('bad') }).toEqual({ good: 'pass', bad: 'fail' });
    expect(showExample(example.good, example)).not.toEqual(showExample(example.bad, example));
  },
);

test.for(Object.entries(documentExamples))('%s reports its bad example only', ([code, example]) => {
  if (!example) throw new Error(`${code} has none.`);
  const judge = (side: 'good' | 'bad') =>
    judgeDocumentExample(example, side).diagnostics.map((one) => one.code);
  expect(judge('good')).not.toContain(code);
  expect(judge('bad')).toContain(code);
  // An example with a fault of form would be reported for that and show nothing of the rule.
  const faults = [...judge('good'), ...judge('bad')];
  expect(faults.filter((one) => /^(?:schema|file|mdx)\//.test(one))).toEqual([]);
});
