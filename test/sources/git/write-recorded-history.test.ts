import { readdir } from 'node:fs/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { readHistory } from '#sources/git/read-history.ts';
import { RecordedHistoryError, writeRecordedHistory } from '#sources/git/write-recorded-history.ts';
import { git } from '../../helpers/git.ts';
import { recordedRepository, temporaryFolder } from '../../helpers/recorded-repository.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const identities =
  'mira: Mira Oduya <mira@larkfield.example>\njonas: Jónas Leitner <jonas@larkfield.example>\n';
const september = `
- { at: 2025-09-01T09:00:00+01:00, author: mira, message: Begin, files: [README.md], key: begin }
- { at: 2025-09-02T09:00:00+01:00, author: jonas, message: "Grüße — two", files: ['src/naïve "a".ts'] }
`;
const october = `
- at: 2025-10-01T09:00:00-05:00
  author: mira
  message: Merge branch 'late'
  branch:
    - { at: 2025-09-30T09:00:00+05:30, author: jonas, message: On an old base, files: [src/b.ts], remove: [README.md] }
  from: begin
- { at: 2025-10-02T09:00:00Z, author: jonas, message: Nothing, files: [] }
`;
const files = [
  { file: 'content/histories/platform/2025-10.yaml', text: october },
  { file: 'content/histories/platform/identities.yaml', text: identities },
  { file: 'content/histories/platform/2025-09.yaml', text: september },
];

test('gives the same ids on any machine', async () => {
  const write = async () =>
    writeRecordedHistory({ name: 'platform', files, into: await temporaryFolder() });
  const first = await write();
  vi.stubEnv('TZ', 'Asia/Tokyo');
  vi.stubEnv('GIT_COMMITTER_DATE', '2020-01-01T00:00:00Z');
  vi.stubEnv('GIT_DEFAULT_HASH', 'sha256');
  const second = await write();

  expect(git(first, ['rev-parse', 'main'])).toMatchInlineSnapshot(
    `"66da7a3ffbb1d7f893f9eed5ee45e71fa758328b"`,
  );
  expect(git(second, ['rev-parse', 'main'])).toBe(git(first, ['rev-parse', 'main']));
});

test('makes a sound repository with one branch, files in the order of their names', async () => {
  const gitDir = await writeRecordedHistory({
    name: 'platform',
    files,
    into: await temporaryFolder(),
  });
  expect(git(gitDir, ['fsck', '--strict'])).toBe('');
  expect(git(gitDir, ['for-each-ref', '--format=%(refname)'])).toBe('refs/heads/main');
  expect(git(gitDir, ['log', '--graph', '--format=%s | %an | %aI', 'main'])).toMatchInlineSnapshot(`
    "* Nothing | Jónas Leitner | 2025-10-02T09:00:00+00:00
    *   Merge branch 'late' | Mira Oduya | 2025-10-01T09:00:00-05:00
    |\\  
    | * On an old base | Jónas Leitner | 2025-09-30T09:00:00+05:30
    * | Grüße — two | Jónas Leitner | 2025-09-02T09:00:00+01:00
    |/  
    * Begin | Mira Oduya | 2025-09-01T09:00:00+01:00"
  `);
  const { line } = await readHistory({ repository: 'platform', gitDir, branch: 'main' });
  expect(line.map(({ paths }) => paths)).toEqual([
    ['README.md'],
    ['src/naïve "a".ts'],
    ['README.md', 'src/b.ts'],
    [],
  ]);
});

test('uses a repository of the same text again and leaves nothing else behind', async () => {
  const into = await temporaryFolder();
  const write = () => writeRecordedHistory({ name: 'platform', files, into });
  const paths = [await write(), ...(await Promise.all([write(), write()]))];
  expect(new Set(paths).size).toBe(1);
  const [first, ...rest] = files;
  const changed = [{ ...first, file: first?.file ?? '', text: `${october}\n` }, ...rest];
  expect(await writeRecordedHistory({ name: 'platform', files: changed, into })).not.toBe(paths[0]);
  expect(await readdir(into)).toHaveLength(2);
});

test('makes one repository where two processes write it at once', async () => {
  const into = await temporaryFolder();
  const write = () => writeRecordedHistory({ name: 'platform', files, into });
  const paths = await Promise.all([write(), write(), write()]);
  expect(new Set(paths).size).toBe(1);
  expect(await readdir(into)).toHaveLength(1);
});

test('writes and moves the texts that a commit carries, on a branch and through its merge', async () => {
  const gitDir = await recordedRepository(`
- at: 2026-03-02T09:00:00Z
  author: mira
  message: Write
  write: { 'a "quoted".md': "naïve\\ntext\\n", b.md: "b\\n" }
- at: 2026-03-04T09:00:00Z
  author: mira
  message: Merge
  branch:
    - at: 2026-03-03T09:00:00Z
      author: jonas
      message: Move and write again
      move: { 'a "quoted".md': docs/a.md }
      write: { b.md: "c\\n" }
`);
  expect(git(gitDir, ['ls-tree', '-r', '--name-only', 'main'])).toBe('b.md\ndocs/a.md');
  expect(git(gitDir, ['show', 'main:docs/a.md'])).toBe('naïve\ntext');
  expect(git(gitDir, ['show', 'main:b.md'])).toBe('c');
  expect(git(gitDir, ['diff-tree', '-r', '-M', '--name-status', 'main^', 'main'])).toBe(
    'M\tb.md\nR100\t"a \\"quoted\\".md"\tdocs/a.md',
  );
});

test('throws the faults of the text with their places', async () => {
  const attempt = recordedRepository('- { at: 2026-03-02, author: mira, message: Begin }\n');
  await expect(attempt).rejects.toBeInstanceOf(RecordedHistoryError);
  await expect(attempt).rejects.toMatchObject({
    diagnostics: [{ at: { file: 'histories/platform/2026-03.yaml', line: 1 } }],
  });
});
