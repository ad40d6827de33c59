import { checkBody } from '#core/parse/check-body.ts';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { formatDiagnostic } from '#core/diagnostics/format-diagnostics.ts';
import { judge, policyText } from '../../helpers/book.ts';

function faultsOf(body: string, file = 'access-control.mdx') {
  return judge({ files: { [`policies/${file}`]: policyText({}, body) } }).diagnostics;
}

const folder = path.join(import.meta.dirname, '../../fixtures/faults');

/** Codes by line, from markers `{/* expect: code *\/}` that stand on the line of the fault. */
function readExpectations(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(/expect: ([a-z-]+\/[a-z-]+)/g)].map(
        ([, code]) => `${index + 1} ${code ?? ''}`,
      ),
    )
    .sort();
}

test.for(readdirSync(folder))('%s has exactly the faults that it marks', (name) => {
  const text = readFileSync(path.join(folder, name), 'utf8');
  const { diagnostics } = judge({ files: { [`policies/${name}`]: text } });
  const found = diagnostics.map(({ at, code }) => `${at.line} ${code}`).sort();
  expect(readExpectations(text)).not.toEqual([]);
  expect(found).toEqual(readExpectations(text));
});

test.for([
  [
    'Kept under <5% of changes.',
    '"<5%" looks like the beginning of a tag to MDX.',
    'Write "&lt;5%"',
  ],
  [
    'See <https://example.org/a>.',
    'looks like a tag',
    '[https://example.org/a](https://example.org/a)',
  ],
  ['<!-- later -->', 'a comment of HTML', '{/* … */}'],
  ['A set { of things.', 'opens an expression', '\\{'],
  ['<Internal>never closed', 'is not closed', '</Internal>'],
  ['</Note>', 'is not closed, or closes something', '</Note>'],
] as const)('%s is explained with the fix', ([body, problem, remedy]) => {
  const [fault, ...others] = faultsOf(`## 1. Purpose\n\n${body}\n`);
  expect(others).toEqual([]);
  expect(fault).toMatchObject({ code: 'mdx/syntax', at: { line: 17 } });
  expect(fault?.problem).toContain(problem);
  expect(fault?.remedy).toContain(remedy);
});

test('plain Markdown may hold what MDX could not', () => {
  expect(
    faultsOf('## 1. Purpose\n\nimport duty is <5% of {all}, see <https://example.org>.\n', 'a.md'),
  ).toEqual([]);
  const traps = ['A path C:\\\\{name}.', '    indented {code}', 'Duties\nexport goods too.'];
  for (const trap of traps) expect(faultsOf(`## 1. Purpose\n\n${trap}\n`, 'a.md')).toEqual([]);
  expect(
    faultsOf('## 1. Purpose\n\nA <b>bold</b> word.\n', 'a.md').map((one) => formatDiagnostic(one)),
  ).toEqual([expect.stringContaining('is HTML, which a policy cannot contain')]);
});

test('text that would take the parser minutes is refused at once', () => {
  const [fault] = faultsOf(`## 1. Purpose\n\n${'{'.repeat(80_000)}\n`);
  expect(fault?.code).toBe('mdx/syntax');
  expect(fault?.problem).toContain('are in a row');
});

test('a megabyte of blank lines takes a moment', () => {
  const start = performance.now();
  const body = `${'\n'.repeat(2 ** 20)}x`;
  const place = { file: 'content/policies/p.mdx', bodyLine: 1, isCurrent: true };
  expect([...checkBody({ type: 'root', children: [] }, body, place)]).toEqual([]);
  expect(performance.now() - start).toBeLessThan(5_000);
});
