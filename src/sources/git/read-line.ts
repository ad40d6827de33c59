import type { Signature } from '#core/model/raw-commit.ts';
import { createLogParser, type LogChange } from './parse-log.ts';
import { streamGit } from './run-git.ts';
import { diffOptions, logArguments, streamLog } from './stream-log.ts';

/** A commit of the first-parent line, with what it changed below the wanted folders. */
export interface LineCommit {
  readonly id: string;
  readonly isMerge: boolean;
  readonly author: Signature;
  readonly committer: Signature;
  readonly subject: string;
  readonly changes: readonly FileChange[];
}

/** What a commit of the line did to one file. */
export interface FileChange {
  readonly kind: 'put' | 'moved' | 'removed';
  readonly path: string;
  /** The path before, of a file that was moved. */
  readonly from?: string;
  readonly blob: string;
}

interface LineOrder {
  readonly gitDir: string;
  readonly tip: string;
  /** Paths in the repository. */
  readonly folders: readonly string[];
}

// Without a limit: git would find no renames in a commit that changes many files.
const findRenames = ['-M', '-l0'];

/**
 * Reads the first-parent line of a branch with one `git log`, oldest first. Commits that touch none of the folders
 * are there too, without changes.
 */
export async function readLine({
  gitDir,
  tip,
  folders,
}: LineOrder): Promise<readonly LineCommit[]> {
  const line: LineCommit[] = [];
  const options = [...findRenames, '--first-parent', '--sparse'];
  const args = logArguments('%s', ...options, tip, '--', ...folders);
  await streamLog({ gitDir, args }, ({ id, parents, author, committer, message, changes }) => {
    line.push({
      id,
      isMerge: parents.length > 1,
      author,
      committer,
      subject: message,
      changes: changes.map(changeOf),
    });
  });
  return line.reverse();
}

/** The difference between two commits, as one change of each file. */
export async function readDifference({
  gitDir,
  from,
  tip,
  folders,
}: LineOrder & { readonly from: string }): Promise<readonly FileChange[]> {
  const found: FileChange[] = [];
  // Without fields of its own the command prints what follows them in a log.
  const parser = createLogParser(1, (_, changes) => {
    found.push(...changes.map(changeOf));
  });
  parser.write(Buffer.from('difference\0\0'));
  const args = ['diff-tree', '-r', ...diffOptions, ...findRenames, from, tip, '--', ...folders];
  await streamGit({ gitDir, args }, parser.write);
  parser.end();
  return found;
}

const ordinaryFile = /^100\d{3}$/;

// A link or a submodule in place of a file is not a text of the book, as if the file were removed.
function changeOf({ head, path, from }: LogChange): FileChange {
  const [, mode = '', , blob = '', status = ''] = head.split(' ');
  if (!ordinaryFile.test(mode)) return { kind: 'removed', path, blob };
  if (from !== undefined && status.startsWith('R')) return { kind: 'moved', path, from, blob };
  return { kind: 'put', path, blob };
}
