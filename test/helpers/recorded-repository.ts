import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeRecordedHistory } from '#sources/git/write-recorded-history.ts';
import { onTestFinished } from 'vitest';

const identities = `
mira: Mira Oduya <mira@larkfield.example>
tess: Tess Varga <tess@larkfield.example>
jonas: Jonas Leitner <jonas@larkfield.example>
jonas-web: Jonas Leitner <4410233+jleitner@users.noreply.github.com>
priya: Priya Raman <priya@larkfield.example>
upkeep: Upkeep <upkeep@larkfield.example>
stranger: Una Known <una@elsewhere.example>
forge: GitHub <noreply@github.com>
`;

/** A folder that is removed after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'policybook-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a bare repository from recorded history (the commits as YAML) and returns its path. */
export async function recordedRepository(commits: string): Promise<string> {
  return writeRecordedHistory({
    name: 'platform',
    files: [
      { file: 'histories/platform/identities.yaml', text: identities },
      { file: 'histories/platform/2026-03.yaml', text: commits },
    ],
    into: await temporaryFolder(),
  });
}
