import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The folder of the engine. */
export const engineRoot = path.resolve(import.meta.dirname, '../../..');

/** Where the engine keeps what it makes: stages, caches, repositories from recorded history. */
export const workFolder = path.join(engineRoot, '.policybook');
export const cacheFolder = path.join(workFolder, 'cache');

/** Name and version of the engine, as verdicts and exports state them. */
export function engineName(): string {
  const manifest = JSON.parse(readFileSync(path.join(engineRoot, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return `${manifest.name} ${manifest.version}`;
}
