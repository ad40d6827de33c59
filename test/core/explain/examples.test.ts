import { expect, test } from 'vitest';
import { accessPolicy, showExample } from '#core/rules/example.ts';
import { changeRules, documentRules } from '#core/rules/index.ts';
import {
  assembleExample,
  filesOfExample,
  judgeDocumentExample,
  judgeExample,
} from '#core/explain/run-example.ts';

test('the small book of the examples is without faults', () => {
  expect(assembleExample({}).diagnostics).toEqual([]);
});

test.for(changeRules.map((rule) => [rule.code, rule] as const))(
  '%s passes and fails by its examples',
  ([code, { example, messages }]) => {
    const verdict = (side: 'good' | 'bad') =>
      judgeExample(example[side]).verdicts.find(({ rule }) => rule === code);
    expect([verdict('good')?.outcome, verdict('bad')?.outcome]).toEqual(['pass', 'fail']);
    expect(showExample(example.good, example)).not.toEqual(showExample(example.bad, example));
    expect(Object.keys(messages).length).toBeGreaterThan(1);
  },
);

/** What is reported of an example, and the beginning of the reported line after its file. */
function findReported({ example }: (typeof documentRules)[number]) {
  const { diagnostics } = judgeDocumentExample(example, 'bad');
  const files = filesOfExample(example, 'bad');
  return diagnostics.map((one) => {
    const file = one.at.file.replace('content/', '');
    const line = files[file]?.split('\n')[one.at.line - 1] ?? '';
    return { code: one.code, place: `${file} ${line}` };
  });
}

// A file with another version in it lacks the text of its own version, too.
const beside: Readonly<Record<string, string>> = {
  'policy/archive-misnamed': 'policy/history-extra',
};

test.for(documentRules.map((rule) => [rule.code, rule] as const))(
  '%s reports its bad example alone, at the line that is wrong',
  ([code, rule]) => {
    const { file = accessPolicy, good, bad, reported } = rule.example;
    const { diagnostics } = judgeDocumentExample(rule.example, 'good');
    expect(diagnostics.filter((one) => one.code !== beside[code])).toEqual([]);
    const found = findReported(rule).filter((one) => one.code !== beside[code]);
    expect(found.map((one) => one.code)).toEqual([code]);
    const wrong = bad.filter((line) => !good.includes(line)).map((line) => `${file} ${line}`);
    const places = reported === undefined ? wrong : [reported];
    expect(places.filter((place) => found[0]?.place.startsWith(place))).not.toEqual([]);
  },
);
