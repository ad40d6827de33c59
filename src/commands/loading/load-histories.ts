import path from 'node:path';
import { parseDeployments } from '#core/changes/deployments/parse-deployments.ts';
import { listMergesToCheck } from '#core/changes/pull-requests/list-merges-to-check.ts';
import { parseForgeExport } from '#core/forges/parse-forge-export.ts';
import { landingsOfSample } from '#core/changes/follow-ups/land-follow-ups.ts';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import type { RepositoryEvidence } from '#core/model/forge-pull.ts';
import type { RawHistory } from '#core/model/raw-commit.ts';
import type { BookHistory, RecordHistory } from '#core/model/record-history.ts';
import type { SourceFile } from '#core/model/source-file.ts';
import type { Content } from '#core/parse/parse-content.ts';
import { ownRepository } from '#core/schemas/checkpoint.ts';
import type { People } from '#core/schemas/people.ts';
import type { RepositorySettings, Settings } from '#core/schemas/settings.ts';
import type { Signer } from '#sources/git/check-signatures.ts';
import { findOwnRepository } from '#sources/git/find-own-repository.ts';
import { EnvironmentError } from '#sources/environment-error.ts';
import { readCleanMerges } from '#sources/git/read-clean-merges.ts';
import { readDependencyChanges } from '#sources/git/read-dependency-changes.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { readRecordHistory } from '#sources/git/read-record-history.ts';
import { RecordedHistoryError, writeRecordedHistory } from '#sources/git/write-recorded-history.ts';
import type { ContentFolder } from '#sources/read-content.ts';
import { readForgeExports, type ExportOrder } from '#sources/read-forge-exports.ts';
import { workFolderOf } from './engine.ts';

interface HistoriesOrder
  extends
    Pick<ExportOrder, 'settingsSource' | 'root'>,
    Pick<Content, 'people' | 'checkpoints' | 'followUps'> {
  readonly folder: ContentFolder;
}

/** The keys that signatures are checked against. */
export function listSigners(people: People): Signer[] {
  return Object.entries(people).flatMap(([person, { keys }]) =>
    keys.map(({ ssh, from, to }) => ({ person, ssh, from, ...(to !== undefined && { to }) })),
  );
}

