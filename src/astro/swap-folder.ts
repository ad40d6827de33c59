import { existsSync, renameSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** A finished folder and the place in which it is to stand. */
export interface Swap {
  readonly finished: string;
  readonly place: string;
}

/**
 * Puts finished folders in the place of others; whoever dies on the way leaves each as it was or as it is to be. A
 * folder cannot be renamed over one that holds files, so there is an instant between two renames, which follow each
 * other without anything in between, after everything that takes time; `recoverFolder` mends what dies in it. A
 * symbolic link would have no such instant, but many hosts do not follow links.
 */
export async function swapFolders(swaps: readonly Swap[]): Promise<void> {
  for (const { finished, place } of swaps) {
    await recoverFolder(place);
    await mkdir(path.dirname(place), { recursive: true });
    await rm(incomingOf(place), { recursive: true, force: true });
    await rm(outgoingOf(place), { recursive: true, force: true });
    await moveFolder(finished, incomingOf(place));
  }
  for (const { place } of swaps) replaceFolder(place);
  for (const { place } of swaps) await rm(outgoingOf(place), { recursive: true, force: true });
}

/** Puts back what a process that died between the two renames had moved out of the place. */
export async function recoverFolder(place: string): Promise<void> {
  if (!existsSync(place) && existsSync(outgoingOf(place))) await rename(outgoingOf(place), place);
}

function incomingOf(place: string): string {
  return `${place}.incoming`;
}

function outgoingOf(place: string): string {
  return `${place}.outgoing`;
}

function replaceFolder(place: string): void {
  const isReplacing = existsSync(place);
  if (isReplacing) renameSync(place, outgoingOf(place));
  try {
    renameSync(incomingOf(place), place);
  } catch (error) {
    if (isReplacing) renameSync(outgoingOf(place), place);
    throw error;
  }
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
