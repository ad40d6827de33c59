import type { Instant } from '#core/model/instant.ts';
import type { RawCommit, RawHistory } from '#core/model/raw-commit.ts';

/** One commit of a line, as short as a test can say it. */
export interface ShortCommit {
  /** With its offset: `2026-03-02T10:00:00Z`. */
  readonly at: string;
  readonly title: string;
  /** Trailers and what else stands below the title. */
  readonly body?: string;
  readonly paths?: readonly string[];
}

/** The id that `lineOf` gives to the commit at a place, from 0. */
export function commitId(place: number): string {
  return (place + 1).toString(16).padStart(8, '0').repeat(5);
}

/** A branch of squashed pull requests by one author, oldest first. */
export function lineOf(repository: string, commits: readonly ShortCommit[]): RawHistory {
  const line = commits.map(({ at, title, body, paths = ['src/a.ts'] }, place): RawCommit => {
    const signature = { name: 'Ben Hollis', email: 'ben@example.org', at: at as Instant };
    return {
      id: commitId(place),
      parents: place === 0 ? [] : [commitId(place - 1)],
      author: signature,
      committer: signature,
      message: body === undefined ? `${title}\n` : `${title}\n\n${body}\n`,
      paths,
    };
  });
  return { repository, branch: 'main', line, merged: {} };
}
