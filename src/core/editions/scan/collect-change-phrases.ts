import type { Book, JudgedChange } from '../../model/book.ts';
import { identityPhrases } from './identity-phrases.ts';
import type { SecretPhrase, SecretPlace } from './secrets.ts';
import { countWords } from './tokenise.ts';

const ticketId = /[a-z][a-z0-9]*(?:-[a-z0-9]+)*-\d+|\b\d{5,}\b/gi;

/** What one change is called and by whom it was made: ids, branch, tickets, titles, files, names, addresses. */
export function* changePhrases({ record }: JudgedChange): Iterable<SecretPhrase> {
  const place: SecretPlace = { file: `change ${record.id}`, line: 1 };
  yield { kind: 'change', text: record.id, match: 'literal', place, isFirm: true };
  const { branch = '' } = record;
  if (countWords(branch) > 1 || /^(?=.*\d).{6,}$/.test(branch)) {
    yield { kind: 'branch', text: branch, match: 'literal', place, isFirm: false };
  }
  const incidents = record.followUps.map(({ fields }) => fields.incident);
  for (const written of [
    record.fields.ticket?.value,
    record.fields.incident?.value,
    ...incidents,
  ]) {
    for (const [text] of (written ?? '').matchAll(ticketId)) {
      yield { kind: 'ticket', text, match: 'literal', place, isFirm: true };
    }
  }
  // Longer titles are found by their runs of words, one of two words says too little.
  for (const text of [record.title, ...record.commits.map(({ subject }) => subject)]) {
    const words = countWords(text);
    if (words === 3 || words === 4)
      yield { kind: 'title', text, match: 'cased', place, isFirm: false };
  }
  for (const text of record.paths) {
    if (countWords(text) > 2)
      yield { kind: 'file-name', text, match: 'literal', place, isFirm: false };
  }
  for (const { source } of record.followUps) {
    const own = { file: source.file, line: 1 };
    yield { kind: 'file-name', text: source.file, match: 'literal', place: own, isFirm: false };
  }
  for (const { key, tag = '' } of record.signatures ?? []) {
    if (key !== undefined) {
      yield { kind: 'fingerprint', text: key, match: 'literal', place, isFirm: true };
    }
    if (countWords(tag) > 1) {
      yield { kind: 'branch', text: tag, match: 'literal', place, isFirm: false };
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
    if (text !== undefined) yield { kind: 'commit', text, match: 'literal', place, isFirm: true };
  }
}
