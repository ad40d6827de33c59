import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { root, runHere } from '../helpers/command.ts';

/** A copy of the sample, with some of its files edited. */
async function editedSample(
  edits: Readonly<Record<string, (text: string) => string>>,
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'policybook-book-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const content = path.join(folder, 'content');
  await cp(path.join(root, 'content'), content, { recursive: true });
  for (const [file, edit] of Object.entries(edits)) {
    const place = path.join(content, file);
    const text = await readFile(place, 'utf8');
    expect(edit(text)).not.toBe(text);
    await writeFile(place, edit(text));
  }
  return content;
}

async function check(...args: string[]) {
  const outcome = await runHere('check', ['--format', 'json', ...args]);
  const report = JSON.parse(outcome.stdout) as {
    asOf: string;
    diagnostics: { code: string; severity: string; file: string; line: number; remedy: string }[];
    verdicts: {
      change: string;
      rule: string;
      verdict: string;
      clause: string | null;
      version: string;
      statement: string;
      remedy: string | null;
    }[];
  };
  return { code: outcome.code, ...report };
}

let sample: Awaited<ReturnType<typeof check>>;

beforeAll(async () => {
  sample = await check();
});

test('the sample passes on its own day, and its near reviews only warn', () => {
  const { code, asOf, diagnostics } = sample;
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(code).toBe(0);
  expect(asOf).toBe('2026-11-15');
});

test('the sentence for which the product exists', () => {
  const { verdicts } = sample;
  expect(verdicts).toContainEqual(
    expect.objectContaining({
      change: 'platform-1042',
      rule: 'change/approvals',
      verdict: 'fail',
      clause: '4.b',
      policy: 'change-management',
      version: '1.2',
    }),
  );
});

test('two years on every policy is overdue, each with its line and the command that mends it', async () => {
  const { code, diagnostics } = await check('--as-of', '2028-01-01');
  const overdue = diagnostics.filter((one) => one.code === 'policy/review-overdue');
  expect(code).toBe(1);
  expect(overdue).toHaveLength(9);
  for (const { file, line, remedy } of overdue) {
    const text = await readFile(path.join(root, file), 'utf8');
    expect(text.split('\n')[line - 1]).toMatch(/^nextReview:/);
    expect(remedy).toContain(`npm run review -- ${path.basename(file, '.mdx')} `);
  }
});

test('three faults in three policies are three faults with their lines, in one run', async () => {
  const content = await editedSample({
    'policies/access-control.mdx': (text) => text.replace(/^owner: .*\n/m, ''),
    'policies/incident-response.mdx': (text) => `${text}\n<Warning>Loud</Warning>\n`,
    'policies/records-management.mdx': (text) =>
      text.replace(/^nextReview: .*$/m, 'nextReview: 2027-02-30'),
  });
  const { code, diagnostics } = await check('--content', content);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(code).toBe(1);
  expect(errors.map((one) => `${path.basename(one.file)} ${one.code}`)).toEqual([
    'access-control.mdx schema/field-missing',
    'incident-response.mdx mdx/component-unknown',
    'records-management.mdx schema/value',
  ]);
  const line = async ({ file, line: number }: { file: string; line: number }) =>
    (await readFile(path.join(content, '..', file), 'utf8')).split('\n')[number - 1];
  expect(await line(errors[1]!)).toContain('<Warning>');
  expect(await line(errors[2]!)).toBe('nextReview: 2027-02-30');
});

test('--strict fails on deviations without an answer, and names each', async () => {
  const { code, diagnostics } = await check('--strict');
  expect(code).toBe(1);
  expect(diagnostics).toContainEqual(
    expect.objectContaining({ code: 'book/deviation-unanswered', severity: 'error' }),
  );
});

test('what follows only from an export that cannot be read is not reported', async () => {
  const content = await editedSample({
    'exports/platform-pull-requests.json': (text) => `${text}x`,
  });
  const { code, diagnostics } = await check('--strict', '--content', content);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(code).toBe(1);
  expect(errors.map((one) => one.code)).toEqual(['export/json']);
});

test('every verdict says what was found, and what would mend it where it is no pass', () => {
  const { verdicts } = sample;
  expect(verdicts.filter(({ statement }) => statement === '')).toEqual([]);
  const open = verdicts.filter(({ verdict }) => verdict === 'unknown' || verdict === 'fail');
  expect(open.filter(({ remedy }) => !remedy)).toEqual([]);
  expect(open.length).toBeGreaterThan(20);
});

test('annotations for a forge are one line each', async () => {
  const { code, stdout } = await runHere('check', ['--format', 'github', '--as-of', '2028-01-01']);
  expect(code).toBe(1);
  const lines = stdout.trim().split('\n');
  expect(lines.length).toBeGreaterThanOrEqual(9);
  expect(
    lines.filter(
      (line) => !/^::(?:error|warning) file=(?:content\/|platform@)[^,]+,line=\d+/.test(line),
    ),
  ).toEqual([]);
});

test.for([
  [['--as-of', 'tomorrow'], '--as-of is "tomorrow"; expected a day such as 2026-11-15.'],
  [['--content', 'nowhere'], 'There is no folder "nowhere"'],
  [['--format', 'xml'], '--format is "xml"; expected text, json, github, sarif.'],
  [['--loud'], "Unknown option '--loud'"],
  [['strict'], 'Did you mean --strict?'],
  [['--as-of', '2026-11-15', '2026-11-16'], '"2026-11-16" is not an option of the command.'],
] as const)('%s is bad usage', async ([args, message]) => {
  const { code, stderr } = await runHere('check', args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain('Usage: npm run check');
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a repository that is not there is the environment, with the way out', async () => {
  const content = await editedSample({
    'policybook.yaml': (text) =>
      text.replace('recorded: content/histories/platform', 'path: ../platform'),
  });
  const { code, stderr } = await runHere('check', ['--content', content]);
  expect(code).toBe(3);
  expect(stderr).toContain('Fix:');
  expect(stderr).not.toMatch(/^\s+at /m);
});
