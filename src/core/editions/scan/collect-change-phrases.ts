import type { Book, JudgedChange } from '../../model/book.ts';
import type { Identity } from '../../model/change-record.ts';
import { firmPhrase, softPhrase, type SecretPhrase, type SecretPlace } from './secrets.ts';
import { countWords } from './tokenise.ts';

const ticketId = /[a-z][a-z0-9]*(?:-[a-z0-9]+)*-\d+|\b\d{5,}\b/gi;

/** What one change is called and by whom it was made: ids, branch, tickets, titles, files, names, addresses. */
export function* changePhrases({ record }: JudgedChange): Iterable<SecretPhrase> {
  const place: SecretPlace = { file: `change ${record.id}`, line: 1 };
  yield firmPhrase('change', record.id, 'literal', place);
  const { branch = '' } = record;
  if (countWords(branch) > 1 || /^(?=.*\d).{6,}$/.test(branch)) {
    yield softPhrase('branch', branch, 'literal', place);
  }
  const incidents = record.followUps.map(({ fields }) => fields.incident);
  for (const written of [
    record.fields.ticket?.value,
    record.fields.incident?.value,
    ...incidents,
  ]) {
    for (const [text] of (written ?? '').matchAll(ticketId)) {
      yield firmPhrase('ticket', text, 'literal', place);
    }
  }
  // Longer titles are found by their runs of words, one of two words is too common.
  for (const text of [record.title, ...record.commits.map(({ subject }) => subject)]) {
    const words = countWords(text);
    if (words === 3 || words === 4) yield softPhrase('title', text, 'cased', place);
  }
  for (const text of record.paths) {
    if (countWords(text) > 2) yield softPhrase('file-name', text, 'literal', place);
  }
  for (const { source } of record.followUps) {
    const own = { file: source.file, line: 1 };
    yield softPhrase('file-name', source.file, 'literal', own);
  }
  for (const { key, tag = '' } of record.signatures ?? []) {
    if (key !== undefined) {
      yield firmPhrase('fingerprint', key, 'literal', place);
    }
    if (countWords(tag) > 1) {
      yield softPhrase('branch', tag, 'literal', place);
    }
  }
  const identities = [
    ...record.authors,
    ...record.approvals.map(({ by }) => by),
    ...record.commits.map(({ author }) => author),
  ];
  for (const identity of identities) yield* identityPhrases(identity, place);
}

/** Ids of all commits that the book has read. */
export function* changeDigests({ changes, populations }: Book): Iterable<SecretPhrase> {
  for (const { record } of changes) {
    const place = { file: `change ${record.id}`, line: 1 };
    yield* commitPhrases([record.commit, ...record.commits.map(({ id }) => id)], place);
  }
  for (const { repository, firstCommit, lastCommit, exclusions } of populations) {
    const place = { file: `repository ${repository}`, line: 1 };
    yield* commitPhrases(
      [firstCommit, lastCommit, ...exclusions.map(({ commit }) => commit)],
      place,
    );
  }
}

/** Ids of commits, which are recognised by how they begin. */
export function* commitPhrases(
  ids: readonly (string | undefined)[],
  place: SecretPlace,
): Iterable<SecretPhrase> {
  for (const text of ids) {
    if (text !== undefined) yield firmPhrase('commit', text, 'literal', place);
  }
}

/** A name in either order, and an address; a name of one word may be an ordinary one and counts less. */
export function* identityPhrases(
  { name, email }: Identity,
  place: SecretPlace,
): Iterable<SecretPhrase> {
  const words = name.trim().split(/\s+/);
  const isFull = words.length > 1 && countWords(name) > 1;
  if (isFull) {
    yield firmPhrase('name', name, 'words', place);
    const turned = [words.at(-1), ...words.slice(0, -1)].join(' ');
    yield firmPhrase('name', turned, 'words', place);
  } else if (name.length >= 4) yield softPhrase('name', name, 'cased', place);
  if (email !== '') yield softPhrase('address', email, 'words', place);
}
