import { parseCheckpoints } from '#core/parse/parse-checkpoints.ts';
import { expect, test } from 'vitest';
import { briefly, judge } from '../../helpers/book.ts';

const good = {
  repository: 'platform',
  branch: 'main',
  tip: '4f1c'.repeat(10),
  records: 12,
  at: '2026-03-31',
  engine: 'policybook 0.1.0',
};
const line = (change: object = {}) => JSON.stringify({ ...good, ...change });
const parse = (...lines: string[]) =>
  parseCheckpoints({ file: 'content/checkpoints.jsonl', text: `${lines.join('\n')}\n` });

test('reads one object a line, and knows its line', () => {
  const { checkpoints, diagnostics } = parse(line(), '', line({ at: '2026-06-30' }));
  expect(diagnostics).toEqual([]);
  expect(checkpoints.map(({ at, value }) => [at.line, value.at])).toEqual([
    [1, '2026-03-31'],
    [3, '2026-06-30'],
  ]);
});

test('reports every faulty line with its place, and keeps the others', () => {
  const { checkpoints, diagnostics } = parse(
    'not json',
    line({ tip: '4f1c' }),
    line({ records: -1 }),
    '[1]',
    line({ tips: 'x' }),
    line({ at: '2026-02-30' }),
    line(),
    '{repository: platform}',
  );
  expect(checkpoints.map(({ at }) => at.line)).toEqual([7]);
  expect(diagnostics.map(({ at, code }) => [at.line, code])).toEqual([
    [1, 'file/json-line'],
    [2, 'schema/value'],
    [3, 'schema/value'],
    [4, 'file/json-line'],
    [5, 'schema/field-unknown'],
    [6, 'schema/value'],
    [8, 'file/json-line'],
  ]);
  expect(diagnostics[1]?.problem).toContain('the full id of a commit');
});

test('a repository or a branch that is no longer listed is a fault', () => {
  const files = { 'checkpoints.jsonl': `${line()}\n` };
  expect(briefly(judge({ files }))).toEqual(['checkpoints.jsonl:1 record/history-unlisted']);
});

test('a line of any depth is a faulty line', () => {
  const deep = `{"tip":${'['.repeat(9000)}${']'.repeat(9000)}}`;
  const { diagnostics } = parse(deep);
  expect(diagnostics.map(({ at }) => at.line)).toEqual([1]);
});
