import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { formatDiagnostic } from '#core/diagnostics/format-diagnostics.ts';
import { root, runHere } from '../helpers/command.ts';

const page = await readFile(path.join(root, 'src/guide/programs.mdx'), 'utf8');
const commands = [...page.matchAll(/^npm run --silent (\S+) -- (.*)$/gm)].map(
  ([, name = '', options = '']) => [name, options.split(' ')] as const,
);

test.for(commands)('%s prints the fields that the guide names', async ([name, options]) => {
  const { stdout } = await runHere(name, options);
  const { schemaVersion, ...report } = JSON.parse(stdout) as Record<string, unknown>;
  expect(schemaVersion).toBe(1);
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('|') && line.includes(`\`${name}`));
  for (const field of Object.keys(report)) expect(rows.join('\n')).toContain(`\`${field}\``);
});

test('the guide has a line for each command with a report', () => {
  expect(commands.map(([name]) => name)).toEqual([
    'check',
    'explain',
    'diff',
    'since',
    'next',
    'remind',
    'review',
  ]);
});

test('a code is a link where the terminal shows links, and text elsewhere', () => {
  const fault = {
    code: 'schema/value',
    severity: 'error',
    at: { file: 'content/people.yaml', line: 3 },
    problem: 'It is wrong.',
    remedy: 'Correct it.',
  } as const;
  const plain = 'content/people.yaml:3 error schema/value\n  It is wrong.\n  Fix: Correct it.';
  expect(formatDiagnostic(fault)).toBe(plain);
  const link = (code: string) => `https://example.org/ä?${code}`;
  expect(formatDiagnostic(fault, link)).toBe(
    plain.replace(
      'schema/value',
      '\u001b]8;;https://example.org/%C3%A4?schema/value\u001b\\schema/value\u001b]8;;\u001b\\',
    ),
  );
});
