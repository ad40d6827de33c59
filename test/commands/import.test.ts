import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { peopleText, settingsText } from '../helpers/book.ts';
import { root, runHere } from '../helpers/command.ts';
import { paragraph, run, writeDocx } from '../helpers/docx.ts';

const fixtures = path.join(root, 'test/fixtures/imports');

async function emptyBook(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'policybook-import-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const content = path.join(folder, 'content');
  await mkdir(content);
  await writeFile(path.join(content, 'policybook.yaml'), settingsText);
  await writeFile(path.join(content, 'people.yaml'), peopleText);
  return content;
}

const importInto = (content: string, file: string, ...args: readonly string[]) =>
  runHere('import', [path.join(fixtures, file), '--content', content, ...args]);

interface Report {
  readonly diagnostics: readonly { code: string; line: number; severity: string }[];
}

test('the check of the book finds what the report announced, and nothing else', async () => {
  const content = await emptyBook();
  const { code, stdout } = await importInto(content, 'web-copy.txt', '--policy', 'workshop-safety');
  expect(code).toBe(0);
  expect(stdout).toContain('Written to content/policies/workshop-safety.mdx, with 6 clauses.');
  expect(stdout).toContain("  line 3: title is 'Workshop Safety Policy'\n");
  expect(stdout).toContain('  line 1: "Skip to content", a button or link of the web page\n');
  expect(stdout).toContain('web-copy.txt:43 warning import/table-flattened');

  const left = stdout.slice(stdout.indexOf('Left for its owner'));
  const announced = [...left.matchAll(/^\S+mdx:(\d+):\d+ error (\S+)$/gm)];
  expect(announced.length).toBe(8);
  const { stdout: checked } = await runHere('check', ['--content', content, '--format', 'json']);
  const report = JSON.parse(checked) as Report;
  expect(report.diagnostics.map(({ line, code: rule }) => `${line} ${rule}`)).toEqual(
    announced.map(([, line, rule]) => `${line ?? ''} ${rule ?? ''}`),
  );
});

test('a draft whose fields its owner filled in passes the check but for its lost heading', async () => {
  const content = await emptyBook();
  await importInto(content, 'web-copy.txt', '--policy', 'workshop-safety');
  const file = path.join(content, 'policies/workshop-safety.mdx');
  const draft = await readFile(file, 'utf8');
  const filled = draft
    .replace('owner: shop-manager', 'owner: cto')
    .replace('status: draft', 'status: approved')
    .replace('effective: 2025-11', 'effective: 2026-03-25')
    .replace(
      /^history:\n(?: .*\n)+# The document/m,
      `classification: internal
nextReview: 2027-03-25
approval: { by: ben, on: 2026-03-25 }
history: [{ version: '2.1', date: 2026-03-25, by: ada, change: normative, summary: Batteries. }]
# The document`,
    );
  await writeFile(file, filled);
  const { code, stdout } = await runHere('check', [
    ...['--content', content, '--format', 'json', '--as-of', '2026-04-01'],
  ]);
  const report = JSON.parse(stdout) as Report;
  expect(report.diagnostics.map(({ code: rule }) => rule)).toEqual(['policy/import-residue']);
  expect(code).toBe(0);
});

test('nothing is written over, whatever the file is called', async () => {
  const content = await emptyBook();
  await mkdir(path.join(content, 'policies'));
  const file = path.join(content, 'policies/returns.md');
  await writeFile(file, 'Mine.\n');
  const { code, stderr } = await importInto(content, 'markdown.md', '--policy', 'returns');
  expect([code, await readFile(file, 'utf8')]).toEqual([1, 'Mine.\n']);
  expect(stderr).toContain('content/policies/returns.md exists already.');

  const archived = await importInto(content, 'markdown.md', '--policy', 'returns', '--archive');
  expect(archived.code).toBe(0);
  expect(await readFile(path.join(content, 'archive/returns/1.0.mdx'), 'utf8')).toContain(
    "title: 'Returns Policy'",
  );
});

test.for([
  [['--policy', 'Returns'], '--policy is "Returns"; expected an id'],
  [['--policy', 'returns', '--version', '1'], '--version is "1"; expected two numbers'],
  [['--policy', 'returns', '--status', 'done'], '--status is "done"; expected draft'],
  [[], '--policy is missing.'],
] as const)('bad usage: %s', async ([args, words]) => {
  const { code, stderr } = await importInto(await emptyBook(), 'markdown.md', ...args);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test('a Word file becomes a draft, and its comments are in the report with all their words', async () => {
  const content = await emptyBook();
  const file = path.join(content, '..', 'rooms.docx');
  const comments = Array.from(
    { length: 9 },
    (_, at) => `Remark ${at}, ${'word '.repeat(30)}end${at}`,
  );
  const body = paragraph(run('1. Rooms'), { style: 'Heading1' }) + paragraph(run('Locked.'));
  await writeFile(file, writeDocx({ body, comments }));
  const { code, stdout } = await runHere('import', [
    ...[file, '--policy', 'rooms', '--content', content],
  ]);
  expect(code).toBe(0);
  const draft = await readFile(path.join(content, 'policies/rooms.mdx'), 'utf8');
  expect(draft).toContain('## 1. Rooms\n\nLocked.');
  for (const comment of comments) expect(stdout).toContain(comment);
});

test('a document that cannot be read is refused, and nothing is written', async () => {
  const content = await emptyBook();
  const file = path.join(content, '..', 'document');
  await writeFile(file, '%PDF-1.7');
  const { code, stderr } = await runHere('import', [
    ...[file, '--policy', 'returns', '--content', content],
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain('save it as one of these');
  expect(stderr).toContain('Nothing was written.');
});
