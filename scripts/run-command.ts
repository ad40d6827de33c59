import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { escapeText } from '#core/diagnostics/escape-text.ts';
import { EnvironmentError } from '#sources/environment-error.ts';

/** 0 clean; 1 faults, or a gate that fails; 2 bad usage; 3 the environment; 70 a fault of our own. */
export type ExitCode = 0 | 1 | 2 | 3 | 70;

/** The command was called in a way that it does not understand. */
export class UsageError extends Error {}

export interface Command<Options extends ParseArgsOptionsConfig> {
  /** Printed for --help and after a usage error. */
  readonly usage: string;
  readonly options: Options;
  /** Whether it takes words that are no options; others refuse them, since an option without its dashes is one. */
  readonly takesWords?: true;
  readonly run: (values: Values<Options>, positionals: readonly string[]) => Promise<ExitCode>;
}

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true }>
>['values'];

const general = {
  help: { type: 'boolean', short: 'h' },
  debug: { type: 'boolean' },
} as const;

/** Runs a command with the arguments of this process and sets its exit code. No stack trace without --debug. */
export async function runCommand<const Options extends ParseArgsOptionsConfig>(
  command: Command<Options>,
): Promise<void> {
  const isDebugging = process.argv.includes('--debug');
  // Whoever reads only the first lines (… | head) has what they wanted.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    const { values, positionals } = parseArguments({ ...general, ...command.options });
    if ((values as { help?: boolean }).help) {
      process.stdout.write(`${command.usage}\n`);
      return;
    }
    if (!command.takesWords) {
      refuseWords(positionals, Object.keys({ ...general, ...command.options }));
    }
    process.exitCode = await command.run(values as Values<Options>, positionals);
  } catch (error) {
    process.exitCode = reportError(error, command.usage);
    if (isDebugging) process.stderr.write(`${String((error as Error).stack)}\n`);
  }
}

function parseArguments(options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function refuseWords([word]: readonly string[], options: readonly string[]): void {
  if (word === undefined) return;
  throw new UsageError(
    options.includes(word) ? `Did you mean --${word}?` : `"${word}" is no option of the command.`,
  );
}

function reportError(error: unknown, usage: string): ExitCode {
  if (error instanceof UsageError) {
    process.stderr.write(`${escapeText(error.message)}\n\n${usage}\n`);
    return 2;
  }
  if (error instanceof EnvironmentError) {
    process.stderr.write(escapeText(`${error.message}\nFix: ${error.remedy}\n`));
    return 3;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    escapeText(
      `This is a fault of Policybook itself: ${message}\nRun the command again with --debug and report what it prints.\n`,
    ),
  );
  return 70;
}
