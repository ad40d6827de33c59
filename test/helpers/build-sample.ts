import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildInCopy } from './folders.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of both editions of the sample; tests read it and change nothing. */
    readonly sample: string;
  }
}

/** Builds the sample once for all files of a project. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'policybook-sample-'));
  const { code, stderr } = await buildInCopy(['--out', folder]);
  if (code !== 0) throw new Error(`The sample was not built.\n${stderr}`);
  project.provide('sample', folder);
  return () => rm(folder, { recursive: true, force: true });
}
