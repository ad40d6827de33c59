import { expect, test } from 'vitest';
import { checkGlobs } from '#core/changes/population/check-globs.ts';
import type { RawCommit } from '#core/model/raw-commit.ts';
import { parseContent } from '#core/parse/parse-content.ts';
import { peopleText, settingsText } from '../../../helpers/book.ts';

function read(repository: string) {
  const { settings, diagnostics } = parseContent({
    folder: 'content',
    files: [
      { file: 'content/policybook.yaml', text: `${settingsText}repositories:\n${repository}` },
      { file: 'content/people.yaml', text: peopleText },
    ],
    assets: [],
  });
  return { settings, diagnostics };
}

function check(globs: string, ...paths: string[]) {
  const { settings } = read(`  - id: platform
    path: ../platform
    since: 2026-01-01
    policy: change-management
${globs}`);
  if (!settings) throw new Error('The settings cannot be read.');
  const made = { name: 'Ada', email: 'ada@example.org', at: '2026-01-05T10:00:00Z' } as never;
  const line = paths.map((path, index): RawCommit => ({
    id: String(index).repeat(40),
    parents: [],
    author: made,
    committer: made,
    message: 'Change',
    paths: [path],
  }));
  return [...checkGlobs(settings, [{ repository: 'platform', branch: 'main', line, merged: {} }])];
}

test('points at each glob that matches no path of the history, in scopes and in categories', () => {
  const found = check(
    `    scopes: { application: ['src/**', 'scr/**'], security: [src/auth/] }
    categories:
      prompt:
        - prompts/*.md
`,
    'src/auth/a.ts',
    'prompts/deep/a.md',
  );
  expect(found.map(({ at, code, severity }) => ({ ...at, code, severity }))).toEqual([
    {
      file: 'content/policybook.yaml',
      line: 11,
      column: 39,
      code: 'book/glob-unmatched',
      severity: 'warning',
    },
    {
      file: 'content/policybook.yaml',
      line: 14,
      column: 11,
      code: 'book/glob-unmatched',
      severity: 'warning',
    },
  ]);
  expect(found[0]?.problem).toContain('scr/**');
});

test('names the path that differs in capital letters only', () => {
  const [found] = check(`    scopes: { security: ['src/auth/**'] }\n`, 'Src/Auth/a.ts');
  expect(found?.remedy).toContain('Src/Auth/a.ts');
});

test('refuses a glob that cannot match, with the form to write', () => {
  const { diagnostics } = read(String.raw`  - id: platform
    path: ../platform
    since: 2026-01-01
    policy: change-management
    scopes: { security: ['src\auth\**'] }
`);
  expect(diagnostics.map(({ at, problem }) => [at.line, problem])).toEqual([
    [11, expect.stringContaining('such as src/auth/**')],
  ]);
});
