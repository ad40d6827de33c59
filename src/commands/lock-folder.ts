import { mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { EnvironmentError } from '#sources/environment-error.ts';

/**
 * Takes the lock of the working folder, in which only one build can be at a time, and returns how to give it back.
 * A lock whose process is gone is taken over.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const lock = path.join(folder, 'lock');
  const release = () => rm(lock, { force: true });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = await open(lock, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      return release;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
      if (isRunning(holder)) {
        throw new EnvironmentError(
          `Another build (process ${holder}) is working in this checkout.`,
          'Wait until it has finished, or use a second checkout.',
        );
      }
      await release();
    }
  }
  throw new EnvironmentError(
    'The lock of the working folder could not be taken.',
    'Start the build again.',
  );
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
