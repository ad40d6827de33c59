import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from './git.ts';
import { temporaryFolder } from './recorded-repository.ts';

export type RepositoryKind = 'plain' | 'bare' | 'detached' | 'worktree' | 'sha256';

export interface GraphRepository {
  readonly gitDir: string;
  /** Ids of commits by key. */
  readonly ids: Readonly<Record<string, string>>;
}

interface Node {
  readonly key: string;
  readonly message: string;
  readonly parents: readonly string[];
  readonly marks: readonly string[];
}

/** Makes a repository from drawn commits such as `d  Merge both  < a b (+path)`; `main` ends on the last one. */
export async function graphRepository(
  graph: string,
  kind: RepositoryKind = 'plain',
): Promise<GraphRepository> {
  const folder = join(await temporaryFolder(), 'repository');
  await mkdir(folder);
  const isBare = kind === 'bare';
  const format = kind === 'sha256' ? 'sha256' : 'sha1';
  git(folder, [
    'init',
    '-q',
    '-b',
    'main',
    `--object-format=${format}`,
    ...(isBare ? ['--bare'] : []),
  ]);
  const nodes = graph.trim().split('\n').map(parseNode);
  const marksFile = join(folder, 'marks');
  const args = ['fast-import', '--quiet', '--date-format=raw', `--export-marks=${marksFile}`];
  git(folder, args, formatStream(nodes));
  const marks = await readFile(marksFile, 'utf8');
  const idOf = new Map(marks.split('\n').map((line) => line.split(' ') as [string, string]));
  const ids = Object.fromEntries(
    nodes.map(({ key }, index) => [key, idOf.get(`:${index + 1}`) ?? '']),
  );
  return { gitDir: arrange(folder, kind), ids };
}

function arrange(folder: string, kind: RepositoryKind): string {
  if (kind === 'detached') git(folder, ['checkout', '-q', '--detach', 'main~1']);
  if (kind !== 'worktree') return folder;
  const other = join(folder, '..', 'second');
  git(folder, ['worktree', 'add', '-q', '--detach', other, 'main']);
  return other;
}

function parseNode(line: string): Node {
  const [, key = '', message = '', parents = '', marks = ''] =
    /^(\w+) {2}(.*?)(?:\s+<((?: \w+)+))?(?: \((.*)\))?$/.exec(line.trimEnd()) ?? [];
  if (key === '') throw new Error(`No commit: ${line}`);
  return { key, message: message.trim(), parents: split(parents), marks: split(marks) };
}

function split(text: string): string[] {
  return text.split(' ').filter((part) => part !== '');
}

function formatStream(nodes: readonly Node[]): string {
  const trees = new Map<string, ReadonlyMap<string, string>>();
  const parts = nodes.map((node, index) => {
    const { key, message, parents, marks } = node;
    const tree = new Map(parents.toReversed().flatMap((parent) => [...(trees.get(parent) ?? [])]));
    if (marks.length === 0) tree.set(key, key);
    for (const mark of marks) {
      const path = mark.slice(1);
      if (mark.startsWith('+')) tree.set(path, path);
      if (mark.startsWith('-')) tree.delete(path);
    }
    trees.set(key, tree);
    const markOf = (parent: string) => nodes.findIndex((one) => one.key === parent) + 1;
    const [first, ...others] = parents.map(markOf);
    const at = `${1772442000 + index * 3600} +0000`;
    return [
      `commit refs/graph/${key}\nmark :${index + 1}\n`,
      `author Mira Oduya <mira@larkfield.example> ${at}\n`,
      `committer Mira Oduya <mira@larkfield.example> ${at}\n`,
      `data ${Buffer.byteLength(message) + 1}\n${message}\n\n`,
      first === undefined ? '' : `from :${first}\n`,
      ...others.map((parent) => `merge :${parent}\n`),
      'deleteall\n',
      ...[...tree].map(([path, text]) => `M 100644 inline ${path}\ndata ${text.length}\n${text}\n`),
    ].join('');
  });
  return `${parts.join('\n')}\nreset refs/heads/main\nfrom :${nodes.length}\n\n`;
}
