import type { Book, JudgedChange } from '../../model/book.ts';
import type { ChangeRecord, Identity } from '../../model/change-record.ts';
import { firmPhrase, softPhrase, type SecretPhrase, type SecretPlace } from './secrets.ts';
import { countWords } from './tokenise.ts';

// Each run of these characters is read once; an id has at most 64 of them.
const idCharacters = /[a-z0-9][a-z0-9-]*/gi;
const ticketId = /^(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*-\d+|\d{5,})/i;

/** What one change is called and by whom it was made: ids, branch, tickets, titles, files, names, addresses. */
export function* changePhrases(change: JudgedChange): Iterable<SecretPhrase> {
  const { id, followUps, fields, signatures = [] } = change.record;
  const place = { file: `change ${id}`, line: 1 };
  yield firmPhrase('change', id, 'literal', place);
  for (const { key } of signatures) {
    if (key !== undefined) yield firmPhrase('fingerprint', key, 'literal', place);
  }
  for (const { source, fields: own } of followUps) {
    const file = { file: source.file, line: 1 };
    yield softPhrase('file-name', source.file, 'literal', file);
    yield* ticketPhrases([own.incident], file);
  }
  for (const { value, source, file = '' } of [fields.ticket, fields.incident].filter(
    (field) => field !== undefined,
  )) {
    if (source === 'follow-up') yield* ticketPhrases([value], { file, line: 1 });
  }
  yield* recordPhrases(change);
}

/** Where a record is that, as a change outside git, is written in the book or, as others, was typed into commits. */
export function placeOfRecord({ id, form }: ChangeRecord): SecretPlace {
  return { file: `change ${id}`, line: 1, ...(form !== 'outside-git' && { isTyped: true }) };
}

function* recordPhrases({ record }: JudgedChange): Iterable<SecretPhrase> {
  const place = placeOfRecord(record);
  const { branch = '', fields } = record;
  if (countWords(branch) > 1 || /^(?=.*\d).{6,}$/.test(branch)) {
    yield softPhrase('branch', branch, 'literal', place);
  }
  yield* ticketPhrases([fields.ticket?.value, fields.incident?.value], place);
  // Longer titles are found by their runs of words, one of two words is too common.
  for (const text of [record.title, ...record.commits.map(({ subject }) => subject)]) {
    const words = countWords(text);
    if (words === 3 || words === 4) yield softPhrase('title', text, 'cased', place);
  }
  for (const text of record.paths) {
    if (countWords(text) > 2) yield softPhrase('file-name', text, 'literal', place);
  }
  for (const { tag = '' } of record.signatures ?? []) {
    if (countWords(tag) > 1) yield softPhrase('branch', tag, 'literal', place);
  }
  const identities = [
    ...record.authors,
    ...record.approvals.map(({ by }) => by),
    ...record.commits.map(({ author }) => author),
  ];
  for (const identity of identities) yield* identityPhrases(identity, place);
}

function* ticketPhrases(
  written: readonly (string | undefined)[],
  place: SecretPlace,
): Iterable<SecretPhrase> {
  for (const value of written) {
    for (const [run] of (value ?? '').matchAll(idCharacters)) {
      const [text] = run.length <= 64 ? (ticketId.exec(run) ?? []) : [];
      if (text !== undefined) yield firmPhrase('ticket', text, 'literal', place);
    }
  }
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
  if (email !== '') yield softPhrase('address', email, 'literal', place);
}
