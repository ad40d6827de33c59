import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { digestFiles } from '#sources/cache/digest-engine.ts';
import { engineRoot } from '../loading/engine.ts';

/** A digest over everything that decides what a record is judged to be, and what a pack contains. */
export function digestJudge(): Promise<string> {
  return digestFiles(['package.json', 'src/core/**/*.*']);
}

/** The program in Python that verifies a pack. */
export function readVerifier(): Promise<string> {
  return readFile(path.join(engineRoot, 'src/core/evidence/verify.py'), 'utf8');
}
