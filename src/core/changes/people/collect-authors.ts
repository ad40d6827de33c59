import type { Identity } from '../../model/change-record.ts';
import { mentionsCoAuthor, type RawCommit } from '../../model/raw-commit.ts';
import type { RepositoryEvidence } from '../../model/forge-pull.ts';
import type { PeopleIndex } from './identify-people.ts';
import { readAuthors } from './read-people.ts';
import { isForgeAddress } from '../../forges/match-forge.ts';
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
  /** Whether a forge made a commit, so that its committer wrote nothing; by the committer's address where absent. */
  readonly isByForge?: (commit: RawCommit) => boolean;
}

/**
 * Everybody who wrote or committed a part, signed it or is named as a co-author, in order of appearance: of a merge the
 * people of what it brought in, and who merged it only where the merge changes something of its own. So it is for merges
 * inside the branch: who brought the main branch into it, and nothing else, wrote no part. What a forge committed for
 * somebody was written by its author alone.
 */
export function collectAuthors(
  {
    commit,
    merged,
    coAuthors,
    exported = [],
    recognise,
    ownWork,
    cleanMerges = {},
    isByForge = ({ committer }) => isForgeAddress(committer.email),
  }: AuthorSources,
  people: PeopleIndex,
): readonly Identity[] {
  const written = merged.filter(({ id }) => cleanMerges[id] !== true);
  const parts = written.length > 0 ? written : merged.length > 0 ? merged : [commit];
  const named = [
    ...parts.map(({ author }) => people.identify(author)),
    ...(merged.length > 0 ? parts : []).flatMap(({ message }) =>
      identifyCoAuthors(message, people),
    ),
    ...identify(coAuthors, people),
    ...exported,
    ...parts.filter((part) => !isByForge(part)).map(({ committer }) => people.identify(committer)),
    ...(merged.length > 0 ? [] : listSigners(commit, people)),
    ...(ownWork ? [ownWork] : []),
  ];
  const byPerson = new Map<string, Identity>();
  for (const identity of recognise ? named.map(recognise) : named) {
    const key = identityKey(identity);
    if (!byPerson.has(key)) byPerson.set(key, identity);
  }
  return [...byPerson.values()];
}

/** Those whose registered key signed the commit itself. A tag on it is made by whoever approves it. */
function listSigners({ signatures = [], parents }: RawCommit, people: PeopleIndex): Identity[] {
  if (parents.length > 1) return [];
  return signatures.flatMap(({ over, state, by }) =>
    over === 'commit' && state === 'good' && by !== undefined ? [people.identifyId(by)] : [],
  );
}

function identityKey({ person, email, name }: Identity): string {
  return person === undefined ? `address ${(email || name).toLowerCase()}` : `person ${person}`;
}

/** Whom a message names as co-authors. */
export function identifyCoAuthors(message: string, people: PeopleIndex): Identity[] {
  return mentionsCoAuthor(message) ? identify(parseTrailers(message).coAuthors, people) : [];
}

/** Filler names nobody, unless a registered person is in it: `<!-- Priya <priya@example.org>`. */
function identify(names: readonly string[], people: PeopleIndex): Identity[] {
  return names.flatMap((line) => {
    const named = readAuthors(line, people);
    return isFiller(line) ? named.filter(({ person }) => person !== undefined) : named;
  });
}
