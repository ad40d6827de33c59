import { matchesGlob } from 'node:path/posix';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileGlobs, expectedGlob, examplePath } from '#core/model/glob.ts';

test.for([
  ['src/**', 'src/a.ts', true],
  ['src/**', 'src/auth/.env', true],
  ['src/**', 'src2/a.ts', false],
  ['src/**', 'lib/src/a.ts', false],
  ['src/*', 'src/a.ts', true],
  ['src/*', 'src/auth/a.ts', false],
  ['*.md', 'README.md', true],
  ['*.md', 'docs/README.md', false],
  ['**/*.md', 'README.md', true],
  ['**/*.md', 'docs/deep/README.md', true],
  ['**', 'anything/at/all', true],
  ['**/**', 'a', true],
  ['a/**/z', 'a/z', true],
  ['a/**/z', 'a/b/c/z', true],
  ['a/**/z', 'a/b/c/y', false],
  ['a/**/b/**', 'a/x/b/y/b/z', true],
  ['src/*-test.*', 'src/a-test-test.ts', true],
  ['src/*/deep/*.ts', 'src/a/deep/x.ts', true],
  ['terraform/network/main.tf', 'terraform/network/main.tf', true],
  ['src/a+b(c).ts', 'src/a+b(c).ts', true],
  ['app/(auth)/**', 'app/(auth)/page.tsx', true],

  ['src/auth/**/*.{ts,tsx}', 'src/auth/deep/login.tsx', true],
  ['src/auth/**/*.{ts,tsx}', 'src/auth/login.ts', true],
  ['src/auth/**/*.{ts,tsx}', 'src/auth/login.js', false],
  ['src/{auth,{login,logout}/*}/x', 'src/logout/a/x', true],
  ['src/{,deep/}*.ts', 'src/deep/a.ts', true],
  ['src/?.ts', 'src/a.ts', true],
  ['src/?.ts', 'src/ab.ts', false],
  ['src/[ab].ts', 'src/b.ts', true],
  ['src/[!ab].ts', 'src/b.ts', false],
  ['src/[!ab].ts', 'src/c.ts', true],
  ['src/[a-c][0-9].ts', 'src/b7.ts', true],
  ['src[!a]b', 'src/b', false],
  ['app/[[]id]/**', 'app/[id]/page.tsx', true],
  ['[{]{a,b}[}]/*', '{b}/x', true],

  ['src/auth/', 'src/auth/deep/a.ts', true],
  ['./src/auth/**', 'src/auth/a.ts', true],
  ['/src/auth/**', 'src/auth/a.ts', true],
  ['{./src,/lib/}/auth', 'lib/auth/a.ts', true],
  ['src//auth/./*', 'src/auth/a.ts', true],
  ['src/auth', 'src/auth/a.ts', true],
  ['src/auth', 'src/authors/a.ts', false],
  ['./', 'a', true],
  ['caf\u00e9/**', 'cafe\u0301/a', true],
  ['cafe\u0301/**', 'caf\u00e9/a', true],

  // A submodule or a link in place of the folder, or of one above it.
  ['src/auth/**', 'src/auth', true],
  ['src/auth/**', 'src', true],
  ['src/auth/*.ts', 'src/auth', true],
  ['**/auth/*.ts', 'lib/auth', true],
  ['**/auth/*/x/*.ts', 'a/auth/auth', true],
  ['src/*/auth/**', 'src/a/auth', true],
  ['src/*/auth/**', 'src/readme.md', false],
  ['src/auth/**', 'src/aut', false],
] as const satisfies [string, string, boolean][])('%s against %s: %s', ([glob, path, expected]) => {
  expect(expectedGlob(glob)).toBe(undefined);
  expect(compileGlobs([glob])(path)).toBe(expected);
});

test.for([
  [String.raw`src\auth\**`, '"/" between folders such as src/auth/**'],
  ['!src/auth/**', 'the paths that belong to it'],
  ['src/@(auth|login)/**', 'src/{auth,login}/**'],
  ['src/{1..3}/**', '{1,2,3}'],
  ['src/[[:alpha:]]', '[a-z]'],
  ['../other/**', 'below the top'],
  ['src/**.ts', 'such as src/**/*.ts'],
  ['src/auth**', 'such as src/auth*/**'],
  ['app/[id/**', '[[]'],
  ['app/[a/b]', '[[]'],
  ['{auth}/**', '[{]'],
  ['src/{auth,login/**', '[{]'],
  ['src/[z-a]', 'rises'],
  ['{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}', 'at most 100'],
] as const)('%s is refused: expected %s', ([glob, expected]) => {
  expect(expectedGlob(glob)).toContain(expected);
});

test.for(['src/auth/', '**/[!a]?*/{b,c}', 'a/[b-d].ts', '[[]x]'])('%s has an example', (glob) => {
  expect(compileGlobs([glob])(examplePath(glob))).toBe(true);
});

test('agrees with Node on each path that is not a folder of the glob', () => {
  const names = fc.stringMatching(/^[ab]{1,3}$/);
  const globNames = fc.stringMatching(/^(?:[ab*?]|\[[!]?[ab]\]|\{[ab]?,[ab]{1,2}\}){1,4}$/);
  const globs = fc.array(fc.oneof(globNames, fc.constant('**')), { minLength: 1, maxLength: 5 });
  const paths = fc.array(names, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(globs, paths, (parts, path) => {
      // Ends in a star, so that it covers nothing below, and has no folder of its own.
      const glob = `*/${parts.map((name) => `*${name}`).join('/')}*`;
      fc.pre(expectedGlob(glob) === undefined);
      expect(compileGlobs([glob])(path.join('/'))).toBe(matchesGlob(path.join('/'), glob));
    }),
    { numRuns: 2000 },
  );
});

test.for([
  [`**/${'*a'.repeat(50)}*b/**/c`, `${'x/'.repeat(50)}${'a'.repeat(5000)}/d`],
  [`${'**/a/'.repeat(30)}b`, 'a/'.repeat(2000)],
  [`**/${'*a?'.repeat(30)}/b`, 'a'.repeat(4000)],
  [`{${'*a,'.repeat(90)}}b`, 'a'.repeat(4000)],
] as const)('answers soon on %s', ([glob, path]) => {
  const matches = compileGlobs([glob]);
  const begin = performance.now();
  expect(matches(path)).toBe(false);
  expect(performance.now() - begin).toBeLessThan(1000);
});
