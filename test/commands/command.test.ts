import { expect, test } from 'vitest';
import { runCommand, UsageError } from '#commands/command.ts';
import { io } from '../helpers/command.ts';

async function runThrowing(error: Error, args: readonly string[] = []) {
  const printed: string[] = [];
  const command = { usage: 'Usage: none', options: {}, run: () => Promise.reject(error) };
  const code = await runCommand(command, args, {
    ...io,
    stderr: (text) => void printed.push(text),
  });
  return { code, stderr: printed.join('') };
}

test('an error of our own is exit code 70, and only --debug prints where it came from', async () => {
  const quiet = await runThrowing(new Error('A \u001b[31mfault'));
  expect(quiet.code).toBe(70);
  expect(quiet.stderr).toContain('A \\u{001b}[31mfault');
  expect(quiet.stderr).not.toMatch(/^\s+at /m);
  expect((await runThrowing(new Error('A fault'), ['--debug'])).stderr).toMatch(/^\s+at /m);
});

test('bad usage is exit code 2 with the usage below it', async () => {
  const { code, stderr } = await runThrowing(new UsageError('There is no "x".'));
  expect([code, stderr]).toEqual([2, 'There is no "x".\n\nUsage: none\n']);
});
