import { readFileSync, readlinkSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { EnvironmentError } from '#sources/environment-error.ts';

// A sign of life each second; a build of another machine or container without one for this long is gone.
const lifeSign = 1_000;
const silence = 30_000;

/**
 * Takes the lock of the working folder, in which only one build can be at a time, and returns how to give it back. The
 * lock of a process that is gone is taken over, also where that process had the same number in another container.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const lock = path.join(folder, 'lock');
  const own = [placeOfProcesses(), process.pid, startOf(process.pid)].join('\n');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = await open(lock, 'wx');
      await file.writeFile(own);
      await file.close();
      return keepLock(lock, own);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const held = await readFile(lock, 'utf8').catch(() => '');
    if (await isHeld(lock, held)) {
      const [, pid] = held.split('\n');
      throw new EnvironmentError(
        `Another build (process ${pid}) is working on this book.`,
        `Wait until it has finished. A build that was killed in another container ends ${silence / 1_000} seconds later.`,
      );
    }
    await removeLock(lock, held);
  }
  throw new EnvironmentError(
    'The lock of the working folder could not be taken.',
    'Start the build again.',
  );
}

function keepLock(lock: string, own: string): () => Promise<void> {
  // A thread of its own, because a build keeps the main one busy for seconds.
  const worker = new Worker(
    `const { utimesSync } = require('node:fs');
    setInterval(() => { try { const now = new Date(); utimesSync(${JSON.stringify(lock)}, now, now); } catch {} }, ${lifeSign});`,
    { eval: true, execArgv: [] },
  );
  worker.unref();
  worker.on('error', () => undefined);
  return async () => {
    await worker.terminate();
    await removeLock(lock, own);
  };
}

async function isHeld(lock: string, held: string): Promise<boolean> {
  const [place, pid = '', start] = held.split('\n');
  // Of a process that died before it wrote its name, the time decides.
  if (place === placeOfProcesses() && start !== undefined) return startOf(Number(pid)) === start;
  const found = await stat(lock).catch(() => undefined);
  return found !== undefined && Math.abs(Date.now() - found.mtimeMs) < silence;
}

/** Removes a lock with this text. One that somebody else took in the meantime is put back. */
async function removeLock(lock: string, text: string): Promise<void> {
  const aside = `${lock}.${process.pid}`;
  try {
    await rename(lock, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) === text) await rm(aside, { force: true });
  else await rename(aside, lock);
}

/** Where process numbers count: the machine since it was started, and the container. */
function placeOfProcesses(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** When a process began, in the words of the system; empty for one that is gone. */
function startOf(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 0) return '';
  try {
    // The name of the program, in brackets, may contain anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').split(' ');
    return fields[20] ?? '';
  } catch {
    return process.platform !== 'linux' && isRunning(pid) ? 'running' : '';
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
