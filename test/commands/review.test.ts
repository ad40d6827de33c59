import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseTrailers } from '#core/changes/message/parse-trailers.ts';
import { root, runHere } from '../helpers/command.ts';
import { digestFolder } from '../helpers/folders.ts';

const policy = 'policies/access-control.mdx';

async function copySample(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'policybook-review-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const content = path.join(folder, 'content');
  await cp(path.join(root, 'content'), content, { recursive: true });
  return content;
}

const order = {
  '--by': 'mira',
  '--outcome': 'unchanged',
  '--note': 'Read against the four access reviews of the year: two roles "merged".',
};

function review(
  content: string,
  own: Record<string, string | undefined> = {},
  id = 'access-control',
) {
  const options: [string, string | undefined][] = Object.entries({
    ...order,
    ...own,
    '--content': content,
  });
  const args = options.flatMap(([name, value]) => (value === undefined ? [] : [name, value]));
  return runHere('review', [id, ...args]);
}

test('it writes record and date into one file, adds nothing else, and the book passes afterwards', async () => {
  const content = await copySample();
  const before = await digestFolder(content);
  const { code, stdout, stderr } = await review(content);
  expect([code, stderr]).toEqual([0, '']);

  const text = await readFile(path.join(root, 'content', policy), 'utf8');
  const added = `reviews:
  - on: 2026-11-15
    by: mira
    version: '1.0'
    outcome: unchanged
    note: 'Read against the four access reviews of the year: two roles "merged".'
`;
  expect(await readFile(path.join(content, policy), 'utf8')).toBe(
    text
      .replace('nextReview: 2026-11-27', 'nextReview: 2027-11-15')
      .replace('reviews:\n', () => added),
  );
  const after = await digestFolder(content);
  expect(Object.keys(after).filter((file) => after[file] !== before[file])).toEqual([policy]);
  expect(stdout).toContain('nextReview  15 November 2027, 1 year on; it was 27 November 2026');

  const checked = await runHere('check', ['--content', content]);
  expect(checked.code).toBe(0);
  expect(checked.stdout).not.toContain('access-control.mdx');
});

test('the commit message that it prints has the trailers that a change record asks for', async () => {
  const { stdout } = await review(await copySample());
  const message = (stdout.split('then commit with:\n\n')[1] ?? '').replaceAll(/^ {2}/gm, '');
  expect(message.split('\n')[0]).toBe('Record the review of the Access Control Policy');
  const { trailers, problems } = parseTrailers(message);
  expect(problems).toEqual([]);
  expect(trailers.map(({ key }) => key)).toEqual([
    'Change-Type',
    'Change-Kind',
    'Reason',
    'Risk',
    'Rollback',
    'Tested',
  ]);
});

test('the day may be given, and it may not lie ahead', async () => {
  const content = await copySample();
  expect((await review(content, { '--on': '2026-11-16' })).stderr).toContain(
    'The review of 2026-11-16 is in the future; today is 2026-11-15.',
  );
  expect((await review(content, { '--on': '2026-11-10' })).code).toBe(0);
  const text = await readFile(path.join(content, policy), 'utf8');
  expect(text).toContain('nextReview: 2027-11-10\n');
  expect(text).toContain('- on: 2026-11-10\n');
});

test('a doubt is printed and the review is written all the same', async () => {
  const content = await copySample();
  const { code, stdout } = await review(content, {
    '--note':
      'First review, after the first access review had shown that the rules work; no rule needed a change',
  });
  expect(code).toBe(0);
  expect(stdout).toContain('warning: The note is that of the review of 2025-11-27');
  const { stdout: report } = await runHere('check', ['--content', content]);
  expect(report).toContain('warning policy/review-note-repeated');
});

test.for([
  [
    {},
    'acces-control',
    2,
    'There is no policy "acces-control" in the book; the nearest is "access-control".',
  ],
  [
    { '--by': 'mirra' },
    'access-control',
    2,
    'There is no person "mirra" in people.yaml; the nearest is "mira".',
  ],
  [{ '--by': 'priya' }, 'access-control', 1, 'would not count: priya wrote that version.'],
  [{ '--by': 'upkeep' }, 'access-control', 1, 'would not count: upkeep is not a person.'],
  [{ '--by': 'wren' }, 'access-control', 1, 'would not count: wren had no role on that day.'],
  [{ '--by': 'constructor' }, 'access-control', 2, 'There is no person "constructor"'],
  [{ '--by': undefined }, 'access-control', 2, '--by is missing.'],
  [
    { '--outcome': 'fine' },
    'access-control',
    2,
    '--outcome is "fine"; expected unchanged, changed, retire.',
  ],
  [{ '--note': 'TBD' }, 'access-control', 2, '--note is "TBD"; expected what was looked at.'],
  [
    { '--note': 'read \ufffd' },
    'access-control',
    2,
    '--note contains bytes that are not UTF-8; set the terminal to UTF-8.',
  ],
  [{ '--on': 'today' }, 'access-control', 2, '--on is "today"; expected a day'],
  [{ '--outcome': 'changed' }, 'access-control', 1, 'is still version 1.0'],
] as const)(
  '%j of %s is refused with exit code %i, and nothing is written',
  async ([own, id, expected, words]) => {
    const content = await copySample();
    const before = await digestFolder(content);
    const { code, stderr } = await review(content, own, id);
    expect(code).toBe(expected);
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(await digestFolder(content)).toEqual(before);
  },
);

test('a policy with faults of its own is shown them instead', async () => {
  const content = await copySample();
  const file = path.join(content, policy);
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^owner: .*\n/m, ''));
  const { code, stderr } = await review(content);
  expect(code).toBe(1);
  expect(stderr).toContain('schema/field-missing');
  expect(stderr).toContain('Nothing was written.');
  expect((await review(content, {}, 'records-management')).code).toBe(0);
});
