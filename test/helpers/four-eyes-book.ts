import { createHash } from 'node:crypto';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RawHistory } from '#core/model/raw-commit.ts';
import { readHistory } from '#sources/git/read-history.ts';
import { writeRecordedHistory } from '#sources/git/write-recorded-history.ts';

const fixture = path.join(import.meta.dirname, '../fixtures/books/four-eyes');

export interface Scenario {
  /** Number of its pull request, or a word. */
  readonly name: string;
  /** `pass exported`, `fail`. */
  readonly expected: string;
  readonly why: string;
  /** First line of its commit's message. */
  readonly subject: string;
}

/** A copy of the fixture in `folder`, its export naming commits by their ids. */
export async function copyFourEyesBook(folder: string): Promise<{
  readonly content: string;
  readonly history: RawHistory;
  readonly idOf: (subject: string) => string;
  readonly scenarios: readonly Scenario[];
}> {
  const content = path.join(folder, 'four-eyes');
  await cp(fixture, content, { recursive: true });
  const history = await readRecorded(folder);
  const idOf = idsBySubject(history);
  const file = path.join(content, 'exports/platform.json');
  const text = await readFile(file, 'utf8');
  const resolved = text.replaceAll(/"id of ([^"]+)"/g, (_, name: string) => `"${idOf(name)}"`);
  await writeFile(file, resolved);
  const commits = await readFile(path.join(fixture, 'histories/platform/2026.yaml'), 'utf8');
  return { content, history, idOf, scenarios: readScenarios(commits) };
}

async function readRecorded(folder: string): Promise<RawHistory> {
  const part = path.join(fixture, 'histories/platform');
  const files = await Promise.all(
    (await readdir(part)).map(async (name) => ({
      file: `histories/platform/${name}`,
      text: await readFile(path.join(part, name), 'utf8'),
    })),
  );
  const into = path.join(folder, 'recorded');
  const gitDir = await writeRecordedHistory({ name: 'platform', files, into });
  return readHistory({ repository: 'platform', gitDir, branch: 'main' });
}

/** The id of the commit whose message begins so; revisions that only the forge ever had get an id of their own. */
function idsBySubject({ line, merged }: RawHistory): (subject: string) => string {
  const commits = [...line, ...Object.values(merged).flat()];
  const known = new Map(commits.map(({ id, message }) => [message.split('\n', 1)[0], id]));
  return (subject) => known.get(subject) ?? createHash('sha1').update(subject).digest('hex');
}

function readScenarios(text: string): Scenario[] {
  const pattern = /^# (.+)\n# expect (\S+): (.+)\n(?:(?!^#)[\s\S])*?message: \|\n {4}(.+)\n/gm;
  return [...text.matchAll(pattern)].map(
    ([, why = '', name = '', expected = '', subject = '']) => ({
      why,
      name,
      expected,
      subject,
    }),
  );
}
