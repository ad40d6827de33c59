import type { RecordedCommit, RecordedSignature } from '#core/parse/parse-recorded-history.ts';
import { epochOf } from '#core/model/instant.ts';

/** What a path holds after a commit; undefined where it was removed. */
type Contents = ReadonlyMap<string, string | undefined>;

interface Placed {
  readonly ref: string;
  readonly mark: number;
  readonly parents: readonly number[];
  readonly contents: Contents;
}

const sideRef = 'refs/recorded/side';

/** The stream that makes `git fast-import` write a recorded history to a branch of an empty repository. */
export function* formatFastImport(
  commits: Iterable<RecordedCommit>,
  branch: string,
): Iterable<string> {
  const marks = new Map<string, number>();
  let last = 0;
  let hasSide = false;
  const nextMark = ({ key }: RecordedCommit): number => {
    last += 1;
    if (key !== undefined) marks.set(key, last);
    return last;
  };

  let tip: number | undefined;
  for (const commit of commits) {
    const brought = new Map<string, string | undefined>();
    let side = commit.from === undefined ? tip : marks.get(commit.from);
    for (const part of commit.branch ?? []) {
      const mark = nextMark(part);
      const contents = contentsOf(part, mark);
      for (const [path, text] of contents) brought.set(path, text);
      yield formatCommit(part, { ref: sideRef, mark, parents: listOf(side), contents });
      side = mark;
      hasSide = true;
    }
    const mark = nextMark(commit);
    const parents = commit.branch ? [...listOf(tip), ...listOf(side)] : listOf(tip);
    const contents = new Map([...brought, ...contentsOf(commit, mark)]);
    yield formatCommit(commit, { ref: `refs/heads/${branch}`, mark, parents, contents });
    tip = mark;
  }
  // A ref that is left over would keep side branches visible that a real repository has deleted.
  if (hasSide) yield `reset ${sideRef}\nfrom ${'0'.repeat(40)}\n\n`;
  yield 'done\n';
}

function listOf(mark: number | undefined): number[] {
  return mark === undefined ? [] : [mark];
}

function contentsOf({ files, remove }: RecordedCommit, mark: number): Contents {
  return new Map<string, string | undefined>([
    ...remove.map((path) => [path, undefined] as const),
    ...files.map((path) => [path, `${path}\n${mark}\n`] as const),
  ]);
}

function formatCommit(
  { author, committer, message }: RecordedCommit,
  { ref, mark, parents: [first, ...merged], contents }: Placed,
): string {
  const text = message.endsWith('\n') ? message : `${message}\n`;
  return [
    `commit ${ref}\nmark :${mark}\n`,
    `author ${formatSignature(author)}\ncommitter ${formatSignature(committer)}\n`,
    formatData(text),
    first === undefined ? '' : `from :${first}\n`,
    ...merged.map((parent) => `merge :${parent}\n`),
    ...[...contents].map(([path, written]) => formatChange(path, written)),
    '\n',
  ].join('');
}

function formatSignature({ name, email, at }: RecordedSignature): string {
  const offset = at.endsWith('Z') ? '+0000' : at.slice(-6).replace(':', '');
  return `${name} <${email}> ${Math.floor(epochOf(at) / 1000)} ${offset}`;
}

function formatChange(path: string, written: string | undefined): string {
  const quoted = `"${path
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`)}"`;
  return written === undefined
    ? `D ${quoted}\n`
    : `M 100644 inline ${quoted}\n${formatData(written)}`;
}

function formatData(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
