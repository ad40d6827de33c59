import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const core = path.resolve(import.meta.dirname, '../../src/core');

/** Words that patterns may contain, by file: what git and forges write, keys, and closed lists. */
const forms: Readonly<Record<string, readonly string[]>> = {
  // Names of environments in the files of pipelines.
  'changes/deployments/assemble-deployments.ts': ['production', 'prod', 'live'],
  // Ends of file names.
  'changes/follow-ups/land-follow-ups.ts': ['mdx'],
  'changes/population/assemble-outside-changes.ts': ['mdx'],
  // What git and forges write into messages.
  'changes/message/parse-revert.ts': ['This', 'reverts', 'commit', 'Revert'],
  'changes/people/prove-approvals.ts': ['cherry', 'picked', 'from', 'commit'],
  'changes/pull-requests/parse-merge-form.ts': ['Merge', 'remote', 'tracking', 'branch'],
  // The label "Normal change" of a box.
  'changes/message/parse-template.ts': ['change'],
  // The form of a finding: "CVE-2026-1234; high; found 2026-03-01".
  'rules/change/remediation.ts': ['found'],
  // What a pointer to a log looks like: parts of addresses, and a numbered run.
  'rules/change/retention.ts': [
    'https',
    'logs',
    'runs',
    'jobs',
    'pipelines',
    'builds',
    'actions',
    'workflows',
    'artifacts',
    'deploy',
    'ment',
    'log',
    'run',
    'job',
    'pipeline',
    'build',
    'workflow',
  ],
};

/** The words of a pattern: three letters or more, outside of classes, escapes and names of groups. */
function wordsOf(pattern: string): readonly string[] {
  const plain = pattern
    .replace(/\/[a-z]*$/, '')
    .replace(/\(\?<\w+>/g, '(')
    .replace(/\[(?:\\.|[^\]\\])*\]/g, ' ')
    .replace(/\\[pP]\{[^}]*\}|\\u\{?[0-9a-fA-F]+\}?|\\./g, ' ');
  return plain.match(/[A-Za-z]{3,}/g) ?? [];
}

function* patternsIn(file: string): Iterable<string> {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push(node.text);
    if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp') {
      const [first] = node.arguments ?? [];
      if (first && ts.isStringLiteralLike(first)) found.push(first.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  yield* found;
}

test('no pattern of the rules on changes understands a sentence', () => {
  const files = globSync('{rules/change,rules/facts,changes}/**/*.ts', { cwd: core }).sort();
  const found = Object.fromEntries(
    files.flatMap((file) => {
      const words = [...patternsIn(path.join(core, file))].flatMap(wordsOf);
      return words.length > 0 ? [[file, [...new Set(words)]]] : [];
    }),
  );
  expect(found).toEqual(forms);
});
