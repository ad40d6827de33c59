import path from 'node:path';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import type { NotSeen } from '#core/model/policy-text.ts';
import { closeIt } from '#core/model/version-fault.ts';
import { parseYaml } from '#core/parse/parse-yaml.ts';
import type { LineCommit } from './read-line.ts';
import { readTexts } from './read-objects.ts';
import { runGit } from './run-git.ts';

/** Where the history of the policies begins. */
interface Beginning {
  readonly gitDir: string;
  readonly line: readonly LineCommit[];
  /** Path of the settings in the repository. */
  readonly settings: string;
  /** Index of the first commit that counts. */
  readonly first: number;
}

/** What the repository has of the book, and what the settings hide: a later `since`, or another folder. */
export async function findNotSeen({
  since,
  file,
  ...beginning
}: Beginning & {
  readonly since: string | undefined;
  /** Path of the settings in diagnostics. */
  readonly file: string;
}): Promise<readonly NotSeen[]> {
  const before = since === undefined ? undefined : await findEarlierSince(beginning);
  const moved = await findFolderBefore(beginning);
  return [
    ...(since !== undefined && before !== undefined
      ? [{ commit: before, diagnostic: sinceMoved(file, since, before) }]
      : []),
    ...(moved ? [{ commit: moved.commit, diagnostic: folderMoved(file, moved) }] : []),
  ];
}

/** The earliest first commit that the settings ever named, where that is earlier than the one they name now. */
async function findEarlierSince({
  gitDir,
  line,
  settings,
  first,
}: Beginning): Promise<string | undefined> {
  const places = line
    .flatMap(({ changes }) => changes)
    .filter(({ path: place, kind }) => place === settings && kind !== 'removed');
  if (places.length === 0) return undefined;
  const texts = await readTexts(gitDir, places);
  const named = [...texts.values()]
    .map((text) => sinceOf(text))
    .flatMap((id) => (id === undefined ? [] : line.findIndex((one) => one.id.startsWith(id))))
    .filter((index) => index >= 0);
  const earliest = Math.min(...named, first);
  return earliest < first ? line[earliest]?.id : undefined;
}

function sinceOf(text: string): string | undefined {
  const { value } = parseYaml(text, '');
  const { policies } = (value ?? {}) as { policies?: { since?: unknown } | null };
  const since = policies?.since;
  return typeof since === 'string' && since.length >= 4 ? since : undefined;
}

function sinceMoved(file: string, since: string, before: string): Diagnostic {
  return {
    code: 'book/since-moved',
    severity: 'warning',
    at: { file, line: 1 },
    problem: `policies.since is ${since} and was ${before.slice(0, 12)}: what happened to policies between the two is not looked at any more.`,
    remedy: `Write the earlier commit again, or find out who moved it and why, and ${closeIt.replace('{commit}', before.slice(0, 12))}`,
  };
}

interface MovedFolder {
  /** The first commit that has the folder of today. */
  readonly commit: string;
  /** A folder that contained a book in the commit before, and is gone. */
  readonly from: string;
}

/** Whether the book was another folder of its repository for a time. git follows files inside one folder only. */
async function findFolderBefore({
  gitDir,
  line,
  settings,
}: Beginning): Promise<MovedFolder | undefined> {
  const tip = line.at(-1)?.id ?? '';
  for (const index of comings(line, settings)) {
    const [before, commit] = [line[index - 1], line[index]];
    if (!before || !commit) continue;
    const then = (await listFiles(gitDir, before.id)).filter(isSettings);
    const now = then.length > 0 ? await listFiles(gitDir, tip) : [];
    const gone = then.find((place) => !now.includes(place));
    if (gone !== undefined) return { commit: commit.id, from: path.posix.dirname(gone) };
  }
  return undefined;
}

const isSettings = (place: string) => path.posix.basename(place) === 'policybook.yaml';

/** Indexes of the commits that brought a file which the commit before lacked. */
function comings(line: readonly LineCommit[], file: string): number[] {
  let isThere = false;
  return line.flatMap(({ changes }, index) => {
    const was = isThere;
    const own = changes.findLast(({ path: place }) => place === file);
    if (own) isThere = own.kind !== 'removed';
    return isThere && !was ? [index] : [];
  });
}

async function listFiles(gitDir: string, commit: string): Promise<readonly string[]> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', '--name-only', commit];
  return (await runGit({ gitDir, args })).split('\0');
}

function folderMoved(file: string, { commit, from }: MovedFolder): Diagnostic {
  const book = path.posix.dirname(file);
  return {
    code: 'book/folder-moved',
    severity: 'warning',
    at: { file, line: 1 },
    problem: `The book is in ${book} since commit ${commit.slice(0, 12)}, and was in ${from} before: what its policies were there is not looked at.`,
    remedy: `Move it back to ${from}, or put its earlier versions into ${book}/archive and ${closeIt.replace('{commit}', commit.slice(0, 12))}`,
  };
}
