import type { Signature } from '#core/model/raw-commit.ts';
import { createLogParser, type LogChange } from './parse-log.ts';
import { streamGit } from './run-git.ts';
import { signatureOf } from './signature-of.ts';

/** A commit of the first-parent line, with what it changed below the folders that were asked for. */
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

const fields = ['%H', '%P', '%an', '%ae', '%aI', '%at', '%cn', '%ce', '%cI', '%ct', '%s'];

// Each option is one that a repository's own settings could otherwise decide.
const diffOptions = [
  '-z',
  '--raw',
  '--no-abbrev',
  '-M',
  '-l0',
  '--no-relative',
  '--no-color',
  '--no-ext-diff',
];

/**
 * Reads the first-parent line of a branch with one `git log`, oldest first. Commits that touch none of the folders
 * are there too, without changes.
 */
export async function readLine({
  gitDir,
  tip,
  folders,
}: {
  readonly gitDir: string;
  readonly tip: string;
  readonly folders: readonly string[];
}): Promise<readonly LineCommit[]> {
  const line: LineCommit[] = [];
  const parser = createLogParser(fields.length, (entry, changes) => {
    line.push(commitOf(entry.fields, changes, gitDir));
  });
  const options = [
    ...diffOptions,
    '--root',
    '--first-parent',
    '--diff-merges=first-parent',
    '--sparse',
    '--encoding=UTF-8',
    `--format=${fields.map((field) => `${field}%x00`).join('')}`,
  ];
  const args = ['--literal-pathspecs', 'log', ...options, tip, '--', ...folders];
  await streamGit({ gitDir, args }, parser.write);
  parser.end();
  return line.reverse();
}

/** What lies between two commits, as one change of each file. */
export async function readDifference({
  gitDir,
  from,
  to,
  folders,
}: {
  readonly gitDir: string;
  readonly from: string;
  readonly to: string;
  readonly folders: readonly string[];
}): Promise<readonly FileChange[]> {
  const found: FileChange[] = [];
  // Without fields of its own the command prints what follows them in a log.
  const parser = createLogParser(1, (_, changes) => {
    found.push(...changes.map(changeOf));
  });
  parser.write(Buffer.from('difference\0\0'));
  const args = [
    '--literal-pathspecs',
    'diff-tree',
    '-r',
    ...diffOptions,
    from,
    to,
    '--',
    ...folders,
  ];
  await streamGit({ gitDir, args }, parser.write);
  parser.end();
  return found;
}

function commitOf(
  [id = '', parents = '', ...rest]: readonly string[],
  changes: readonly LogChange[],
  gitDir: string,
): LineCommit {
  return {
    id,
    isMerge: parents.includes(' '),
    author: signatureOf(rest.slice(0, 4), id, gitDir),
    committer: signatureOf(rest.slice(4, 8), id, gitDir),
    subject: rest[8] ?? '',
    changes: changes.map(changeOf),
  };
}

const ordinaryFile = /^100\d{3}$/;

// A link or a submodule in place of a file is no text of the book, as if the file were gone.
function changeOf({ head, path, from }: LogChange): FileChange {
  const [, mode = '', , blob = '', status = ''] = head.split(' ');
  if (!ordinaryFile.test(mode)) return { kind: 'removed', path, blob };
  if (from !== undefined && status.startsWith('R')) return { kind: 'moved', path, from, blob };
  return { kind: 'put', path, blob };
}
