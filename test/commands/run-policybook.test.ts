import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '#commands/index.ts';
import { runPolicybook } from '#commands/run-policybook.ts';
import { io, root } from '../helpers/command.ts';

async function run(...args: string[]) {
  const printed = { stdout: '', stderr: '' };
  const code = await runPolicybook(args, {
    ...io,
    stdout: (text) => void (printed.stdout += text),
    stderr: (text) => void (printed.stderr += text),
  });
  return { code, ...printed };
}

test.each([['help'], ['--help'], ['-h']])('%s lists every command', async (word) => {
  const { code, stdout, stderr } = await run(word);
  expect([code, stderr]).toEqual([0, '']);
  for (const [name, { summary }] of Object.entries(commands)) {
    expect(stdout).toMatch(new RegExp(`^ {2}${name} +${summary}$`, 'm'));
  }
});

test.each(Object.keys(commands))(
  '%s has a usage of its own, by help and by --help',
  async (name) => {
    const { code, stdout } = await run('help', name);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Usage: npm run ${name} `));
    expect((await run(name, '--help')).stdout).toBe(stdout);
  },
);

test('--version states name and version of the package', async () => {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(await run('--version')).toEqual({
    code: 0,
    stdout: `policybook ${version}\n`,
    stderr: '',
  });
});

test.each([
  ['chek', 'There is no command "chek"; the nearest is "check".'],
  ['toString', 'There is no command "toString".'],
  ['frobnicate', 'There is no command "frobnicate".'],
  ['', 'No command is named.'],
])('"%s" is bad usage, with the list below', async (name, problem) => {
  const { code, stdout, stderr } = await run(name);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(new RegExp(`^${problem}\n\nUsage: policybook <command>`));
});

test('every command is a script of this repository', async () => {
  const { scripts } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const name of Object.keys(commands)) {
    expect(scripts[name]).toMatch(new RegExp(`scripts/policybook\\.ts ${name}$`));
  }
});
