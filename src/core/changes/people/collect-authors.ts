import type { Identity } from '../../model/change-record.ts';
import { mentionsCoAuthor, type RawCommit } from '../../model/raw-commit.ts';
import type { RepositoryEvidence } from '../../model/forge-pull.ts';
import { splitMailboxes, type PeopleIndex } from './identify-people.ts';
import { isFiller } from '../message/is-filler.ts';
import { parseTrailers } from '../message/parse-trailers.ts';

export interface AuthorSources {
  readonly commit: RawCommit;
  /** The commits that it brought in. */
  readonly merged: readonly RawCommit[];
  /** Whom its message names as co-authors. */
  readonly coAuthors: readonly string[];
  /** Of the pull request's own commits, where an export has them. */
  readonly exported?: readonly Identity[];
  /** Who somebody is, where an export has the account behind an address that people.yaml lacks. */
  readonly recognise?: ((who: Identity) => Identity) | undefined;
  /** Who made the merge, where it changes something of its own. */
  readonly ownWork?: Identity | undefined;
  readonly cleanMerges?: RepositoryEvidence['cleanMerges'];
}

/**
 * Everybody who wrote a part, in order of appearance: of a merge the authors of what it brought in, and who merged it
 * only where the merge changes something of its own. So it is for merges inside the branch: who brought the main
 * branch into it, and nothing else, wrote no part.
 */
export function collectAuthors(
  { commit, merged, coAuthors, exported = [], recognise, ownWork, cleanMerges = {} }: AuthorSources,
  people: PeopleIndex,
): readonly Identity[] {
  const written = merged.filter(({ id }) => cleanMerges[id] !== true);
  const parts = written.length > 0 ? written : merged;
  const named = [
    ...(parts.length > 0 ? authorsOf(parts, people) : [people.identify(commit.author)]),
    ...identify(coAuthors, people),
    ...exported,
    ...(ownWork ? [ownWork] : []),
  ];
  const byPerson = new Map<string, Identity>();
  for (const identity of recognise ? named.map(recognise) : named) {
    const key = identityKey(identity);
    if (!byPerson.has(key)) byPerson.set(key, identity);
  }
  return [...byPerson.values()];
}

/** The authors and co-authors of commits. */
function authorsOf(commits: readonly RawCommit[], people: PeopleIndex): Identity[] {
  return [
    ...commits.map(({ author }) => people.identify(author)),
    ...identify(commits.flatMap(coAuthorsOfPart), people),
  ];
}

function identityKey({ person, email, name }: Identity): string {
  return person === undefined ? `address ${(email || name).toLowerCase()}` : `person ${person}`;
}

// Only co-authors count in the message of a merged commit.
function coAuthorsOfPart({ message }: RawCommit): readonly string[] {
  return mentionsCoAuthor(message) ? parseTrailers(message).coAuthors : [];
}

function identify(names: readonly string[], people: PeopleIndex): Identity[] {
  return names
    .filter((name) => !isFiller(name))
    .flatMap(splitMailboxes)
    .map((name) => people.identifyText(name));
}
