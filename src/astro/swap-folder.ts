import { existsSync, renameSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** A finished folder and the place in which it is to stand. */
export interface Swap {
  readonly finished: string;
  readonly place: string;
}

/**
 * Puts finished folders in the place of others, all of them or none; whoever dies on the way leaves each as it was or as
 * it is to be. A folder cannot be renamed over one that holds files, so there is an instant between two renames, which
 * follow each other without anything in between, after everything that takes time; `recoverFolder` mends what dies in it.
 * A symbolic link would have no such instant, but many hosts do not follow links.
 */
export async function swapFolders(swaps: readonly Swap[]): Promise<void> {
  for (const { finished, place } of swaps) {
    await recoverFolder(place);
    await mkdir(path.dirname(place), { recursive: true });
    await rm(besideOf(place, 'incoming'), { recursive: true, force: true });
    await rm(besideOf(place, 'outgoing'), { recursive: true, force: true });
    await moveFolder(finished, besideOf(place, 'incoming'));
  }
  const replaced: string[] = [];
  try {
    for (const { place } of swaps) {
      replaceFolder(place);
      replaced.push(place);
    }
  } catch (error) {
    for (const place of replaced.reverse()) putBack(place);
    throw error;
  }
  for (const { place } of swaps) {
    await rm(besideOf(place, 'outgoing'), { recursive: true, force: true });
  }
}

/** Puts back what a process that died between the two renames had moved out of the place. */
export async function recoverFolder(place: string): Promise<void> {
  const outgoing = besideOf(place, 'outgoing');
  if (!existsSync(place) && existsSync(outgoing)) await rename(outgoing, place);
}

/** A name that only Policybook gives, so that nobody else's folder is taken for its own. */
function besideOf(place: string, step: 'incoming' | 'outgoing'): string {
  return path.join(path.dirname(place), `.policybook-${path.basename(place)}.${step}`);
}

function replaceFolder(place: string): void {
  const outgoing = besideOf(place, 'outgoing');
  const isReplacing = existsSync(place);
  if (isReplacing) renameSync(place, outgoing);
  try {
    renameSync(besideOf(place, 'incoming'), place);
  } catch (error) {
    if (isReplacing) renameSync(outgoing, place);
    throw error;
  }
}

function putBack(place: string): void {
  renameSync(place, besideOf(place, 'incoming'));
  const outgoing = besideOf(place, 'outgoing');
  if (existsSync(outgoing)) renameSync(outgoing, place);
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
