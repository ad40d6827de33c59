import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import type { SourceFile } from '#core/model/source-file.ts';
import { parseRecordedHistory, type RecordedCommit } from '#core/parse/parse-recorded-history.ts';
import { formatFastImport } from './format-fast-import.ts';
import { runGit } from './run-git.ts';

/** A recorded history that cannot become a repository; its author has to fix the faults. */
export class RecordedHistoryError extends Error {
  override readonly name = 'RecordedHistoryError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const [first] = diagnostics;
    const place = first ? `${first.at.file}:${first.at.line} ${first.problem}` : '';
    super(`The recorded history has ${diagnostics.length} faults; the first: ${place}`);
    this.diagnostics = diagnostics;
  }
}

// Part of the digest: a change of what the same text becomes must not meet a repository made before it.
const formatVersion = 1;

/**
 * Makes a bare repository in `into` from a recorded history and returns its path. The same text gives the same
 * commit ids on every machine, and a repository that is there already is used again. Throws a
 * `RecordedHistoryError` where the text has faults.
 */
export async function writeRecordedHistory({
  name,
  files,
  into,
  branch = 'main',
}: {
  /** Id of the repository in the settings. */
  readonly name: string;
  readonly files: readonly SourceFile[];
  /** A folder; made where it is missing. */
  readonly into: string;
  readonly branch?: string;
}): Promise<string> {
  const target = join(into, `${name}-${digestOf(files, branch)}.git`);
  if (await exists(target)) return target;

  const { commits, diagnostics } = parseRecordedHistory(files);
  if (diagnostics.length > 0) throw new RecordedHistoryError(diagnostics);
  await mkdir(into, { recursive: true });
  const draft = await mkdtemp(join(into, `.${name}-`));
  try {
    await importCommits(draft, commits, branch);
    await moveInto(draft, target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return target;
}

async function importCommits(
  gitDir: string,
  commits: readonly RecordedCommit[],
  branch: string,
): Promise<void> {
  await runGit({
    gitDir,
    args: [
      'init',
      '--quiet',
      '--bare',
      '--object-format=sha1',
      '--template=',
      `--initial-branch=${branch}`,
    ],
  });
  await runGit({
    gitDir,
    args: ['fast-import', '--quiet', '--done', '--date-format=raw'],
    input: formatFastImport(commits, branch),
  });
}

/** A folder under its final name is complete, because it came there by a rename. */
async function moveInto(draft: string, target: string): Promise<void> {
  try {
    await rename(draft, target);
  } catch (error) {
    // Another process was faster; what it made is the same.
    if (!(await exists(target))) throw error;
  }
}

async function exists(target: string): Promise<boolean> {
  return (await stat(join(target, 'HEAD')).catch(() => undefined)) !== undefined;
}

function digestOf(files: readonly SourceFile[], branch: string): string {
  const texts = files
    .map(({ file, text }) => [file.slice(file.lastIndexOf('/') + 1), text] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const whole = JSON.stringify([formatVersion, branch, texts]);
  return createHash('sha256').update(whole).digest('hex').slice(0, 16);
}
