import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { assembleBook, type AssembledBook } from '#core/assemble-book.ts';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import { parseCalendarDate, type CalendarDate } from '#core/model/calendar-date.ts';
import { calendarDateOf, type Instant } from '#core/model/instant.ts';
import type { PolicyHistory } from '#core/model/policy-text.ts';
import type { SourceFile } from '#core/model/source-file.ts';
import { parseContent } from '#core/parse/parse-content.ts';
import type { Settings } from '#core/schemas/settings.ts';
import { digestEngine } from '#sources/cache/digest-engine.ts';
import { openPackCache } from '#sources/cache/open-pack-cache.ts';
import { readPolicyTexts } from '#sources/git/read-policy-texts.ts';
import { readContent, type ContentFolder } from '#sources/read-content.ts';
import { loadHistories } from './load-histories.ts';
import { loadLandings } from './load-landings.ts';
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
  /** The files of the content folder, where others count than those that it holds now. */
  readonly files?: readonly SourceFile[] | undefined;
}

export interface LoadedBook extends AssembledBook {
  /** The parent of the content folder. */
  readonly root: string;
}

/** Reads the content folder and the repositories that it names, and judges them as of one day. */
export async function loadBook({
  content,
  asOf,
  gates = {},
  files,
}: LoadingOrder): Promise<LoadedBook> {
  const directory = path.resolve(content);
  const root = path.dirname(directory);
  const found = await readFolder(directory, content);
  const folder = { ...found, files: files ?? found.files };
  const parsed = parseContent(folder);
  const day = parseAsOf(asOf);
  if (!parsed.settings) {
    return { root, diagnostics: [...folder.diagnostics, ...parsed.diagnostics] };
  }

  const { sample, timeZone } = parsed.settings.value;
  const present = today(timeZone);
  const judgedOn = day ?? sample?.asOf ?? present;
  const settings: Settings = {
    ...parsed.settings.value,
    gates: { ...parsed.settings.value.gates, ...gates },
    // A sample shows itself on the day on which it was judged, whichever that was.
    ...(sample && { sample: { ...sample, asOf: judgedOn } }),
  };
  const landings = await loadLandings(settings, {
    ...parsed,
    directory,
    settingsFile: parsed.settings.source.file,
    cacheFolder: path.join(workFolder, 'cache'),
  });
  const { histories, evidence, diagnostics } = await loadHistories(settings, {
    ...parsed,
    folder,
    settingsSource: parsed.settings.source,
    root,
    workFolder,
  });
  const versions = await readVersionsFromGit(directory, settings);
  const assembled = assembleBook(
    { ...parsed, settings: { ...parsed.settings, value: settings } },
    histories,
    {
      asOf: judgedOn,
      isToday: judgedOn === present,
      engine: engineName(),
      evidence,
      ...(versions.history && { policyHistory: versions.history }),
      ...(landings.history && { recordHistory: landings.history }),
    },
  );
  return {
    ...assembled,
    root,
    diagnostics: [
      ...folder.diagnostics,
      ...landings.diagnostics,
      ...diagnostics,
      ...versions.diagnostics,
      ...assembled.diagnostics,
    ],
  };
}

/** What git knows of the policies, where the book says that their versions come from it. */
export async function readVersionsFromGit(
  directory: string,
  { policies }: Settings,
): Promise<{ history?: PolicyHistory; diagnostics: readonly Diagnostic[] }> {
  if (policies.history !== 'git') return { diagnostics: [] };
  const cache = openPackCache({
    folder: path.join(workFolder, 'cache', 'versions'),
    version: await digestEngine(),
  });
  return readPolicyTexts({ directory, policies, cache });
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

/** Name and version of the engine, as verdicts and exports state them. */
export function engineName(): string {
  const manifest = JSON.parse(readFileSync(path.join(engineRoot, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return `${manifest.name} ${manifest.version}`;
}
