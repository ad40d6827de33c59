import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import { formatAnnotations, formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { nearestName } from '#core/diagnostics/nearest-name.ts';
import { formatReplay, formatReplayJson } from '#core/exports/format-replay.ts';
import type { Book } from '#core/model/book.ts';
import { parseCalendarDate, type CalendarDate } from '#core/model/calendar-date.ts';
import type { Policy, PolicyVersion } from '#core/model/policy.ts';
import { parsePolicy } from '#core/parse/parse-policy.ts';
import { clauseUnknown } from '#core/rules/policy/clause-unknown.ts';
import { nameUnknown } from '#core/rules/policy/name-unknown.ts';
import { parameterUnknown } from '#core/rules/policy/parameter-unknown.ts';
import { replayChanges } from '#core/rules/replay.ts';
import { runRules } from '#core/rules/run-rules.ts';
import type { ReportFormat } from './report-options.ts';
import { UsageError, type ExitCode } from './run-command.ts';
import { draftInPlace } from './version-in-force.ts';

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
): Promise<ExitCode> {
  const day = parseFrom(from);
  const id = path.basename(file).replace(/\.mdx?$/, '');
  const { version, diagnostics } = parsePolicy(id, { file, text: await readDraft(file) }, true);
  const faults = [...diagnostics, ...(version ? checkDraft(book, version) : [])];
  if (!version || faults.some(({ severity }) => severity === 'error')) {
    return print(format === 'github' ? formatAnnotations(faults) : formatDiagnostics(faults), 1);
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
    throw draftInPlace(file, 'its history names a version that the book does not hold');
  }
  const replay = replayChanges(book, version, day);
  return print(format === 'json' ? formatReplayJson(replay, book) : formatReplay(replay), 0);
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

function parseFrom(text: string | undefined): CalendarDate | undefined {
  if (text === undefined) return undefined;
  const day = parseCalendarDate(text);
  if (!day) throw new UsageError(`--from is "${text}"; expected a day such as 2026-01-01.`);
  return day;
}

async function readDraft(file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await readFile(file));
  } catch {
    throw new UsageError(`--what-if is "${file}", and there is no such file to read.`);
  }
}

/** A rule without its clause, or a text that prints what the rules lack, would judge by something that nobody reads. */
function checkDraft(book: Book, draft: PolicyVersion): Diagnostic[] {
  const policy = { id: draft.policy, current: draft, versions: [draft] } as const;
  const found = runRules([clauseUnknown, parameterUnknown, nameUnknown], {
    ...book,
    policies: [policy],
  });
  return found.filter(({ at }) => at.file === draft.source.file);
}

function print(text: string, code: ExitCode): ExitCode {
  process.stdout.write(`${text}\n`);
  return code;
}
