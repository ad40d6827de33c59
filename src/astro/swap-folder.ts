import { cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Puts a finished folder in the place of another by a rename; whoever dies on the way leaves the old or the new. */
export async function swapFolder(finished: string, place: string): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true });
  const incoming = `${place}.incoming`;
  const outgoing = `${place}.outgoing`;
  await rm(incoming, { recursive: true, force: true });
  await rm(outgoing, { recursive: true, force: true });
  await moveFolder(finished, incoming);
  await rename(place, outgoing).catch(ignoreMissing);
  await rename(incoming, place);
  await rm(outgoing, { recursive: true, force: true });
}

/** A rename, or a copy where the place lies on another file system. */
async function moveFolder(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await cp(from, to, { recursive: true });
    await rm(from, { recursive: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
