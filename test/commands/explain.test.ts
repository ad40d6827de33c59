import { expect, test } from 'vitest';
import { changeRules, documentRules } from '#core/rules/index.ts';
import { runHere } from '../helpers/command.ts';

test('a rule with the words of its clause, its parameters with their lines, and both examples', async () => {
  const { code, stdout } = await runHere('explain', ['change/approvals']);
  expect(code).toBe(0);
  expect(stdout).toContain(
    'Clause 4.b of the Change Management Policy, version 1.2: Review and approval\n',
  );
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    'Every other change must be approved by a person who wrote no part of it.',
  );
  expect(stdout).toMatch(
    /content\/policies\/change-management\.mdx:\d+ {2}types\.major\.approvals: 2\n/,
  );
  expect(stdout).toContain('types.major.approvers: [executive, technical]');
  expect(stdout).toContain('not written, so  types.normal.proof: stated');
  expect(stdout).not.toContain('retrospective');
  expect(stdout).toMatch(/Passes:\n.*\n.*Approved by Ben Hollis/);
  expect(stdout).toMatch(/Fails:\n[\s\S]*Fix: Before the merge/);
  expect(
    Math.max(
      ...stdout
        .split('\n')
        .filter((line) => !line.includes('.mdx:'))
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(90);
});

test('the version in force on another day is explained by its own text', async () => {
  const { stdout } = await runHere('explain', ['approvals', '--as-of', '2025-10-01']);
  expect(stdout).toContain('the Change Management Policy, version 1.0');
  const [ofBook = ''] = stdout.split('The examples are judged by a small policy');
  expect(ofBook).not.toContain('types.major');
});

test('says by which parameters the examples are judged, and what a should leaves out', async () => {
  const words = async (rule: string) =>
    (await runHere('explain', [rule])).stdout.replaceAll(/\s+/g, ' ');
  const window = await words('window');
  expect(window).toContain('windows.level: should The examples are judged by a small policy');
  expect(window).toContain(
    'windows.avoid: []; windows.level: must. Where your policy says should,',
  );
  const remediation = await words('remediation');
  expect(remediation).toContain('not by yours; it sets remediation.high: P7D. Passes:');
});

test('a rule on documents has no clause and two examples', async () => {
  const { code, stdout } = await runHere('explain', ['control-unknown']);
  expect(code).toBe(0);
  expect(stdout).toContain('It applies to every book and has no parameters.');
  expect(stdout).toContain('controls: { soc2: [CC8.2] }');
  expect(stdout).toContain('Write CC8.1, the only id of CC8.');
});

test('without a rule all are listed with what they ask', async () => {
  const { code, stdout } = await runHere('explain');
  expect(code).toBe(0);
  const codes = stdout.split('\n').filter((line) => /^\S/.test(line));
  expect(codes).toEqual([...documentRules, ...changeRules].map((rule) => rule.code));
});

test.for<[string, string]>([
  ['change/aprovals', 'the nearest is "change/approvals"'],
  ['zzzzzz', 'npm run explain lists them all'],
])('%s is bad usage: %s', async ([name, words]) => {
  const { code, stderr } = await runHere('explain', [name]);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});
