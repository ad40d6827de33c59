import { readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { changeRules, documentRules } from '#core/rules/index.ts';
import { root, runScript } from './helpers/command.ts';
import { copyEngine } from './helpers/folders.ts';

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

test('each rule is in the registry once, and each file of a rule is registered', () => {
  const codes = [...documentRules, ...changeRules].map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  const files = ['policy', 'book', 'change'].flatMap((folder) =>
    readdirSync(path.join(root, 'src/core/rules', folder))
      .map((file) => path.join(folder, file))
      .filter((file) =>
        readFileSync(path.join(root, 'src/core/rules', file), 'utf8').includes("code: '"),
      ),
  );
  expect(files.length).toBe(codes.length);
});

test('the commands that the README shows exist', () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const shown = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? '');
  expect(shown.length).toBeGreaterThan(3);
  expect(shown.filter((name) => !(name in manifest.scripts))).toEqual([]);
});

test('every dependency is pinned exactly and has its line in src/README.md', () => {
  const page = readFileSync(path.join(root, 'src/README.md'), 'utf8');
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(Object.values(all).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  expect(Object.keys(manifest.dependencies).filter((name) => !page.includes(name))).toEqual([]);
});

test('a rule on documents is added by the files that src/README.md names, and is reported', async () => {
  const { engine, remove } = await copyEngine();
  try {
    const rule = path.join(engine, 'src/core/rules/policy/title-too-long.ts');
    await writeFile(
      rule,
      `import { locateField } from '../../parse/locate-field.ts';
import type { DocumentRule } from '../rule.ts';

export const titleTooLong: DocumentRule = {
  code: 'policy/title-too-long',
  severity: 'error',
  requirement: 'A title has at most ten characters.',
  *check({ policies }) {
    for (const { current } of policies) {
      if (current.frontmatter.title.length <= 10) continue;
      yield { at: locateField(current.source, ['title']), problem: 'Too long.', remedy: 'Shorten it.' };
    }
  },
};
`,
    );
    const registry = path.join(engine, 'src/core/rules/index.ts');
    const text = await readFile(registry, 'utf8');
    await writeFile(
      registry,
      `import { titleTooLong } from './policy/title-too-long.ts';\n${text.replace('  reviewOverdue,', '  titleTooLong,\n  reviewOverdue,')}`,
    );
    const { code, stdout } = await runScript('check', ['--format', 'json'], engine);
    expect(code).toBe(1);
    const report = JSON.parse(stdout) as { diagnostics: { code: string; line: number }[] };
    const found = report.diagnostics.filter((one) => one.code === 'policy/title-too-long');
    expect(found).toHaveLength(9);
    expect(found.every(({ line }) => line === 2)).toBe(true);
  } finally {
    await remove();
  }
});
