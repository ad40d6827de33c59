import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { stat, realpath } from 'node:fs/promises';
import { devNull } from 'node:os';
import { delimiter, dirname, isAbsolute } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EnvironmentError } from '../environment-error.ts';
import { explainGitFailure } from './explain-git-failure.ts';

export interface GitCommand {
  /** The repository, bare or with a work tree; its own folder and not one inside it. */
  readonly gitDir: string;
  readonly args: readonly string[];
  /** What the command reads. */
  readonly input?: Iterable<string>;
}

type GitProcess = ChildProcessByStdio<Writable, Readable, Readable>;

// A repository's own settings may name programs to run, or change what is printed.
const settings = [
  'core.fsmonitor=false',
  `core.hooksPath=${devNull}`,
  'core.quotepath=off',
  // The commit graph is a cache that could contain other parents than the commits themselves.
  'core.commitGraph=false',
  'protocol.allow=never',
  'log.showSignature=false',
];

const maximumComplaint = 64 * 1024;

/** Runs git and gives all that it printed. Throws an `EnvironmentError` where it fails. */
export async function runGit(command: GitCommand): Promise<string> {
  const chunks: Buffer[] = [];
  await streamGit(command, (chunk) => chunks.push(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Runs git and hands on what it prints, piece by piece as it comes. */
export async function streamGit(
  command: GitCommand,
  onOutput: (chunk: Buffer) => void,
): Promise<void> {
  const git = start(command, await environmentFor(command.gitDir));
  const ended = waitForEnd(git);
  const complaint = collectComplaint(git);
  const fed = pipeline(Readable.from(command.input ?? []), git.stdin).catch((error: unknown) => {
    // The cause is on the standard error of git; the broken pipe only follows from it.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  });
  try {
    for await (const chunk of git.stdout) onOutput(chunk as Buffer);
    await fed;
  } catch (error) {
    git.kill();
    await ended;
    throw error;
  }
  const status = await ended;
  if (status !== 0 || /^(?:error|fatal): /m.test(complaint())) {
    throw explainGitFailure({ ...command, status, complaint: complaint() });
  }
}

function start({ gitDir, args }: GitCommand, env: NodeJS.ProcessEnv): GitProcess {
  const options = settings.flatMap((setting) => ['-c', setting]);
  return spawn('git', ['--no-pager', ...options, ...args], {
    cwd: gitDir,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** The exit status, or undefined where a signal ended it. */
function waitForEnd(git: GitProcess): Promise<number | undefined> {
  const ended = new Promise<number | undefined>((resolve, reject) => {
    git.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? gitIsMissing(error) : error);
    });
    git.once('close', (status) => {
      resolve(status ?? undefined);
    });
  });
  // It is awaited after the output; a rejection before that is not unhandled.
  ended.catch(() => undefined);
  return ended;
}

function gitIsMissing(cause: Error): EnvironmentError {
  return new EnvironmentError(
    'There is no git on this machine, or not in a folder that PATH names.',
    'Install git 2.32 or later, and type "git --version" to see that it is found.',
    { cause },
  );
}

function collectComplaint(git: GitProcess): () => string {
  let text = '';
  git.stderr.setEncoding('utf8');
  git.stderr.on('data', (chunk: string) => {
    if (text.length < maximumComplaint) text += chunk;
  });
  return () => text;
}

/** The absolute folders of PATH. A relative one would be searched in the repository, which may contain a program "git". */
export function searchPath(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.filter((folder) => isAbsolute(folder)).join(delimiter);
}

/** Of the caller's environment only PATH: other variables could change what git reads. */
async function environmentFor(gitDir: string): Promise<NodeJS.ProcessEnv> {
  const found = await stat(gitDir).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new EnvironmentError(
      `There is no folder ${gitDir}, where a git repository was expected.`,
      'Correct the path in policybook.yaml, or clone the repository to that place.',
    );
  }
  return {
    PATH: searchPath(),
    HOME: devNull,
    LC_ALL: 'C',
    TZ: 'UTC',
    // Otherwise git would read the repository around a folder that is not one.
    GIT_CEILING_DIRECTORIES: dirname(await realpath(gitDir)),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    // A path of the book may contain characters of a pattern.
    GIT_LITERAL_PATHSPECS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    // Otherwise git flushes its output after each commit.
    GIT_FLUSH: '0',
    GIT_TERMINAL_PROMPT: '0',
  };
}
