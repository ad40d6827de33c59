import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const here = createRequire(import.meta.url);
const probe = 'astro/package.json';

/**
 * Lets the modules that Astro writes below a folder find the packages of the engine. Node looks for packages in the
 * folder of a module and in those above it, and a book may be elsewhere than the engine.
 */
export function linkPackages(folder: string): void {
  const own = here.resolve(probe);
  if (findFrom(folder) === own) return;
  const link = path.join(folder, 'node_modules');
  mkdirSync(folder, { recursive: true });
  rmSync(link, { recursive: true, force: true });
  symlinkSync(path.dirname(path.dirname(own)), link, 'junction');
}

function findFrom(folder: string): string | undefined {
  try {
    return createRequire(path.join(folder, 'module.js')).resolve(probe);
  } catch {
    return undefined;
  }
}
