import { nearestName } from '#core/diagnostics/nearest-name.ts';
import { UsageError, runCommand, type Command, type ExitCode, type Io } from './command.ts';
import { commands } from './index.ts';
import { engineName } from './loading/engine.ts';

/**
 * Runs `policybook` with its arguments: a command with its options, `help`, or the version. Returns the exit code.
 * Without a command, and for one that does not exist, it is 2.
 */
export async function runPolicybook(
  [name = '', ...args]: readonly string[],
  io: Io,
): Promise<ExitCode> {
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry) return runCommand(await entry.load(), args, io);
  if (name === 'help' && args[0] !== undefined) return runPolicybook([args[0], '--help'], io);
  if (['help', '--help', '-h'].includes(name)) return print(listCommands(), io);
  if (['--version', '-v', '-V'].includes(name)) return print(engineName(), io);
  return runCommand(unknownCommand(name), [], io);
}

function print(text: string, { stdout }: Io): 0 {
  stdout(`${text}\n`);
  return 0;
}

/** A command that refuses a name which none has. */
function unknownCommand(name: string): Command {
  const near = nearestName(name, Object.keys(commands));
  const problem =
    name === ''
      ? 'No command is named.'
      : `There is no command "${name}"${near === undefined ? '' : `; the nearest is "${near}"`}.`;
  return { usage: listCommands(), options: {}, run: () => Promise.reject(new UsageError(problem)) };
}

function listCommands(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  return [
    'Usage: policybook <command> [options]',
    '',
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    '"policybook <command> --help" prints the options of a command, "policybook --version" the version.',
  ].join('\n');
}
