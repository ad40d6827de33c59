import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { closedWords } from '#core/model/closed-words.ts';
import { allFields } from '#core/model/record-fields.ts';

const core = path.resolve(import.meta.dirname, '../../src/core');

/** Words that a judgement may look for, by file: what git and forges write, keys, ids and ends of file names. */
const forms: Readonly<Record<string, readonly string[]>> = {
  // Names of environments in the files of pipelines; a sentence of ours.
  'changes/deployments/assemble-deployments.ts': [
    ...['environment', 'its', 'live', 'prod', 'production'],
  ],
  // What git, forges and other tools write into messages.
  'changes/message/parse-revert.ts': ['Revert'],
  // The label "Normal change" of a box, and a kind of value in the table of fields.
  'changes/message/parse-template.ts': ['change', 'choice'],
  'changes/message/trailer-blocks.ts': ['backported', 'cherry', 'commit', 'from', 'picked'],
  'changes/people/prove-approvals.ts': [
    ...['backport', 'backported', 'cherry', 'commit', 'from', 'of', 'pick', 'picked'],
  ],
  'changes/pull-requests/parse-merge-form.ts': ['Merge', 'branch', 'remote', 'tracking'],
  'forges/github/github.ts': [
    ...['Merge', 'Reverts', 'com', 'from', 'github', 'noreply', 'pull', 'request', 'users'],
  ],
  'forges/gitlab/gitlab.ts': [
    ...['See', 'This', 'com', 'gitlab', 'merge', 'noreply', 'request', 'reverts', 'users'],
  ],
  // A field that the export of a forge has.
  'forges/parse-forge-export.ts': ['line'],
  'model/period.ts': ['PT'],
  // Parts of keys by which people are named, to pass over messages that name nobody.
  'model/raw-commit.ts': [
    ...['This', 'au', 'auth', 'co', 'code', 'commit', 'contrib', 'creat', 'deve', 'impl', 'lope'],
    ...['mob', 'ored', 'pair', 'patch', 'program', 'reverts', 'th', 'writ'],
  ],
  // The example of a rule, names of folders, of fields and of the closed list of ways back.
  'rules/book/acknowledgements.ts': ['ben'],
  'rules/book/deviation-unanswered.ts': ['answers', 'change'],
  // The form of a finding: "CVE-2026-1234; high; found 2026-03-01".
  'rules/change/remediation.ts': ['found'],
  // Parts of addresses of logs.
  'rules/change/retention.ts': [
    ...['actions', 'artifacts', 'builds', 'deploy', 'jobs', 'logs', 'ment', 'pipelines'],
    ...['runs', 'workflows'],
  ],
  // The label of a box in the templates that we print.
  'rules/change/security-review.ts': ['requested', 'review'],
  // Our own sentences.
  'rules/message.ts': ['Afterwards', 'Before', 'merge', 'the'],
};

/** The words of a pattern: two letters or more, outside of classes, escapes and names of groups. */
function wordsOf(pattern: string): readonly string[] {
  const plain = pattern
    .replace(/\(\?<\w+>/g, '(')
    .replace(/\[(?:\\.|[^\]\\])*\]/g, ' ')
    .replace(/\\[pP]\{[^}]*\}|\\u\{?[0-9a-fA-F]+\}?|\\./g, ' ');
  return plain.match(/\p{L}{2,}/gu) ?? [];
}

/** The text of a literal, of the literal parts of a template, or of a sum of them. */
function textOf(node: ts.Node | undefined): string {
  if (!node) return '';
  if (ts.isRegularExpressionLiteral(node)) return node.text.replace(/^\/|\/[a-z]*$/g, '');
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTaggedTemplateExpression(node)) return textOf(node.template);
  if (ts.isTemplateExpression(node)) {
    return [node.head, ...node.templateSpans.map(({ literal }) => literal)]
      .map(({ text }) => text)
      .join(' ');
  }
  return ts.isBinaryExpression(node) ? `${textOf(node.left)} ${textOf(node.right)}` : '';
}

/** Methods that look for a text in another one. */
const searches = new Set([
  ...[
    'includes',
    'startsWith',
    'endsWith',
    'indexOf',
    'lastIndexOf',
    'search',
    'match',
    'matchAll',
  ],
  ...['split', 'replace', 'replaceAll', 'test', 'exec'],
]);

/** What the code of a text looks for in other texts: patterns, and words given to a method that searches. */
function* patternsIn(code: string): Iterable<string> {
  const source = ts.createSourceFile('a.ts', code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push(textOf(node));
    const call = ts.isNewExpression(node) || ts.isCallExpression(node) ? node : undefined;
    const callee = call?.expression;
    const isPattern = callee?.getText() === 'RegExp';
    const isSearch =
      callee && ts.isPropertyAccessExpression(callee) && searches.has(callee.name.text);
    const [first] = call?.arguments ?? [];
    if ((isPattern || isSearch) && first && !ts.isRegularExpressionLiteral(first)) {
      found.push(textOf(first));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  yield* found;
}

/** Closed words and fields, which the settings translate or a table lists, and ends of file names. */
const plain: ReadonlySet<string> = new Set([
  ...closedWords,
  ...allFields,
  ...['mdx', 'yaml', 'csv', 'https'],
]);

const folders = '{rules/change,rules/facts,rules/book,changes,model,metrics,forges}';

test('nothing by which changes are judged looks for words of a sentence', () => {
  const files = globSync([`${folders}/**/*.ts`, 'rules/*.ts'], { cwd: core }).sort();
  const found = Object.fromEntries(
    files.flatMap((file) => {
      const code = readFileSync(path.join(core, file), 'utf8');
      const words = [...patternsIn(code)].flatMap(wordsOf);
      const others = words.filter((word) => !plain.has(word));
      return others.length > 0 ? [[file, [...new Set(others)].sort()]] : [];
    }),
  );
  expect(found).toEqual(forms);
});

test.for([
  'const a = /not yet/;',
  'const a = /\\bno\\b/i.test(text);',
  'const a = new RegExp("not" + " yet");',
  'const a = RegExp(`${start}failed`);',
  'const a = new RegExp(String.raw`\\bnicht`);',
  "const a = text.includes('TBD');",
  'const a = text.toLowerCase().startsWith(`pending`);',
  "const a = text.split('und');",
  "const a = text.match('未定');",
])('a word is found in %s', (code) => {
  expect([...patternsIn(code)].flatMap(wordsOf)).not.toEqual([]);
});
