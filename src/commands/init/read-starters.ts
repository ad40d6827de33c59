import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Starter } from '#core/start/starters.ts';
import { engineRoot } from '../loading/engine.ts';

/** The starter policies of the engine, in the order of their ids. */
export async function readStarters(): Promise<Starter[]> {
  const folder = path.join(engineRoot, 'src/starter');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(
    names.map(async (name) => ({
      id: path.basename(name, '.md'),
      text: await readFile(path.join(folder, name), 'utf8'),
    })),
  );
}
