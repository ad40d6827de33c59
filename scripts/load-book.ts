import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { assembleBook, type AssembledBook } from '#core/assemble-book.ts';
import type { RepositoryEvidence } from '#core/changes/evidence.ts';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import { parseCalendarDate, type CalendarDate } from '#core/model/calendar-date.ts';
import { calendarDateOf, type Instant } from '#core/model/instant.ts';
import type { PolicyHistory } from '#core/model/policy-text.ts';
import type { RawHistory } from '#core/model/raw-commit.ts';
import { parseContent, type Content } from '#core/parse/parse-content.ts';
import type { People } from '#core/schemas/people.ts';
import type { RepositorySettings, Settings } from '#core/schemas/settings.ts';
import { digestEngine } from '#sources/cache/digest-engine.ts';
import { openPackCache } from '#sources/cache/open-pack-cache.ts';
import { RecordedHistoryError } from '#sources/git/recorded-history-error.ts';
import type { Signer } from '#sources/git/check-signatures.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { readPolicyTexts } from '#sources/git/read-policy-texts.ts';
import { writeRecordedHistory } from '#sources/git/write-recorded-history.ts';
import { readContent, type ContentFolder } from '#sources/read-content.ts';
import { loadEvidence, type EvidenceOrder } from './load-evidence.ts';
import { UsageError } from './run-command.ts';

/** The folder of the engine; what it works with lies in .policybook below it. */
export const engineRoot = path.resolve(import.meta.dirname, '..');
export const workFolder = path.join(engineRoot, '.policybook');

/** The options that every command understands. */
export const bookOptions = {
  content: { type: 'string', default: 'content' },
  'as-of': { type: 'string' },
} as const;

export interface LoadingOrder {
  readonly content: string;
  readonly asOf: string | undefined;
  /** Gates that the command line sets over those of the book. */
  readonly gates?: Partial<Settings['gates']>;
}

export interface LoadedBook extends AssembledBook {
  /** The parent of the content folder. */
  readonly root: string;
}

/** Reads the content folder and the repositories that it names, and judges them as of one day. */
export async function loadBook({ content, asOf, gates = {} }: LoadingOrder): Promise<LoadedBook> {
  const directory = path.resolve(content);
  const root = path.dirname(directory);
  const folder = await readFolder(directory, content);
  const parsed = parseContent(folder);
  const day = parseAsOf(asOf);
  if (!parsed.settings) {
    return { root, diagnostics: [...folder.diagnostics, ...parsed.diagnostics] };
  }

  const { sample, timeZone } = parsed.settings.value;
  const judgedOn = day ?? sample?.asOf ?? today(timeZone);
  const settings: Settings = {
    ...parsed.settings.value,
    gates: { ...parsed.settings.value.gates, ...gates },
    // A sample shows itself on the day on which it was judged, whichever that was.
    ...(sample && { sample: { asOf: judgedOn } }),
  };
  const { histories, evidence, diagnostics } = await readHistories(settings, folder, {
    ...parsed,
    settingsSource: parsed.settings.source,
    root,
  });
  const versions = await readVersionsFromGit(directory, settings);
  const assembled = assembleBook(
    { ...parsed, settings: { ...parsed.settings, value: settings } },
    histories,
    {
      asOf: judgedOn,
      engine: engineName(),
      evidence,
      ...(versions.history && { policyHistory: versions.history }),
    },
  );
  return {
    ...assembled,
    root,
    diagnostics: [
      ...folder.diagnostics,
      ...diagnostics,
      ...versions.diagnostics,
      ...assembled.diagnostics,
    ],
  };
}

/** What git knows of the policies, where the book says that their versions come from it. */
async function readVersionsFromGit(
  directory: string,
  { policies }: Settings,
): Promise<{ history?: PolicyHistory; diagnostics: readonly Diagnostic[] }> {
  if (policies.history !== 'git') return { diagnostics: [] };
  const cache = openPackCache({
    folder: path.join(workFolder, 'cache', 'versions'),
    version: await digestEngine(),
  });
  const read = await readPolicyTexts({ directory, policies, cache });
  return 'history' in read ? { ...read, diagnostics: [] } : read;
}

export async function readFolder(directory: string, content: string): Promise<ContentFolder> {
  const stats = await stat(directory).catch(() => undefined);
  if (!stats?.isDirectory()) {
    throw new UsageError(
      `There is no folder "${content}" to read the book from; name it with --content.`,
    );
  }
  return readContent(directory);
}

export function parseAsOf(text: string | undefined): CalendarDate | undefined {
  if (text === undefined) return undefined;
  const day = parseCalendarDate(text);
  if (!day) throw new UsageError(`--as-of is "${text}"; expected a day such as 2026-11-15.`);
  return day;
}

/** The only place where the clock is read. */
export function today(timeZone: string): CalendarDate {
  return calendarDateOf(new Date().toISOString() as Instant, timeZone);
}

interface HistoriesOrder
  extends Pick<EvidenceOrder, 'settingsSource' | 'root'>, Pick<Content, 'people' | 'checkpoints'> {}

function earlierTipsOf(checkpoints: Content['checkpoints'], repository: string): string[] {
  return checkpoints.flatMap(({ value }) => (value.repository === repository ? [value.tip] : []));
}

function listSigners(people: People): Signer[] {
  return Object.entries(people).flatMap(([person, { keys }]) =>
    keys.map(({ ssh, from, to }) => ({ person, ssh, from, ...(to !== undefined && { to }) })),
  );
}

async function readHistories(
  { repositories, timeZone }: Settings,
  folder: ContentFolder,
  { settingsSource, root, people, checkpoints }: HistoriesOrder,
): Promise<{
  histories: RawHistory[];
  evidence: RepositoryEvidence[];
  diagnostics: Diagnostic[];
}> {
  const histories: RawHistory[] = [];
  const evidence: RepositoryEvidence[] = [];
  const diagnostics: Diagnostic[] = [];
  const signers = listSigners(people?.value ?? {});
  for (const [index, repository] of repositories.entries()) {
    try {
      const gitDir = await findRepository(repository, folder, root);
      const { id, branch } = repository;
      const history = await readHistory({
        repository: id,
        gitDir,
        branch,
        signers,
        timeZone,
        earlierTips: earlierTipsOf(checkpoints, id),
        cache: path.join(workFolder, 'cache', 'commits'),
      });
      histories.push(history);
      const order = { repository, index, settingsSource, root, history, gitDir };
      const loaded = await loadEvidence(order);
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
  { files }: ContentFolder,
  root: string,
): Promise<string> {
  if (recorded === undefined) return path.resolve(root, location ?? '');
  return writeRecordedHistory({
    name: id,
    files: files.filter(({ file }) => file.startsWith(`${recorded}/`)),
    into: path.join(workFolder, 'histories'),
    branch,
  });
}

function engineName(): string {
  const manifest = JSON.parse(readFileSync(path.join(engineRoot, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return `${manifest.name} ${manifest.version}`;
}
