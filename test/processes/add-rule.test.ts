import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root, runScript } from '../helpers/command.ts';
import { copyEngine } from '../helpers/folders.ts';

const rule = `import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const titleNoticed: DocumentRule = {
  code: 'policy/title-noticed',
  severity: 'error',
  requirement: 'A policy has no title.',
  *check({ policies }) {
    for (const { current } of policies) {
      yield { at: locateField(current.source, ['title']), problem: 'It has.', remedy: 'Drop it.' };
    }
  },
};
`;

test('a rule on documents is added by the files that src/README.md names, and is reported', async () => {
  const { engine, remove } = await copyEngine();
  try {
    await writeFile(path.join(engine, 'src/core/rules/policy/title-noticed.ts'), rule);
    const registry = path.join(engine, 'src/core/rules/index.ts');
    const text = await readFile(registry, 'utf8');
    const listed = text.replace(/(documentRules\b.*= \[)/, '$1titleNoticed,');
    const line = "import { titleNoticed } from './policy/title-noticed.ts';\n";
    await writeFile(registry, line + listed);
    const { code, stdout } = await runScript('check', ['--format', 'json'], engine);
    expect(code).toBe(1);
    const report = JSON.parse(stdout) as {
      diagnostics: { code: string; file: string; line: number }[];
    };
    const found = report.diagnostics.filter((one) => one.code === 'policy/title-noticed');
    expect(found).toHaveLength(readdirSync(path.join(root, 'content/policies')).length);
    for (const { file, line: number } of found) {
      const lines = (await readFile(path.join(root, file), 'utf8')).split('\n');
      expect(lines[number - 1]).toMatch(/^title: /);
    }
  } finally {
    await remove();
  }
});
