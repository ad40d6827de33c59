import { execFile } from 'node:child_process';
import path from 'node:path';
import { runCommand, type Io } from '#commands/command.ts';
import { commands } from '#commands/index.ts';
import type { Instant } from '#core/model/instant.ts';

export const root = path.resolve(import.meta.dirname, '../..');

// What a person's shell has; the test runner's own variables (DEV, MODE) would reach the pages.
const { PATH, HOME, TMPDIR, LANG } = process.env;
export const environment = { PATH, HOME, TMPDIR, LANG, NO_COLOR: '1' };

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What commands read of a process, with a clock that does not move. */
export const io: Io = {
  stdout: () => undefined,
  stderr: () => undefined,
  cwd: root,
  env: environment,
  hasColour: false,
  canAsk: false,
  now: () => '2026-12-01T12:00:00Z' as Instant,
};

/** Runs a command in this process and returns what it printed. */
export async function runHere(
  name: string,
  args: readonly string[] = [],
  own: Partial<Io> = {},
): Promise<Outcome> {
  const printed = { stdout: '', stderr: '' };
  const entry = commands[name];
  if (!entry) throw new Error(`There is no command ${name}.`);
  const code = await runCommand(await entry.load(), args, {
    ...io,
    ...own,
    stdout: (text) => {
      printed.stdout += text;
    },
    stderr: (text) => {
      printed.stderr += text;
    },
  });
  return { code, ...printed };
}

/** Runs a command in a process of its own as npm would, and never throws for its exit code. */
export async function runScript(
  name: string,
  args: readonly string[] = [],
  engine = root,
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [path.join(engine, 'scripts/policybook.ts'), name, ...args],
      { cwd: engine, env: environment, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
        resolve({ code, stdout, stderr });
      },
    );
  });
}