/** Reads the repositories that a book names, and what other systems exported about them. */
export async function loadHistories(
  { repositories, timeZone }: Settings,
  { folder, settingsSource, root, checkpoints, followUps, ...order }: HistoriesOrder,
): Promise<{
  histories: RawHistory[];
  evidence: RepositoryEvidence[];
  diagnostics: Diagnostic[];
}> {
  const histories: RawHistory[] = [];
  const evidence: RepositoryEvidence[] = [];
  const diagnostics: Diagnostic[] = [];
  const people = order.people?.value ?? {};
  const signers = listSigners(people);
  for (const [index, repository] of repositories.entries()) {
    try {
      const gitDir = await findRepository(repository, { folder, root });
      const { id, branch } = repository;
      const history = await readHistory({
        repository: id,
        gitDir,
        branch,
        signers,
        timeZone,
        earlierTips: checkpoints.flatMap(({ value }) => (value.repository === id ? value.tip : [])),
        cache: path.join(workFolderOf(root), 'cache/commits'),
      });
      histories.push(history);
      const loaded = await loadEvidence(
        { repository, place: ['repositories', index], settingsSource, root },
        { history, people, followUps, gitDir },
      );
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
export async function findRepository(
  { id, path: location, recorded, branch }: RepositorySettings,
  {
    folder: { files },
    root,
  }: { readonly folder: Pick<ContentFolder, 'files'>; readonly root: string },
): Promise<string> {
  if (recorded === undefined) return path.resolve(root, location ?? '');
  return writeRecordedHistory({
    name: id,
    files: files.filter(({ file }) => file.startsWith(`${recorded}/`)),
    into: path.join(workFolderOf(root), 'histories'),
    branch,
  });
}

interface ReadRepository {
  readonly history: RawHistory;
  readonly people: People;
  readonly followUps: Content['followUps'];
  readonly gitDir: string;
}

/** Reads the exports of a repository's forge and the deployments of its pipeline. */
async function loadEvidence(
  order: ExportOrder,
  { gitDir, ...read }: ReadRepository,
): Promise<{ evidence: RepositoryEvidence; diagnostics: readonly Diagnostic[] }> {
  const files = await readForgeExports(order);
  const parsed = files.forgeExports.map(parseForgeExport);
  const forgeExports = parsed.flatMap((one) => one.export ?? []);
  const pipeline = files.deployments && parseDeployments(files.deployments);
  const merges = listMergesToCheck({ ...read, forgeExports });
  const diagnostics = [
    ...files.diagnostics,
    ...parsed.flatMap((one) => one.diagnostics),
    ...(pipeline?.diagnostics ?? []),
  ];
  return {
    evidence: {
      repository: order.repository.id,
      forgeExports,
      ...(pipeline?.deployments && { deployments: pipeline.deployments }),
      cleanMerges: await readCleanMerges(
        gitDir,
        merges,
        path.join(workFolderOf(order.root), 'cache/merges'),
      ),
      ...(order.repository.dependencies && {
        dependencies: await readDependencyChanges(
          gitDir,
          read.history.line.map(({ id, parents, paths }) => ({ id, base: parents[0], paths })),
          path.join(workFolderOf(order.root), 'cache/dependencies'),
        ),
      }),
      ...(diagnostics.some(({ severity }) => severity === 'error') && { isPartial: true }),
    },
    diagnostics,
  };
}

/**
 * The branch of the book itself; nothing for a sample, or where the book is in no repository. A branch that cannot be
 * read is an error only where a checkpoint names it.
 */
export async function loadOwnBranch(
  { sample, policies: { branch } }: Settings,
  { directory, checkpoints }: { readonly directory: string } & Pick<Content, 'checkpoints'>,
): Promise<RawHistory[]> {
  const own = sample ? undefined : await findOwnRepository(directory);
  if (!own) return [];
  const earlierTips = checkpoints.flatMap(({ value }) =>
    value.repository === ownRepository ? value.tip : [],
  );
  const { gitDir } = own;
  try {
    return [await readHistory({ repository: ownRepository, gitDir, branch, earlierTips })];
  } catch (error) {
    if (earlierTips.length === 0 && error instanceof EnvironmentError) return [];
    throw error;
  }
}

interface LandingsOrder extends Pick<Content, 'followUps' | 'answers' | 'people'> {
  /** The content folder. */
  readonly directory: string;
  readonly settingsSource: SourceFile;
}

/** Finds out when the records of a book landed in it, and what its own repository and forge show. */
export async function loadLandings(
  { sample, policies: { branch, forgeExports }, timeZone }: Settings,
  { directory, settingsSource, followUps, answers, people }: LandingsOrder,
): Promise<{
  readonly history?: RecordHistory;
  readonly bookHistory?: BookHistory;
  readonly diagnostics: readonly Diagnostic[];
}> {
  if (sample) return { history: landingsOfSample(sample.landed, followUps), diagnostics: [] };
  const cache = path.join(workFolderOf(path.dirname(directory)), 'cache');
  const { history, obstacle, own } = await readRecordHistory({
    directory,
    branch,
    signers: listSigners(people?.value ?? {}),
    timeZone,
    cache: path.join(cache, 'commits'),
    cleanMerges: path.join(cache, 'merges'),
  });
  const root = path.dirname(directory);
  const repository = { id: 'book', forgeExports, deployments: 'on-merge' };
  const files = await readForgeExports({ repository, place: ['policies'], settingsSource, root });
  const parsed = files.forgeExports.map(parseForgeExport);
  const diagnostics = [...files.diagnostics, ...parsed.flatMap((one) => one.diagnostics)];
  if (!obstacle) {
    const evidence = {
      forgeExports: parsed.flatMap((one) => one.export ?? []),
      cleanMerges: own?.cleanMerges ?? {},
    };
    return {
      history,
      ...(own && { bookHistory: { history: own.history, evidence } }),
      diagnostics,
    };
  }
  if (followUps.length + answers.length === 0) return { history, diagnostics };
  const unread: Diagnostic = {
    code: 'book/landings-unknown',
    severity: 'warning',
    at: { file: settingsSource.file, line: 1 },
    problem: `When follow-ups landed in the book is not known. ${obstacle.message}`,
    remedy: obstacle.remedy,
  };
  return { history, diagnostics: [...diagnostics, unread] };
}
