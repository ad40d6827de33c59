import type { Identity } from '../model/change-record.ts';
import type { RawCommit } from '../model/raw-commit.ts';
import type { RepositoryEvidence } from './evidence.ts';
import type { PeopleIndex } from './identify-people.ts';
import { isFiller } from './is-filler.ts';
import { parseTrailers, type Trailer } from './parse-trailers.ts';
import { coAuthorTrailer } from './trailer-keys.ts';

export interface AuthorSources {
  readonly commit: RawCommit;
  /** The commits that it brought in. */
  readonly merged: readonly RawCommit[];
  /** Of the message of the commit. */
  readonly trailers: readonly Trailer[];
  /** Of the pull request's own commits, as far as an export tells. */
  readonly exported: readonly Identity[];
  /** Who made the merge, where it changes something of its own. */
  readonly ownWork: Identity | undefined;
  readonly cleanMerges: RepositoryEvidence['cleanMerges'];
}

/**
 * Everybody who wrote a part, in order of appearance: of a merge the authors of what it brought in, and who merged it
 * only where the merge changes something of its own. The same holds for merges inside the branch: who brought the main
 * branch into it, and nothing else, wrote no part.
 */
export function collectAuthors(
  { commit, merged, trailers, exported, ownWork, cleanMerges }: AuthorSources,
  people: PeopleIndex,
): readonly Identity[] {
  const written = merged.filter(({ id }) => cleanMerges[id] !== true);
  const parts = written.length > 0 ? written : merged;
  const named = [
    ...(parts.length > 0 ? authorsOf(parts, people) : [people.identify(commit.author)]),
    ...coAuthorsOf(trailers, people),
    ...exported,
    ...(ownWork ? [ownWork] : []),
  ];
  const byPerson = new Map<string, Identity>();
  for (const identity of named) {
    const key = keyOf(identity);
    if (!byPerson.has(key)) byPerson.set(key, identity);
  }
  return [...byPerson.values()];
}

/** The authors and co-authors of commits. */
export function authorsOf(commits: readonly RawCommit[], people: PeopleIndex): Identity[] {
  return [
    ...commits.map(({ author }) => people.identify(author)),
    ...commits.flatMap((part) => coAuthorsOf(trailersOfPart(part), people)),
  ];
}

function keyOf({ person, email, name }: Identity): string {
  return person === undefined ? `address ${(email || name).toLowerCase()}` : `person ${person}`;
}

// Only co-authors count in the message of a merged commit, and few have any.
function trailersOfPart({ message }: RawCommit): readonly Trailer[] {
  return /-authored-by/i.test(message) ? parseTrailers(message).trailers : [];
}

function coAuthorsOf(trailers: readonly Trailer[], people: PeopleIndex): Identity[] {
  return trailers
    .filter(({ key, value }) => key === coAuthorTrailer && !isFiller(value))
    .map(({ value }) => people.identifyText(value));
}
