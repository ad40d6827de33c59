import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkPackages } from '#astro/link-packages.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-packages-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(['new', 'with/a/folder/of/that/name'])(
  'a module below a folder elsewhere finds the packages of the engine: %s',
  async (name) => {
    const work = path.join(folder, name);
    if (name !== 'new') await mkdir(path.join(work, 'node_modules/.vite'), { recursive: true });
    for (const _ of ['first', 'again']) linkPackages(work);
    const found = createRequire(path.join(work, 'internal/page.js')).resolve('astro/package.json');
    expect(found).toBe(createRequire(import.meta.url).resolve('astro/package.json'));
  },
);
