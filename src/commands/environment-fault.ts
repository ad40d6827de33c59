import { getSystemErrorName } from 'node:util';
import { EnvironmentError } from '#sources/environment-error.ts';

/** What the system answered, and what helps. `it` is the file or address at which it did. */
const answers: Readonly<
  Record<string, (it: string) => readonly [message: string, remedy: string]>
> = {
  ENOSPC: (it) => [`There is no space left to write ${it}.`, 'Free some space, then start again.'],
  EDQUOT: (it) => [`Your share of the disk is full: ${it}.`, 'Free some space, then start again.'],
  EROFS: (it) => [
    `${it} is on a file system that is read-only.`,
    'Name a folder that can be written, or mount it for writing.',
  ],
  EACCES: (it) => [
    `You may not use ${it}.`,
    'Give yourself the rights to it, or name another place.',
  ],
  EPERM: (it) => [
    `You may not change ${it}.`,
    'Give yourself the rights to it, or name another place.',
  ],
  EBUSY: (it) => [
    `${it} is in use, perhaps as a mount point.`,
    'Name another place, or end what uses it.',
  ],
  ENOENT: (it) => [
    `${it} is not there, or was removed meanwhile.`,
    'Put it back, then start again.',
  ],
  ENOTDIR: (it) => [`A part of the path ${it} is a file.`, 'Name a folder, or move the file.'],
  EISDIR: (it) => [
    `${it} is a folder where a file is needed.`,
    'Name another place, or move the folder.',
  ],
  EEXIST: (it) => [
    `${it} is there already, as something else.`,
    'Name another place, or move what is there.',
  ],
  ENAMETOOLONG: (it) => [
    `The name ${it} is too long for this file system.`,
    'Give it a shorter name.',
  ],
  ELOOP: (it) => [`The links of ${it} lead in a circle.`, 'Remove one of the links.'],
  EMFILE: () => [
    'Too many files are open.',
    'Raise the limit with "ulimit -n 4096", then start again.',
  ],
  EADDRINUSE: (it) => [`The port ${it} is in use.`, 'Name another one with --port.'],
  ENOMEM: () => ['There is not enough memory.', 'Close other programs, then start again.'],
};

/**
 * The answer of the system that an error comes from, as a sentence with a remedy; undefined for an error of our own. The
 * error may be the cause of another.
 */
export function findEnvironmentFault(error: unknown): EnvironmentError | undefined {
  for (let one = error, depth = 0; one instanceof Error && depth < 8; one = one.cause, depth += 1) {
    if (one instanceof EnvironmentError) return one;
    const { code, syscall, path, port } = one as NodeJS.ErrnoException & { port?: number };
    const native = /\(os error (\d+)\)/.exec(one.message)?.[1];
    // A bundler that is not written in JavaScript has the number of the answer in its message alone.
    const name = native === undefined ? code : getSystemErrorName(-Number(native));
    if (syscall === undefined && native === undefined) continue;
    const it = String(path ?? port ?? 'a file');
    const [message, remedy] = answers[name ?? '']?.(it) ?? [
      `The system refused ${syscall ?? 'a call'} for ${it} (${name ?? 'no name'}).`,
      'Look after the machine, then start again.',
    ];
    return new EnvironmentError(message, remedy, { cause: error });
  }
  return undefined;
}
