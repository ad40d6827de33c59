import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import { formatAnnotations, formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { nearestName } from '#core/diagnostics/nearest-name.ts';
import { formatReplay, formatReplayJson } from '#core/exports/format-replay.ts';
import type { Book } from '#core/model/book.ts';
import type { Policy, PolicyVersion } from '#core/model/policy.ts';
import type { SourceFile } from '#core/model/source-file.ts';
import { parsePolicy } from '#core/parse/parse-policy.ts';
import { clauseUnknown, parameterUnknown } from '#core/rules/policy/references.ts';
import { nameUnknown } from '#core/rules/policy/names.ts';
import { replayChanges } from '#core/rules/replay.ts';
import { checkDocuments } from '#core/rules/index.ts';
import { readCommittedTexts } from '#sources/git/read-committed-texts.ts';
import { UsageError, type ExitCode, type Io } from './command.ts';
import { readBook } from './loading/load-book.ts';
import { hasErrors, parseDay, type ReportFormat } from './options.ts';

interface ReplayOrder {
  /** A draft, in the book or elsewhere; its name is the policy's id. */
  readonly file: string;
  readonly from: string | undefined;
  readonly format: ReportFormat;
}

/** Prints what a draft of a policy would have judged otherwise. */
export async function replayDraft(
  book: Book,
  { file, from, format }: ReplayOrder,
  io: Io,
): Promise<ExitCode> {
  const day = parseDay('--from', from);
  const id = path.basename(file).replace(/\.mdx?$/, '');
  const { version, diagnostics } = parsePolicy(id, { file, text: await readDraft(file, io) }, true);
  const faults = [...diagnostics, ...(version ? checkDraft(book, version) : [])];
  if (!version || hasErrors(faults)) {
    io.stdout(`${format === 'github' ? formatAnnotations(faults) : formatDiagnostics(faults)}\n`);
    return 1;
  }
  const policy = book.policies.find((one) => one.id === id);
  if (!policy) {
    const ids = book.policies.map((one) => one.id);
    const near = nearestName(id, ids);
    throw new UsageError(
      `--what-if is "${file}", and the book has no policy "${id}"; call the draft ${near ?? ids[0] ?? 'after its policy'}.mdx.`,
    );
  }
  if (hidesVersion(policy, version)) {
    throw draftInPlace(file, 'its history names a version that the book does not contain');
  }
  const replay = replayChanges(book, version, day);
  io.stdout(`${format === 'json' ? formatReplayJson(replay, book) : formatReplay(replay)}\n`);
  return 0;
}

/** Whether a draft is the policy's own text while the text of an earlier version is nowhere. */
function hidesVersion(
  { current, versions }: Policy,
  { source, frontmatter }: PolicyVersion,
): boolean {
  if (current.source.text !== source.text) return false;
  const held = versions.map(({ version }) => version);
  return frontmatter.history.some(
    ({ version, text }) => text !== 'lost' && !held.includes(version),
  );
}

async function readDraft(file: string, { cwd }: Io): Promise<string> {
  try {
    const bytes = await readFile(path.resolve(cwd, file));
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(`--what-if is "${file}", and there is no such file to read.`);
  }
}

/** Refuses rules that name a missing clause, and texts that print missing rules: changes would be judged by unread text. */
function checkDraft(book: Book, draft: PolicyVersion): Diagnostic[] {
  const policy = { id: draft.policy, current: draft, versions: [draft] } as const;
  const rules = [clauseUnknown, parameterUnknown, nameUnknown];
  const found = checkDocuments({ ...book, policies: [policy] }, new Set(), rules);
  return found.filter(({ at }) => at.file === draft.source.file);
}

/**
 * The files of a book with the text that a draft has replaced in its place. Undefined where it has replaced none: it
 * lies outside the book, is as it was committed, or the book's versions come from git. Throws a `UsageError` where
 * the replaced text is unknown: judging a draft against itself would report that nothing changes.
 */
export async function filesWithoutDraft(
  content: string,
  draft: string,
  io: Io,
): Promise<readonly SourceFile[] | undefined> {
  const { folder, parsed, directory } = await readBook({ content, asOf: undefined }, io);
  const place = path.resolve(io.cwd, draft);
  const inside = path.relative(directory, place).split(path.sep).join('/');
  const [, id = ''] = /^policies\/([^/]+)\.mdx?$/.exec(inside) ?? [];
  const file = `${folder.folder}/${inside}`;
  const own = folder.files.find((one) => one.file === file);
  const policies = parsed.settings?.value.policies;
  if (id === '' || !own || policies?.history !== 'files') return undefined;

  const committed = await readCommittedTexts(place, policies.branch);
  const replaced = committed.find((text) => text !== own.text);
  if (committed.length === 0) throw draftInPlace(draft, 'git does not know that file');
  if (replaced === undefined) return undefined;
  const { version } = parsePolicy(id, { file, text: replaced }, true).version ?? {};
  // A version that was moved to the archive meanwhile would be in the book twice.
  const archived = `${folder.folder}/archive/${id}/${version ?? ''}.md`;
  return folder.files
    .filter((one) => one.file !== archived && one.file !== `${archived}x`)
    .map((one) => (one.file === file ? { file, text: replaced } : one));
}

/** A draft in the place of the version in force, whose text is lost. */
function draftInPlace(draft: string, why: string): UsageError {
  return new UsageError(
    `--what-if is "${draft}", which is in the place of the version in force, and ${why}; write the draft elsewhere, for example as drafts/${path.basename(draft)}, and put the version in force back.`,
  );
}
