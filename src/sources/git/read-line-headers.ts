import { isUtf8 } from 'node:buffer';
import { endOfHeaders, splitSignedCommit } from './parse-object.ts';
import { revisionsOf, type LogRange } from './read-log.ts';
import { readObjects } from './read-objects.ts';
import { runGit } from './run-git.ts';

/** What only the objects themselves tell of the commits on a line. */
export interface LineHeaders {
  /** Ids of commits whose bytes say something else than git prints. */
  readonly doubtful: readonly string[];
  /** Signatures by commit. */
  readonly armors: ReadonlyMap<string, string>;
}

/** Looks at the stored bytes of each commit on the first-parent line. */
export async function readLineHeaders(gitDir: string, range: LogRange): Promise<LineHeaders> {
  const args = ['rev-list', '--first-parent', ...revisionsOf(range)];
  const listed = await runGit({ gitDir, args });
  const ids = listed.split('\n').filter((id) => id !== '');
  const doubtful: string[] = [];
  const armors = new Map<string, string>();
  await readObjects(gitDir, ids, ({ id, bytes }) => {
    if (isDoubtful(bytes)) doubtful.push(id);
    if (!bytes.subarray(0, endOfHeaders(bytes)).includes('\ngpgsig')) return;
    const signed = splitSignedCommit(bytes);
    if (signed) armors.set(id, signed.armor);
  });
  return { doubtful, armors };
}

function isDoubtful(bytes: Buffer): boolean {
  return (
    bytes.includes(0) ||
    bytes.includes(13) ||
    !isUtf8(bytes) ||
    bytes.subarray(0, endOfHeaders(bytes)).includes('\nencoding ')
  );
}
