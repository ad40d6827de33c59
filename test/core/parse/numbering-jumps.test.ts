import { listClauses, findNumberingJumps } from '#core/parse/clauses.ts';
import { parseMarkdown } from '#core/parse/parse-markdown.ts';
import { expect, test } from 'vitest';

function jumpsOf(...headings: readonly string[]): string[] {
  const parsed = parseMarkdown(headings.join('\n\n'));
  if ('fault' in parsed) throw new Error(parsed.fault.reason);
  return [...findNumberingJumps(listClauses(parsed.tree, 1))].map(
    ({ clause, expected, after }) => `${clause.number ?? ''} for ${expected} after ${after ?? '-'}`,
  );
}

test('numbers that follow each other on every level are no jump', () => {
  expect(
    jumpsOf(
      ...['## 1. A', '### a. B', '### b. C', '## 2. D', '### 2.1 E', '#### 2.1.1 F'],
      ...['### 2.2 G', '## History', '## 3. H', '### 3.1 I', '### a. J'],
    ),
  ).toEqual([]);
});

test.for([
  [['## 1. A', '## 3. B', '## 4. C'], ['3 for 2 after 1']],
  [['## 1. A', '### a. B', '### c. C'], ['1.c for 1.b after 1.a']],
  [['## 1. A', '### 1.2 B'], ['1.2 for 1.1 after -']],
  [
    ['## 2. A', '## 1. B', '## 2. C'],
    ['2 for 1 after -', '1 for 3 after 2'],
  ],
  [
    ['## 9. A', '## 10. B', '## 12. C'],
    ['9 for 1 after -', '12 for 11 after 10'],
  ],
] as const)('%s', ([headings, jumps]) => {
  expect(jumpsOf(...headings)).toEqual(jumps);
});
