import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { workFolder } from '#commands/loading/engine.ts';
import { lockFolder } from '#commands/lock-folder.ts';
import type { Bench, Figure } from './bench.ts';
import type { RegisterBuild } from './register-once.ts';

const changes = 25_000;
const once = path.join(import.meta.dirname, 'register-once.ts');

/** The internal edition of a book with many changes, each of which has a page. */
export const registerBench: Bench = {
  name: 'register',
  async run() {
    await mkdir(workFolder, { recursive: true });
    const folder = await mkdtemp(path.join(workFolder, 'bench-register-'));
    const unlock = await lockFolder(workFolder);
    try {
      return describe(await build(folder, changes), await build(folder, changes / 2));
    } finally {
      await unlock();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function describe(whole: RegisterBuild, half: RegisterBuild): readonly Figure[] {
  const name = `register of ${changes.toLocaleString('en')} changes`;
  return [
    {
      name: `${name}, pages for each second of the main thread`,
      value: whole.pages / whole.seconds,
      least: 1500,
      unit: 'pages/s',
    },
    { name: `${name}, peak memory`, value: whole.megabytes, limit: 1024, unit: 'MB' },
    {
      name: 'register, twice the changes',
      value: whole.seconds / half.seconds,
      limit: 2.2,
      unit: '×',
    },
  ];
}

async function build(folder: string, count: number): Promise<RegisterBuild> {
  // As npm run build starts it.
  const args = ['--max-semi-space-size=16', once, folder, String(count)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as RegisterBuild;
}
