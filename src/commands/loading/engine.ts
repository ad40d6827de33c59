import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The folder of the engine. */
export const engineRoot = path.resolve(import.meta.dirname, '../../..');

/**
 * Where a book keeps what is made of it: stages, caches, repositories from recorded history. It is beside the content
 * folder, whose parent is `root`: an installed engine may be read-only, and serve several books.
 */
export function workFolderOf(root: string): string {
  return path.join(root, '.policybook');
}

/** Name and version of the engine, as verdicts and exports state them. */
export function engineName(): string {
  const manifest = JSON.parse(readFileSync(path.join(engineRoot, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return `${manifest.name} ${manifest.version}`;
}
