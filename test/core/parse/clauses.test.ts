import { expect, test } from 'vitest';
import { listClauses } from '#core/parse/clauses.ts';
import { parseMarkdown } from '#core/parse/parse-markdown.ts';

function clausesOf(text: string): string[] {
  const parsed = parseMarkdown(text);
  if ('fault' in parsed) throw new Error(parsed.fault.reason);
  return listClauses(parsed.tree, 1).map(
    ({ id, number, title }) => `${id}|${number ?? ''}|${title}`,
  );
}

test('clauses take their ids from their own numbers, and lettered parts from their parent', () => {
  const text = `## Scope

## 3. Types

### a. Standard

### b. Normal

## 4 Process

### a) Request

### 4.2 Review

#### c. Far

## 10. AI

### 10.1 Categories

## Scope
`;
  expect(clausesOf(text)).toEqual([
    'scope||Scope',
    '3|3|Types',
    '3.a|3.a|Standard',
    '3.b|3.b|Normal',
    '4|4|Process',
    '4.a|4.a|Request',
    '4.2|4.2|Review',
    '4.2.c|4.2.c|Far',
    '10|10|AI',
    '10.1|10.1|Categories',
    'scope-1||Scope',
  ]);
});

test('a repeated number and a heading without letters still get ids of their own', () => {
  expect(clausesOf('## 4. One\n\n## 4. Two\n\n## ???\n')).toEqual([
    '4|4|One',
    '4-2|4|Two',
    'section||???',
  ]);
});

test('a letter without a numbered parent is part of the title', () => {
  expect(clausesOf('## a. Standard\n')).toEqual(['a-standard||a. Standard']);
});
