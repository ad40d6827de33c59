import { statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Instant } from '#core/model/instant.ts';
import type { ExitCode, Io } from './command.ts';
import { findEnvironmentFault } from './environment-fault.ts';
import { workFolderOf } from './loading/engine.ts';

/** Runs a function with the arguments, streams and clock of this process, and sets the exit code that it returns. */
export async function runProcess(
  run: (args: readonly string[], io: Io) => Promise<ExitCode>,
): Promise<void> {
  // A reader such as `head` closes the pipe once it has enough.
  let unwritten: Error | undefined;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') unwritten = error;
  });
  const args = process.argv.slice(2);
  keepCompiledCode(args);
  process.exitCode = await run(args, processIo());
  // What is written to a file fails only when it is flushed.
  await new Promise((resolve) => process.stdout.write('', resolve));
  const fault = findEnvironmentFault(unwritten);
  if (fault) {
    process.stderr.write(`${fault.message}\nFix: ${fault.remedy}\n`);
    process.exitCode = 3;
  }
}

/** Keeps the compiled code of the engine beside the book that the arguments name, where there is one. */
function keepCompiledCode(args: readonly string[]): void {
  const { values } = parseArgs({
    args,
    options: { content: { type: 'string', default: 'content' } },
    strict: false,
  });
  const content = path.resolve(String(values['content']));
  if (!statSync(content, { throwIfNoEntry: false })?.isDirectory()) return;
  enableCompileCache(path.join(workFolderOf(path.dirname(content)), 'code'));
}

/** The only place where the clock is read. */
export function processIo(): Io {
  return {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    cwd: process.cwd(),
    env: process.env,
    hasColour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    canAsk: process.stdin.isTTY && process.stdout.isTTY,
    now: () => new Date().toISOString() as Instant,
  };
}
