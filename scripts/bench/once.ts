import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { engineRoot, workFolderOf } from '#commands/loading/engine.ts';

// As scripts/policybook.ts does.
enableCompileCache(path.join(workFolderOf(engineRoot), 'code'));

const benches: Readonly<
  Record<string, () => Promise<{ once: (...args: string[]) => Promise<unknown> }>>
> = {
  build: () => import('./build.ts'),
  export: () => import('./export.ts'),
  ingest: () => import('./ingest.ts'),
  judge: () => import('./judge.ts'),
  register: () => import('./register.ts'),
};

/** Runs the function `once` of one bench, alone in this process, and prints what it found. */
const [name = '', ...args] = process.argv.slice(2);
const bench = await benches[name]?.();
if (!bench) throw new Error(`There is no bench "${name}" with a process of its own.`);
process.stdout.write(JSON.stringify((await bench.once(...args)) ?? null));
