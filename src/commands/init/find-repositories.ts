import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { compileGlobs } from '#core/model/glob.ts';
import { slugOf, type Author } from '#core/start/group-authors.ts';
import type { FoundRepository } from '#core/start/book-files.ts';
import { runGit } from '#sources/git/run-git.ts';

/** A repository beside a book, with what its history shows. */
export interface Neighbour extends FoundRepository {
  /** Authors of its last year, or all where nobody committed in it. */
  readonly authors: readonly Author[];
  /** The address of its origin; empty without one. */
  readonly origin: string;
}

/** What keeps a repository from being judged, as a sentence. */
export interface Neighbours {
  readonly repositories: readonly Neighbour[];
  readonly notes: readonly string[];
}

// Places that many repositories use.
const places: Readonly<Record<string, readonly string[]>> = {
  security: ['**/auth/**', '**/iam/**', '**/permissions/**', '**/security/**'],
  infrastructure: [
    'terraform/**',
    'infra/**',
    'deploy/**',
    'k8s/**',
    'helm/**',
    '.github/workflows/**',
    '.gitlab-ci.yml',
    '**/Dockerfile',
  ],
  database: ['**/migrations/**', 'prisma/**', '**/schema.sql'],
  ai: ['**/prompts/**', '**/retrieval/**'],
};

/** The repositories in the folders beside `directory`, or those that are named. */
export async function findRepositories(
  directory: string,
  named: readonly string[] | undefined,
): Promise<Neighbours> {
  const folders = named ?? (await listNeighbours(directory));
  const repositories: Neighbour[] = [];
  const notes: string[] = [];
  for (const folder of folders) {
    const found = await readNeighbour(directory, folder).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    if (typeof found === 'string') notes.push(`${path.basename(folder)} is left out: ${found}`);
    else repositories.push(found);
  }
  return { repositories, notes };
}

async function listNeighbours(directory: string): Promise<string[]> {
  const parent = path.dirname(directory);
  const entries = await readdir(parent, { withFileTypes: true });
  const folders: string[] = [];
  for (const name of entries.map((entry) => entry.name).sort()) {
    const folder = path.join(parent, name);
    if (folder !== directory && (await stat(path.join(folder, '.git')).catch(() => undefined))) {
      folders.push(folder);
    }
  }
  return folders;
}

async function readNeighbour(directory: string, folder: string): Promise<Neighbour> {
  const git = (...args: string[]) => runGit({ gitDir: folder, args });
  const ask = (...args: string[]) =>
    git(...args).then(
      (text) => text.trim(),
      () => '',
    );
  if ((await ask('rev-parse', '--is-shallow-repository')) === 'true') {
    throw new Error('its history is not whole. Run "git fetch --unshallow" in it.');
  }
  const head = await ask('symbolic-ref', '--short', 'refs/remotes/origin/HEAD');
  const branch = head.replace(/^origin\//, '') || (await ask('symbolic-ref', '--short', 'HEAD'));
  if (branch === '' || (await ask('rev-parse', '--verify', '--quiet', branch)) === '') {
    throw new Error('it has no branch with a commit.');
  }
  const format = '--format=%an%x00%ae%x00%cn%x00%ce';
  const recent = await git('log', '--since=1.year', format, branch, '--');
  const log = recent === '' ? await git('log', format, branch, '--') : recent;
  const files = (await git('ls-tree', '-r', '-z', '--name-only', branch)).split('\0');
  return {
    id: slugOf(path.basename(folder)),
    path: path.relative(directory, folder).split(path.sep).join('/'),
    branch,
    scopes: guessScopes(files),
    authors: parseAuthors(log),
    origin: await ask('config', '--get', 'remote.origin.url'),
  };
}

// The starter policy on changes has rules on these. Where no place is found, the first is written, to be corrected.
const needed = ['security', 'database', 'ai'];

function guessScopes(files: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(places).flatMap(([scope, globs]) => {
      const found = globs.filter((glob) => {
        const matches = compileGlobs([glob]);
        return files.some((file) => matches(file));
      });
      if (found.length > 0) return [[scope, found]];
      return needed.includes(scope) ? [[scope, globs.slice(0, 1)]] : [];
    }),
  );
}

/** Authors and committers, whoever made the most commits first. */
function parseAuthors(log: string): Author[] {
  const counts = new Map<string, number>();
  for (const line of log.split('\n')) {
    const [name = '', email = '', committer = '', address = ''] = line.split('\0');
    for (const one of new Set([`${name}\0${email}`, `${committer}\0${address}`])) {
      if (one.includes('@')) counts.set(one, (counts.get(one) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([one]) => {
      const [name = '', email = ''] = one.split('\0');
      return { name, email };
    });
}
