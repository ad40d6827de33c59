import type { RecordedCommit, RecordedSignature } from '#core/parse/parse-recorded-history.ts';
import { epochOf } from '#core/model/instant.ts';

/** One change of the tree, in the order in which they are made. */
type Change =
  | { readonly kind: 'move'; readonly path: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly text: string };

interface Placed {
  readonly ref: string;
  readonly mark: number;
  readonly parents: readonly number[];
  readonly changes: readonly Change[];
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
    const brought: Change[] = [];
    let side = commit.from === undefined ? tip : marks.get(commit.from);
    for (const part of commit.branch ?? []) {
      const mark = nextMark(part);
      const changes = changesOf(part, mark);
      brought.push(...changes);
      yield formatCommit(part, { ref: sideRef, mark, parents: listOf(side), changes });
      side = mark;
      hasSide = true;
    }
    const mark = nextMark(commit);
    const parents = commit.branch ? [...listOf(tip), ...listOf(side)] : listOf(tip);
    const changes = [...brought, ...changesOf(commit, mark)];
    yield formatCommit(commit, { ref: `refs/heads/${branch}`, mark, parents, changes });
    tip = mark;
  }
  // A ref that is left over would keep side branches visible that a real repository has deleted.
  if (hasSide) yield `reset ${sideRef}\nfrom ${'0'.repeat(40)}\n\n`;
  yield 'done\n';
}

function listOf(mark: number | undefined): number[] {
  return mark === undefined ? [] : [mark];
}

function changesOf({ files, remove, write, move }: RecordedCommit, mark: number): Change[] {
  return [
    ...Object.entries(move ?? {}).map(([path, to]) => ({ kind: 'move', path, to }) as const),
    ...remove.map((path) => ({ kind: 'remove', path }) as const),
    ...files.map((path) => ({ kind: 'write', path, text: `${path}\n${mark}\n` }) as const),
    ...Object.entries(write ?? {}).map(([path, text]) => ({ kind: 'write', path, text }) as const),
  ];
}

function formatCommit(
  { author, committer, message }: RecordedCommit,
  { ref, mark, parents: [first, ...merged], changes }: Placed,
): string {
  const text = message.endsWith('\n') ? message : `${message}\n`;
  return [
    `commit ${ref}\nmark :${mark}\n`,
    `author ${formatSignature(author)}\ncommitter ${formatSignature(committer)}\n`,
    formatData(text),
    first === undefined ? '' : `from :${first}\n`,
    ...merged.map((parent) => `merge :${parent}\n`),
    ...changes.map(formatChange),
    '\n',
  ].join('');
}

function formatSignature({ name, email, at }: RecordedSignature): string {
  const offset = at.endsWith('Z') ? '+0000' : at.slice(-6).replace(':', '');
  return `${name} <${email}> ${Math.floor(epochOf(at) / 1000)} ${offset}`;
}

function formatChange(change: Change): string {
  switch (change.kind) {
    case 'move':
      return `R ${quote(change.path)} ${quote(change.to)}\n`;
    case 'remove':
      return `D ${quote(change.path)}\n`;
    case 'write':
      return `M 100644 inline ${quote(change.path)}\n${formatData(change.text)}`;
  }
}

function quote(path: string): string {
  const text = path
    .replaceAll('\\', '\\\\')
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`);
  return `"${text}"`;
}

function formatData(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
