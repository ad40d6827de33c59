import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';

/** The work tree that a folder lies in. */
export interface OwnRepository {
  /** The folder that contains .git. */
  readonly gitDir: string;
  /** The folder's path inside it, ended by `/`; empty where it is the top. */
  readonly prefix: string;
}

/**
 * Finds the repository around a folder, as git does. It does not run git, so that no variable can point elsewhere.
 * Undefined where there is none.
 */
export async function findOwnRepository(folder: string): Promise<OwnRepository | undefined> {
  const start = await realpath(folder);
  for (let place = start; ; place = path.dirname(place)) {
    const found = await lstat(path.join(place, '.git')).catch(() => undefined);
    if (found) {
      const inside = path.relative(place, start).split(path.sep).join('/');
      return { gitDir: place, prefix: inside === '' ? '' : `${inside}/` };
    }
    if (path.dirname(place) === place) return undefined;
  }
}
