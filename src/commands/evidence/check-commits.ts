import { createHash } from 'node:crypto';
import { listCommits } from '#core/evidence/judge-files.ts';
import { epochOf } from '#core/model/instant.ts';
import type { RawCommit, RawHistory } from '#core/model/raw-commit.ts';
import { headerOf, parseCommitTexts } from '#sources/git/parse-object.ts';
import { abridgeMessage } from '#sources/git/read-log.ts';
import type { Faults } from './read-pack.ts';

/** A commit of a pack with its bytes. */
interface PackedCommit {
  readonly id: string;
  readonly bytes: Buffer;
}

/** The commits of a file as `git cat-file --batch` prints them. Throws where it is none. */
function* readBatch(text: Buffer): Iterable<PackedCommit> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf(10, from);
    const [id = '', type = '', size = ''] = text.toString('latin1', from, end).split(' ');
    const bytes = text.subarray(end + 1, end + 1 + Number(size));
    from = end + 2 + Number(size);
    if (end < 0 || type !== 'commit' || !/^\d+$/.test(size) || text[from - 1] !== 10) {
      throw new Error(`the commit after byte ${from} is not whole`);
    }
    yield { id, bytes };
  }
}

/**
 * Whether the commits of a history are those whose bytes the pack contains: each has its id by its bytes, its texts,
 * times and parents are those of the bytes, and each on the line is the first parent of the next.
 */
export function checkCommits(
  history: RawHistory,
  batch: Buffer,
  onCommit: (commit: PackedCommit) => void,
): Faults {
  const faults: string[] = [];
  const listed = listCommits(history)[Symbol.iterator]();
  let tip: string | undefined;
  for (const packed of readBatch(batch)) {
    const { id, bytes } = packed;
    const { value: one } = listed.next() as { value?: { commit: RawCommit; isOnLine: boolean } };
    if (one?.commit.id !== id) {
      return [...faults, `Commit ${id} of ${history.repository} is not in its place.`];
    }
    if (idOf(bytes, id) !== id) faults.push(`Commit ${id} has other bytes than its id states.`);
    const difference = compare(one.commit, bytes);
    if (difference) faults.push(`Commit ${id} was judged with another ${difference} than it has.`);
    if (one.isOnLine) {
      if (one.commit.parents[0] !== tip) {
        faults.push(`Commit ${id} does not follow ${tip ?? 'nothing'} on the branch.`);
      }
      tip = id;
    }
    onCommit(packed);
  }
  if (!listed.next().done) faults.push(`Commits of ${history.repository} are missing.`);
  return faults;
}

function idOf(bytes: Buffer, id: string): string {
  return createHash(id.length === 64 ? 'sha256' : 'sha1')
    .update(`commit ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}

function compare(commit: RawCommit, bytes: Buffer): string | undefined {
  const { message, author, committer } = parseCommitTexts(bytes);
  const text = bytes.toString('latin1');
  const parents = [...text.slice(0, text.indexOf('\n\n')).matchAll(/^parent (.+)$/gm)];
  if (parents.map(([, id]) => id).join(' ') !== commit.parents.join(' ')) return 'parent';
  if (!sameText(commit.message, message) && !sameText(commit.message, abridgeMessage(message))) {
    return 'message';
  }
  for (const [name, own, stated] of [
    ['author', author, commit.author],
    ['committer', committer, commit.committer],
  ] as const) {
    if (own.name !== stated.name || own.email !== stated.email) return name;
    const time = / (\d+) [+-]\d{4}$/.exec(headerOf(bytes, name)?.toString('latin1') ?? '')?.[1];
    if (time !== undefined && epochOf(stated.at) !== Number(time) * 1000)
      return `time of its ${name}`;
  }
  return undefined;
}

/** git takes line ends away from the end of a message that it prints. */
function sameText(one: string, other: string): boolean {
  return one.trimEnd() === other.trimEnd();
}
