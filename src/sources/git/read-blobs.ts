import { EnvironmentError } from '../environment-error.ts';
import { shellWord } from './explain-git-failure.ts';
import { streamGit } from './run-git.ts';

/**
 * Reads the contents of blobs with one `git cat-file --batch` and hands on each as it is complete, in the order of
 * `ids`. Throws an `EnvironmentError` where one is missing.
 */
export async function readBlobs(
  gitDir: string,
  ids: readonly string[],
  onBlob: (id: string, bytes: Buffer) => void,
): Promise<void> {
  if (ids.length === 0) return;
  const reader = createBatchReader(gitDir, onBlob);
  await streamGit(
    { gitDir, args: ['cat-file', '--batch'], input: [`${ids.join('\n')}\n`] },
    reader.write,
  );
  if (reader.count() !== ids.length) {
    throw new Error(`git cat-file gave ${reader.count()} of ${ids.length} objects.`);
  }
}

/** The stream is `<id> blob <size>`, a line end, that many bytes and a line end, again and again. */
function createBatchReader(gitDir: string, onBlob: (id: string, bytes: Buffer) => void) {
  // Pieces are joined when an object is complete, so that a large one costs its length and no more.
  let pieces: Buffer[] = [];
  let length = 0;
  let needed = 0;
  let count = 0;

  function take(): void {
    let rest = Buffer.concat(pieces);
    for (;;) {
      const end = rest.indexOf(10);
      const [id = '', kind, size] = rest.toString('latin1', 0, Math.max(end, 0)).split(' ');
      if (end < 0) break;
      if (kind !== 'blob') throw explainMissing(gitDir, id);
      needed = end + 1 + Number(size) + 1;
      if (rest.length < needed) break;
      onBlob(id, rest.subarray(end + 1, needed - 1));
      count += 1;
      rest = rest.subarray(needed);
      needed = 0;
    }
    pieces = [rest];
    length = rest.length;
  }

  return {
    write(chunk: Buffer): void {
      pieces.push(chunk);
      length += chunk.length;
      if (length >= needed) take();
    },
    count: () => count,
  };
}

function explainMissing(gitDir: string, id: string): EnvironmentError {
  return new EnvironmentError(
    `The repository ${gitDir} lacks the text ${id}: it is a partial clone or damaged.`,
    `Type: git -C ${shellWord(gitDir)} fetch --refetch --no-filter; or clone it again without --filter.`,
  );
}
