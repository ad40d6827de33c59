import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDeployments } from '#core/changes/deployments/parse-deployments.ts';

const commit = 'a'.repeat(40);
const read = (text: string) => parseDeployments({ file: 'exports/live.jsonl', text, digest: 'd' });

test('reads one object a line, whatever else a pipeline writes there', () => {
  const { deployments, diagnostics } = read(
    [
      `{"commit":"${commit}","at":"2026-04-10T10:00:00Z","result":"success","run":8812}`,
      '',
      `{"commit":"${commit}","at":"2026-04-10T11:00:00Z","by":"dana","environment":"staging","result":"failure"}\r`,
    ].join('\n'),
  );
  expect(diagnostics).toEqual([]);
  expect(deployments?.deployments).toEqual([
    { line: 1, commit, at: '2026-04-10T10:00:00Z', environment: 'production', result: 'success' },
    {
      line: 3,
      commit,
      at: '2026-04-10T11:00:00Z',
      by: 'dana',
      environment: 'staging',
      result: 'failure',
    },
  ]);
});

test('reports every faulty line and then believes none', () => {
  const { deployments, diagnostics } = read(
    [
      `{"commit":"${commit}","at":"2026-04-10T10:00:00Z","result":"success"}`,
      `{"commit":"a1b2","at":"10 April","result":"done"}`,
      '{"commit":',
      '[]',
    ].join('\n'),
  );
  expect(deployments).toBeUndefined();
  expect(diagnostics.map(({ at, code }) => `${at.line} ${code}`)).toEqual([
    '2 deployments/value',
    '2 deployments/value',
    '2 deployments/value',
    '3 deployments/json',
    '4 deployments/json',
  ]);
  expect(diagnostics[0]?.problem).toBe(
    '"commit" is "a1b2"; expected the full id of the commit that was deployed.',
  );
});

test('shows a value of any depth by its kind', () => {
  const commit = '['.repeat(9000) + ']'.repeat(9000);
  const { diagnostics } = read(
    `{"commit":${commit},"at":"2026-04-10T10:00:00Z","result":"success"}`,
  );
  expect(diagnostics.map(({ problem }) => problem)).toEqual([
    expect.stringMatching(/^"commit" is a list; /),
  ]);
});

test('never throws', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.json(), fc.string())), (lines) => {
      expect(() => read(lines.join('\n'))).not.toThrow();
    }),
  );
});
