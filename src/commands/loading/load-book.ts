import { stat } from 'node:fs/promises';
import path from 'node:path';
import { assembleBook, type AssembledBook } from '#core/assemble-book.ts';
import { assembleInputs, type JudgeInputs } from '#core/evidence/judge-inputs.ts';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import type { CalendarDate } from '#core/model/calendar-date.ts';
import { calendarDateOf } from '#core/model/instant.ts';
import type { PolicyHistory } from '#core/model/policy-text.ts';
import type { SourceFile } from '#core/model/source-file.ts';
import { parseContent, type Content } from '#core/parse/parse-content.ts';
import { ownRepository } from '#core/schemas/checkpoint.ts';
import type { Settings } from '#core/schemas/settings.ts';
import { digestEngine } from '#sources/cache/digest-engine.ts';
import { keepParsed } from '#sources/cache/keep-parsed.ts';
import { openValueCache, type ValueCache } from '#sources/cache/open-value-cache.ts';
import { readContent, type ContentFolder } from '#sources/read-content.ts';
import { EnvironmentError } from '#sources/environment-error.ts';
import { readPolicyTexts } from '#sources/git/read-policy-texts.ts';
import { UsageError, type Io } from '../command.ts';
import { parseDay } from '../options.ts';
import { engineName, workFolderOf } from './engine.ts';
import { loadHistories, loadLandings, loadOwnBranch } from './load-histories.ts';

/** Which book to load, as the options of the command line name it. */
export interface LoadingOrder {
  readonly content: string;
  readonly asOf: string | undefined;
  /** Gates that the command line sets over those of the book. */
  readonly gates?: Partial<Settings['gates']>;
  /** Read the branch of the book itself too, also where no checkpoint names it. */
  readonly isWithOwnBranch?: boolean;
  /** The files of the content folder, where others count than those that it has now. */
  readonly files?: readonly SourceFile[] | undefined;
}

/** Where and when a book is loaded. */
export type LoadingIo = Pick<Io, 'cwd' | 'now'>;

export interface LoadedBook extends AssembledBook {
  /** The parent of the content folder. */
  readonly root: string;
  /** What cannot be seen of the versions, in a sentence or two; absent where all of it can. */
  readonly unseen?: string;
}

/** All that a book is judged from, or what is wrong where it cannot be judged. */
export interface LoadedInputs extends Pick<LoadedBook, 'root' | 'unseen' | 'diagnostics'> {
  /** The content folder. */
  readonly directory: string;
  readonly inputs?: JudgeInputs;
}

/** Reads the content folder and the repositories that it names, and judges them as of one day. */
export async function loadBook(order: LoadingOrder, io: LoadingIo): Promise<LoadedBook> {
  return judgeInputs(await loadInputs(order, io));
}

/** Judges what was read. */
export function judgeInputs({ inputs, directory: _, ...loaded }: LoadedInputs): LoadedBook {
  if (!inputs) return loaded;
  const assembled = assembleInputs(inputs);
  const diagnostics = [...loaded.diagnostics, ...assembled.diagnostics];
  return { ...loaded, ...assembled, diagnostics };
}

/** Reads the content folder and the repositories that it names, and judges nothing. */
export async function loadInputs(order: LoadingOrder, io: LoadingIo): Promise<LoadedInputs> {
  const { folder, parsed, directory, root, day, diagnostics } = await readBook(order, io);
  const place = { root, directory };
  if (!parsed.settings) return { ...place, diagnostics: [...diagnostics, ...parsed.diagnostics] };

  const { value, source } = parsed.settings;
  const { sample, timeZone } = value;
  const present = today(timeZone, io);
  const asOf = day ?? sample?.asOf ?? present;
  const settings: Settings = { ...value, gates: { ...value.gates, ...order.gates } };
  const landings = await loadLandings(settings, {
    ...parsed,
    directory,
    settingsSource: source,
  });
  const repositories = await loadHistories(settings, {
    ...parsed,
    folder,
    settingsSource: source,
    root,
  });
  const isNamed = parsed.checkpoints.some((one) => one.value.repository === ownRepository);
  const own =
    order.isWithOwnBranch || isNamed ? await loadOwnBranch(settings, { ...parsed, directory }) : [];
  const versions = await readVersions(directory, settings);
  const parts = [landings, repositories, versions];
  return {
    ...place,
    ...(versions.unseen !== undefined && { unseen: versions.unseen }),
    inputs: {
      folder,
      content: parsed,
      gates: order.gates ?? {},
      histories: [...repositories.histories, ...own],
      order: {
        asOf,
        isToday: asOf === present,
        isPast: asOf < (sample?.asOf ?? present),
        engine: engineName(),
        evidence: repositories.evidence,
        ...(versions.history && { policyHistory: versions.history }),
        ...(versions.comparedWith && { comparedWith: versions.comparedWith }),
        ...(landings.history && { recordHistory: landings.history }),
        ...(landings.bookHistory && { bookHistory: landings.bookHistory }),
      },
    },
    diagnostics: [...diagnostics, ...parts.flatMap((part) => part.diagnostics)],
  };
}

