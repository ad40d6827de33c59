import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { planMigration } from '#core/write/plan-migration.ts';
import { judge, peopleText, policyText, settingsText } from '../helpers/book.ts';
import { runHere } from '../helpers/command.ts';

async function bookWith(settings: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'policybook-migrate-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const content = path.join(folder, 'content');
  await mkdir(path.join(content, 'policies'), { recursive: true });
  await writeFile(path.join(content, 'policybook.yaml'), settings);
  await writeFile(path.join(content, 'people.yaml'), peopleText);
  await writeFile(path.join(content, 'policies/access.mdx'), policyText());
  return content;
}

const settingsOf = (content: string) => readFile(path.join(content, 'policybook.yaml'), 'utf8');

test('a preview prints the patch and writes nothing; then the same is written', async () => {
  const content = await bookWith(`# Ours.\n${settingsText}`);
  const preview = await runHere('migrate', ['--content', content, '--preview']);
  expect(preview.code).toBe(0);
  expect(preview.stdout).toContain('From format 0 to 1:');
  expect(preview.stdout).toContain('\n+format: 1\n');
  expect(await settingsOf(content)).toBe(`# Ours.\n${settingsText}`);

  const { code, stdout } = await runHere('migrate', ['--content', content]);
  expect([code, stdout]).toEqual([0, expect.stringContaining('\n+format: 1\n')]);
  const [first, ...rest] = settingsText.split('\n');
  expect(await settingsOf(content)).toBe(`# Ours.\n${[first, 'format: 1', ...rest].join('\n')}`);
  expect((await runHere('check', ['--content', content])).code).toBe(0);
  const again = await runHere('migrate', ['--content', content]);
  expect(again.stdout).toContain('has format 1, which this engine reads. Nothing is to be done.');
});

test('a book of a later format is refused with its line, by check and by migrate', async () => {
  const later = `${settingsText}format: 9\n`;
  const { diagnostics } = judge({ files: { 'policybook.yaml': later } });
  expect(diagnostics).toMatchObject([
    {
      code: 'book/format',
      severity: 'error',
      at: { file: 'content/policybook.yaml', line: later.split('\n').length - 1 },
      problem: 'The book has format 9; this engine reads 1.',
    },
  ]);
  const { code, stderr } = await runHere('migrate', ['--content', await bookWith(later)]);
  expect([code, stderr]).toEqual([1, expect.stringContaining('The book has format 9')]);
});

test('steps build on each other, and a file that they create is in the patch', () => {
  const files = [
    { file: 'content/policybook.yaml', text: `${settingsText}format: 1\n` },
    { file: 'content/a.yaml', text: 'one: 1\n' },
  ];
  const rename = (from: string, to: string) => (all: typeof files) =>
    all
      .filter(({ file }) => file === 'content/a.yaml')
      .map(({ file, text }) => ({ file, text: text.replace(from, to) }));
  const plan = planMigration({ folder: 'content', files }, [
    { to: 1, what: 'never again', alter: () => [{ file: 'content/never', text: '' }] },
    { to: 2, what: 'one is two', alter: rename('one', 'two') as never },
    { to: 3, what: 'two is three', alter: rename('two', 'three') as never },
  ]);
  expect(plan).toMatchObject({ from: 1, to: 3, steps: ['one is two', 'two is three'] });
  expect(JSON.stringify(plan)).not.toContain('never');
  expect('files' in plan && plan.files).toContainEqual({
    file: 'content/a.yaml',
    text: 'three: 1\n',
  });
});
