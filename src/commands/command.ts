import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { escapeText } from '#core/diagnostics/escape-text.ts';
import type { Instant } from '#core/model/instant.ts';
import { findEnvironmentFault } from './environment-fault.ts';

/** 0 clean; 1 faults, or a gate that fails; 2 bad usage; 3 the environment; 70 a fault of our own. */
export type ExitCode = 0 | 1 | 2 | 3 | 70;

/** The process around a command: what it writes to, and what it may read besides its arguments. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Paths in arguments are relative to it. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person reads the output in a terminal that shows colours. */
  readonly hasColour: boolean;
  /** Whether a person at a terminal can be asked. */
  readonly canAsk: boolean;
  /** The present moment; commands have no other clock. */
  readonly now: () => Instant;
}

/** The command was called in a way that it does not understand. */
export class UsageError extends Error {}

/** The values of a command's options, as its `run` gets them. */
export type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true }>
>['values'];

/** One command: what the module of each command exports. */
export interface Command {
  /** Printed for --help and after a usage error. */
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  /** Whether it takes words that are not options. Others refuse them: most are options without their dashes. */
  readonly takesWords?: true;
  readonly run: (values: never, io: Io, words: readonly string[]) => Promise<ExitCode>;
}

const general = {
  help: { type: 'boolean', short: 'h' },
  debug: { type: 'boolean' },
} as const;

/** Runs a command and returns its exit code. Never throws, and prints no stack trace without --debug. */
export async function runCommand(
  command: Command,
  args: readonly string[],
  io: Io,
): Promise<ExitCode> {
  try {
    const options = { ...general, ...command.options };
    const { values, positionals } = parseArguments(options, args);
    if (values['help']) {
      io.stdout(`${command.usage}\n`);
      return 0;
    }
    if (!command.takesWords) refuseWords(positionals, Object.keys(options));
    return await command.run(values as never, io, positionals);
  } catch (error) {
    const code = reportError(error, command.usage, io);
    if (args.includes('--debug')) io.stderr(`${String((error as Error).stack)}\n`);
    return code;
  }
}

function parseArguments(options: ParseArgsOptionsConfig, args: readonly string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function refuseWords([word]: readonly string[], options: readonly string[]): void {
  if (word === undefined) return;
  throw new UsageError(
    options.includes(word)
      ? `Did you mean --${word}?`
      : `"${word}" is not an option of the command.`,
  );
}

function reportError(error: unknown, usage: string, io: Io): ExitCode {
  if (error instanceof UsageError) {
    io.stderr(`${escapeText(error.message)}\n\n${usage}\n`);
    return 2;
  }
  const fault = findEnvironmentFault(error);
  if (fault) {
    io.stderr(escapeText(`${fault.message}\nFix: ${fault.remedy}\n`));
    return 3;
  }
  const message = error instanceof Error ? error.message : String(error);
  io.stderr(
    escapeText(
      `This is a fault of Policybook itself: ${message}\nRun the command again with --debug and report what it prints.\n`,
    ),
  );
  return 70;
}
