import path from 'node:path';
import type { RepositoryEvidence } from '#core/changes/forges/evidence.ts';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import type { RawHistory } from '#core/model/raw-commit.ts';
import type { Content } from '#core/parse/parse-content.ts';
import type { People } from '#core/schemas/people.ts';
import type { RepositorySettings, Settings } from '#core/schemas/settings.ts';
import type { Signer } from '#sources/git/check-signatures.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { RecordedHistoryError } from '#sources/git/recorded-history-error.ts';
import { writeRecordedHistory } from '#sources/git/write-recorded-history.ts';
import type { ContentFolder } from '#sources/read-content.ts';
import { loadEvidence, type EvidenceOrder } from './load-evidence.ts';

interface HistoriesOrder
  extends
    Pick<EvidenceOrder, 'settingsSource' | 'root'>,
    Pick<Content, 'people' | 'checkpoints' | 'followUps'> {
  readonly folder: ContentFolder;
  /** Where the engine keeps what it makes: repositories from recorded history, caches. */
  readonly workFolder: string;
}

function earlierTipsOf(checkpoints: Content['checkpoints'], repository: string): string[] {
  return checkpoints.flatMap(({ value }) => (value.repository === repository ? [value.tip] : []));
}

/** The keys that signatures are checked against. */
export function listSigners(people: People): Signer[] {
  return Object.entries(people).flatMap(([person, { keys }]) =>
    keys.map(({ ssh, from, to }) => ({ person, ssh, from, ...(to !== undefined && { to }) })),
  );
}

/** Reads the repositories that a book names, and what other systems say of them. */
export async function loadHistories(
  { repositories, timeZone }: Settings,
  { folder, settingsSource, root, checkpoints, followUps, workFolder, ...order }: HistoriesOrder,
): Promise<{
  histories: RawHistory[];
  evidence: RepositoryEvidence[];
  diagnostics: Diagnostic[];
}> {
  const histories: RawHistory[] = [];
  const evidence: RepositoryEvidence[] = [];
  const diagnostics: Diagnostic[] = [];
  const cacheFolder = path.join(workFolder, 'cache');
  const people = order.people?.value ?? {};
  const signers = listSigners(people);
  for (const [index, repository] of repositories.entries()) {
    try {
      const gitDir = await findRepository(repository, { folder, root, workFolder });
      const { id, branch } = repository;
      const history = await readHistory({
        repository: id,
        gitDir,
        branch,
        signers,
        timeZone,
        earlierTips: earlierTipsOf(checkpoints, id),
        cache: path.join(cacheFolder, 'commits'),
      });
      histories.push(history);
      const loaded = await loadEvidence({
        repository,
        index,
        settingsSource,
        root,
        history,
        gitDir,
        cacheFolder,
        people,
        followUps,
      });
      evidence.push(loaded.evidence);
      diagnostics.push(...loaded.diagnostics);
    } catch (error) {
      if (!(error instanceof RecordedHistoryError)) throw error;
      diagnostics.push(...error.diagnostics);
    }
  }
  return { histories, evidence, diagnostics };
}

/** A repository of the company, or one made from the recorded history of a sample. */
async function findRepository(
  { id, path: location, recorded, branch }: RepositorySettings,
  { folder: { files }, root, workFolder }: Pick<HistoriesOrder, 'folder' | 'root' | 'workFolder'>,
): Promise<string> {
  if (recorded === undefined) return path.resolve(root, location ?? '');
  return writeRecordedHistory({
    name: id,
    files: files.filter(({ file }) => file.startsWith(`${recorded}/`)),
    into: path.join(workFolder, 'histories'),
    branch,
  });
}
