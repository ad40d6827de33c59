import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

interface Entry {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
}

const hour = 60 * 60 * 1000;

/** The names in a folder, those that were written last first. What another run takes away meanwhile is left out. */
export function listNewest(folder: string): string[] {
  return listEntries(folder).map(({ name }) => name);
}

/**
 * Removes what is not needed, but for what was written within an hour of the newest entry: another run may be about to
 * need it.
 */
export function removeUnneeded(folder: string, isNeeded: (name: string) => boolean): void {
  const entries = listEntries(folder);
  const newest = entries[0]?.writtenAt ?? 0;
  for (const { name, writtenAt } of entries) {
    if (writtenAt < newest - hour && !isNeeded(name)) removeEntry(path.join(folder, name));
  }
}

/** What cannot be removed takes room and does no harm. */
export function removeEntry(place: string): void {
  attempt(() => {
    rmSync(place, { recursive: true, force: true });
  });
}

function listEntries(folder: string): Entry[] {
  return (attempt(() => readdirSync(folder)) ?? [])
    .flatMap((name) => {
      const writtenAt = attempt(() => statSync(path.join(folder, name)).mtimeMs);
      return writtenAt === undefined ? [] : [{ name, writtenAt }];
    })
    .sort((left, right) => right.writtenAt - left.writtenAt);
}

function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
