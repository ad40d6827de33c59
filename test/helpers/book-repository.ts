import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeRecordedHistory } from '#sources/git/write-recorded-history.ts';
import { git } from './git.ts';
import { temporaryFolder } from './recorded-repository.ts';

const fixture = path.join(import.meta.dirname, '../fixtures/policy-history');

/** A commit of the fixture with what the comment above it says that it brings. */
interface ExpectedCommit {
  readonly id: string;
  readonly message: string;
  readonly brings: readonly string[];
}

export interface BookRepository {
  /** The work tree of a clone. */
  readonly folder: string;
  readonly content: string;
  /** The bare repository that it was cloned from. */
  readonly origin: string;
  readonly commits: readonly ExpectedCommit[];
  /** What the check has to report in the end, as `file:line code`. */
  readonly remaining: readonly string[];
}

/** Clones the book of test/fixtures/policy-history, whose settings count from its third commit. */
export async function bookRepository(): Promise<BookRepository> {
  const text = await readFile(path.join(fixture, '2026.yaml'), 'utf8');
  const identities = await readFile(path.join(fixture, 'identities.yaml'), 'utf8');
  const root = await temporaryFolder();
  const origin = await writeRecordedHistory({
    name: 'book',
    files: [
      { file: 'history/identities.yaml', text: identities },
      { file: 'history/2026.yaml', text },
    ],
    into: root,
  });
  const folder = path.join(root, 'book');
  git(root, ['clone', '-q', '-b', 'main', origin, folder]);

  const ids = git(folder, ['rev-list', '--first-parent', '--reverse', 'HEAD']).split('\n');
  const stated = [
    ...text.matchAll(/^# expect: (.+)\n(?:- | {2}).*\n(?: {2}.*\n)*? {2}message: (.+)$/gm),
  ];
  const commits = stated.map(([, brings = '', message = ''], index) => ({
    id: ids[index] ?? '',
    message,
    brings: brings === 'nothing' ? [] : brings.split(', '),
  }));
  const settings = path.join(folder, 'content/policybook.yaml');
  const yaml = await readFile(settings, 'utf8');
  await writeFile(settings, yaml.replace('SINCE', ids[2] ?? ''));
  const remaining = [...text.matchAll(/^# at the end: (.+)$/gm)].map(([, one = '']) => one);
  return { folder, content: path.join(folder, 'content'), origin, commits, remaining };
}
