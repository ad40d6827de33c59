import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { settingsSchema } from '#core/schemas/settings.ts';
import { readForgeExports } from '#sources/read-forge-exports.ts';
import { temporaryFolder } from '../helpers/recorded-repository.ts';

const settingsText = `repositories:
  - { id: other, path: ../other, since: 2026-01-01, policy: change-management }
  - id: platform
    path: ../platform
    since: 2026-01-01
    policy: change-management
    forgeExports:
      - exports/pulls.json
      - exports/gone.json
    deployments: exports/live.jsonl
`;
const repository = settingsSchema.shape.repositories.unwrap().element.parse({
  id: 'platform',
  path: '../platform',
  since: '2026-01-01',
  policy: 'change-management',
  forgeExports: ['exports/pulls.json', 'exports/gone.json'],
  deployments: 'exports/live.jsonl',
});

test('reads what is there with its digest, and names the setting of what is not', async () => {
  const root = await temporaryFolder();
  await mkdir(path.join(root, 'exports'));
  await writeFile(path.join(root, 'exports/pulls.json'), '[]\n');
  const read = await readForgeExports({
    repository,
    place: ['repositories', 1],
    settingsSource: { file: 'content/policybook.yaml', text: settingsText },
    root,
  });
  expect(read.forgeExports).toEqual([
    {
      file: 'exports/pulls.json',
      text: '[]\n',
      digest: createHash('sha256').update('[]\n').digest('hex'),
    },
  ]);
  expect(read.deployments).toBeUndefined();
  expect(
    read.diagnostics.map(
      ({ at, code, problem }) => `${at.line} ${code} ${problem.split(',')[0] ?? ''}`,
    ),
  ).toEqual([
    '9 export/missing "forgeExports" names exports/gone.json',
    '10 export/missing "deployments" names exports/live.jsonl',
  ]);
});

test.for(['utf16le', 'utf16be'])('reads what was redirected as %s', async (encoding) => {
  const root = await temporaryFolder();
  await mkdir(path.join(root, 'exports'));
  const bytes = Buffer.from('\u{feff}[]', 'utf16le');
  await writeFile(
    path.join(root, 'exports/pulls.json'),
    encoding === 'utf16be' ? bytes.swap16() : bytes,
  );
  const { forgeExports } = await readForgeExports({
    repository: { ...repository, forgeExports: ['exports/pulls.json'] },
    place: ['repositories', 1],
    settingsSource: { file: 'content/policybook.yaml', text: settingsText },
    root,
  });
  expect(forgeExports.map(({ text }) => text)).toEqual(['\u{feff}[]']);
});
