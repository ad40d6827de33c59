import { expect, test } from 'vitest';
import { compileGlob } from '#core/changes/population/match-glob.ts';

test.for([
  ['src/**', 'src/a.ts', true],
  ['src/**', 'src/auth/.env', true],
  ['src/**', 'src', false],
  ['src/**', 'src2/a.ts', false],
  ['src/*', 'src/a.ts', true],
  ['src/*', 'src/auth/a.ts', false],
  ['*.md', 'README.md', true],
  ['*.md', 'docs/README.md', false],
  ['**/*.md', 'README.md', true],
  ['**/*.md', 'docs/deep/README.md', true],
  ['**', 'anything/at/all', true],
  ['a/**/z', 'a/z', true],
  ['a/**/z', 'a/b/c/z', true],
  ['a/**/z', 'a/b/c/y', false],
  ['a/**/b/**', 'a/x/b/y/b/z', true],
  ['a/**/b/**', 'a/b', false],
  ['src/*-test.*', 'src/a-test-test.ts', true],
  ['terraform/network/main.tf', 'terraform/network/main.tf', true],
  ['src/[a].ts', 'src/[a].ts', true],
  ['src/{a,b}.ts', 'src/a.ts', false],
  ['src/?.ts', 'src/a.ts', false],
] as const)('%s against %s: %s', ([glob, path, expected]) => {
  expect(compileGlob(glob)(path)).toBe(expected);
});

test('answers soon on globs made to be slow', () => {
  const slow = compileGlob(`**/${'*a'.repeat(50)}*b/**/c`);
  expect(slow(`${'x/'.repeat(50)}${'a'.repeat(5000)}/d`)).toBe(false);
});
