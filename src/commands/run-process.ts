import type { Instant } from '#core/model/instant.ts';
import { runCommand, type Command, type Io } from './command.ts';

/** Runs a command with the arguments, streams and clock of this process, and sets its exit code. */
export async function runProcess(command: Command, args: readonly string[]): Promise<void> {
  // A reader such as `head` closes the pipe once it has enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await runCommand(command, args, processIo());
}

/** The only place where the clock is read. */
export function processIo(): Io {
  return {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    cwd: process.cwd(),
    env: process.env,
    hasColour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    now: () => new Date().toISOString() as Instant,
  };
}
