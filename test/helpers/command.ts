import { execFile } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

// What a person's shell has; the test runner's own variables (DEV, MODE) would reach the pages.
const { PATH, HOME, TMPDIR, LANG } = process.env;
export const environment = { PATH, HOME, TMPDIR, LANG, NO_COLOR: '1' };

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of scripts/ as npm would, and never throws for its exit code. */
export async function runScript(
  name: string,
  args: readonly string[] = [],
  engine = root,
): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [path.join(engine, 'scripts', `${name}.ts`), ...args],
      { cwd: engine, env: environment, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : -1) : 0;
        resolve({ code, stdout, stderr });
      },
    );
  });
}