/**
 * Reads the policies, the people and the settings of a book, and none of the repositories that it judges: a pipeline
 * has only one of them at hand. The book has no changes of repositories.
 */
export async function loadPolicies(order: LoadingOrder, io: LoadingIo): Promise<AssembledBook> {
  const { parsed, directory, day, ...read } = await readBook(order, io);
  const diagnostics = [...read.diagnostics, ...parsed.diagnostics];
  const settings = parsed.settings?.value;
  if (!settings) return { diagnostics };

  const versions = await readVersions(directory, settings);
  if (versions.diagnostics.length > 0) {
    return { diagnostics: [...diagnostics, ...versions.diagnostics] };
  }
  const present = settings.sample?.asOf ?? today(settings.timeZone, io);
  const asOf = day ?? present;
  const { book } = assembleBook(parsed, [], {
    asOf,
    isPast: asOf < present,
    engine: engineName(),
    ...(versions.history && { policyHistory: versions.history }),
  });
  return { ...(book && { book }), diagnostics };
}

/** A content folder that was read and parsed, before anything is judged. */
export interface ReadBook {
  /** The content folder and its parent. */
  readonly directory: string;
  readonly root: string;
  readonly folder: ContentFolder;
  readonly parsed: Content;
  /** The day that --as-of names. */
  readonly day: CalendarDate | undefined;
  /** What is wrong with the folder; what is wrong with its files is in `parsed`. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and parses a content folder. Throws a `UsageError` where there is none, or `asOf` is not a day. */
export async function readBook(
  { content, asOf, files }: LoadingOrder,
  { cwd }: Pick<Io, 'cwd'>,
): Promise<ReadBook> {
  const directory = path.resolve(cwd, content);
  const stats = await stat(directory).catch(() => undefined);
  if (!stats?.isDirectory()) {
    throw new UsageError(
      `There is no folder "${content}" to read the book from; name it with --content.`,
    );
  }
  const found = await readContent(directory);
  const folder = files ? { ...found, files } : found;
  const cache = await openCache(directory, 'parsed');
  const parsed = parseContent(folder, keepParsed(cache));
  cache.save();
  return {
    directory,
    root: path.dirname(directory),
    folder,
    parsed,
    day: parseDay('--as-of', asOf),
    diagnostics: folder.diagnostics,
  };
}

/** A cache of what this engine reads a text as, beside a content folder. */
async function openCache(directory: string, name: string): Promise<ValueCache> {
  const folder = path.join(workFolderOf(path.dirname(directory)), 'cache', name);
  return openValueCache({ folder, version: await digestEngine() });
}

interface ReadTexts {
  readonly history?: PolicyHistory;
  /** What the files of a book with `history: files` are compared with. */
  readonly comparedWith?: PolicyHistory;
  readonly unseen?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The texts of the policies in git. Of a book with `history: files` they are read as far as they can be. */
async function readVersions(directory: string, { policies, sample }: Settings): Promise<ReadTexts> {
  const cache = await openCache(directory, 'versions');
  if (policies.history === 'git') return readPolicyTexts({ directory, policies, cache });
  // The texts of a sample are written anew with the engine.
  if (sample) return { diagnostics: [] };
  try {
    const { history, diagnostics } = await readPolicyTexts({ directory, policies, cache });
    if (!history) return { diagnostics, unseen: unseenOf(undefined) };
    return { comparedWith: history, diagnostics, unseen: unseenOf(history) };
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return { diagnostics: [], unseen: unseenOf(undefined) };
  }
}

function unseenOf(history: PolicyHistory | undefined): string {
  const remedy = 'With "history: git" under policies in policybook.yaml, all of it is checked.';
  const [first] = history?.texts ?? [];
  return first
    ? `Not seen, because the versions come from files: when a version landed, and what was altered before commit ${first.commit.slice(0, 12)}. ${remedy}`
    : `Not seen, because the versions come from files and git has no history of them here: whether a text was altered under its version, and when a version landed. ${remedy}`;
}

/** The present day in a time zone. */
export function today(timeZone: string, { now }: Pick<Io, 'now'>): CalendarDate {
  return calendarDateOf(now(), timeZone);
}
