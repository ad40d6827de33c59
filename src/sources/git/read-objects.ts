import { explainMissing } from './explain-git-failure.ts';
import { streamGit } from './run-git.ts';

/** An object as it is stored, without the header that git hashes with it. */
export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/**
 * Reads whole objects with one `git cat-file --batch` and hands on each as it is complete, in the order of `ids`.
 * The bytes are a view, which is valid until the call returns. Throws an `EnvironmentError` where one is missing.
 */
export async function readObjects(
  gitDir: string,
  ids: readonly string[],
  onObject: (object: GitObject) => void,
): Promise<void> {
  if (ids.length === 0) return;
  const reader = createBatchReader(gitDir, onObject);
  const args = ['cat-file', '--batch', '--buffer'];
  await streamGit({ gitDir, args, input: linesOf(ids) }, reader.write);
  if (reader.count() !== ids.length) {
    throw new Error(`git cat-file gave ${reader.count()} of ${ids.length} objects.`);
  }
}

const idsInOnePiece = 4096;

function* linesOf(ids: readonly string[]): Iterable<string> {
  for (let from = 0; from < ids.length; from += idsInOnePiece) {
    yield `${ids.slice(from, from + idsInOnePiece).join('\n')}\n`;
  }
}

/** The stream is `<id> <type> <size>`, a line end, that many bytes and a line end, again and again. */
function createBatchReader(gitDir: string, onObject: (object: GitObject) => void) {
  // Pieces are joined when an object is complete, so that a large one costs its length and no more.
  let pieces: Buffer[] = [];
  let length = 0;
  let needed = 1;
  let count = 0;

  function take(): void {
    const whole = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
    let from = 0;
    needed = 1;
    for (let end = whole.indexOf(10); end >= 0; end = whole.indexOf(10, from)) {
      const [id = '', type = '', size] = whole.toString('latin1', from, end).split(' ');
      if (size === undefined) throw explainMissing(gitDir, id);
      const next = end + 1 + Number(size) + 1;
      if (whole.length < next) {
        needed = next - from;
        break;
      }
      onObject({ id, type, bytes: whole.subarray(end + 1, next - 1) });
      count += 1;
      from = next;
    }
    const rest = whole.subarray(from);
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

/** The texts of blobs by id, each read once. Bytes that are not UTF-8 arrive as U+FFFD, which the parser reports. */
export async function readTexts(
  gitDir: string,
  places: readonly { readonly blob: string }[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const blobs = [...new Set(places.map(({ blob }) => blob))];
  await readObjects(gitDir, blobs, ({ id, bytes }) => {
    texts.set(id, bytes.toString('utf8'));
  });
  return texts;
}
