import type { PublicBook } from '../../model/edition.ts';
import type { Book, JudgedChange } from '../../model/book.ts';
import type { PolicyVersion } from '../../model/policy.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { publicTexts, readerText, stringsOf } from './book-texts.ts';
import { collectDigests, collectPhrases, listInternalImages } from './collect-phrases.ts';
import { matchPhrases } from './find-secrets.ts';
import { type SecondOpinion, secondOpinion } from './second-opinion.ts';
import {
  type SecretPhrase,
  type SecretPlace,
  type Secrets,
  digestPrefix,
  placeIn,
  buildPhraseTree,
} from './secrets.ts';
import { runKey, runKeys, tokenise } from './tokenise.ts';

// The check of the public texts and the scan of the built site need the same secrets.
const collected = new WeakMap<PublicBook, { readonly internal: Book; readonly secrets: Secrets }>();

/** What only the internal book has. What customers may read is not a secret, except for firm phrases. */
export function collectSecrets(internal: Book, open: PublicBook): Secrets {
  const known = collected.get(open);
  if (known?.internal === internal) return known.secrets;
  const opinion = secondOpinion(internal);
  const secrets = {
    ...collectNamedSecrets(internal, open, opinion),
    runs: collectRuns(internal, open, opinion),
  };
  collected.set(open, { internal, secrets });
  return secrets;
}

/** The same without runs of words: names, addresses, ids, titles, withheld words. */
function collectNamedSecrets(internal: Book, open: PublicBook, opinion: SecondOpinion): Secrets {
  const phrases = [...collectPhrases(internal, open, opinion)];
  const digests = [...collectDigests(internal, open)];
  const inPublic = phrasesIn(publicTexts(open), phrases).intersection(
    phrasesIn(opinion.texts, phrases),
  );
  const isSecret = (phrase: SecretPhrase) => phrase.isFirm || !inPublic.has(phraseKey(phrase));
  return {
    runs: new Map(),
    phrases: buildPhraseTree(phrases.filter(isSecret)),
    digests: new Map(digests.map((digest) => [digest.text.slice(0, digestPrefix), digest])),
    people: collectPeople(internal, opinion),
    fileStems: new Map(
      listInternalImages(internal, open, opinion).map(({ stem, place }) => [stem, place]),
    ),
  };
}

/** Keys of the phrases that some text contains. */
function phrasesIn(texts: Iterable<string>, phrases: readonly SecretPhrase[]): Set<string> {
  const planted = buildPhraseTree(phrases);
  const found = new Set<string>();
  for (const text of texts) {
    for (const { phrase } of matchPhrases(planted, tokenise(text))) found.add(phraseKey(phrase));
  }
  return found;
}

function phraseKey({ match, text }: SecretPhrase): string {
  return `${match} ${text}`;
}

function collectPeople(
  { people, peopleSource }: Book,
  { texts }: SecondOpinion,
): Map<string, SecretPlace> {
  const publicTexts = new Set(texts);
  return new Map(
    Object.keys(people)
      .filter((id) => !publicTexts.has(id))
      .map((id) => [id, placeIn(peopleSource, `${id}:`)]),
  );
}

/** A text of the internal book and the line on which it begins. */
interface InternalText extends SecretPlace {
  readonly text: string;
  /** Whether the text has other lines than the file. */
  readonly isReset?: boolean;
}

/** The place of each run of five words that only the internal book has, not the public one and the second opinion. */
function collectRuns(
  internal: Book,
  open: PublicBook,
  opinion: SecondOpinion,
): Map<number, SecretPlace> {
  const known = runsOf(publicTexts(open)).intersection(runsOf(opinion.texts));
  const runs = new Map<number, SecretPlace>();
  for (const text of internalTexts(internal)) addRuns(text, known, runs);
  return runs;
}

function runsOf(texts: Iterable<string>): Set<number> {
  const runs = new Set<number>();
  for (const text of texts) for (const key of runKeys(text)) runs.add(key);
  return runs;
}

function addRuns(
  { text, file, line, isReset = false }: InternalText,
  known: ReadonlySet<number>,
  runs: Map<number, SecretPlace>,
): void {
  const tokens = tokenise(text);
  let place: SecretPlace = { file, line };
  let read = 0;
  for (let index = 0; index < tokens.count; index += 1) {
    const start = tokens.starts[index] ?? 0;
    const lines = isReset ? 0 : countLines(tokens.text, read, start);
    if (lines > 0) place = { file, line: place.line + lines };
    read = start;
    const key = runKey(tokens, index);
    if (key !== undefined && !known.has(key) && !runs.has(key)) runs.set(key, place);
  }
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1))
    lines += 1;
  return lines;
}

function* internalTexts({
  policies,
  changes,
  answers,
  duties,
  settings,
  settingsSource,
}: Book): Iterable<InternalText> {
  for (const version of policies.flatMap(({ versions }) => versions)) yield* versionTexts(version);
  for (const change of changes) yield* changeTexts(change);
  for (const { source, value } of [...answers, ...duties]) yield* fieldTexts(value, source);
  yield* fieldTexts([settings.events, settings.repositories], settingsSource);
}

function* versionTexts(version: PolicyVersion): Iterable<InternalText> {
  const { file } = version.source;
  yield { text: version.body, file, line: version.bodyLine };
  yield { text: readerText(version), file, line: version.bodyLine, isReset: true };
  yield* fieldTexts(version.frontmatter, version.source);
  for (const { subject } of version.corrections ?? []) yield { text: subject, file, line: 1 };
}

function* changeTexts({ record }: JudgedChange): Iterable<InternalText> {
  const file = `change ${record.id}`;
  const written = [
    record.message,
    record.title,
    ...stringsOf(record.fields),
    ...record.commits.map(({ subject }) => subject),
  ];
  for (const text of written) yield { text, file, line: 1 };
  for (const { source, fields, body } of record.followUps)
    yield* fieldTexts([fields, body], source);
}

function* fieldTexts(value: unknown, { file, text: source }: SourceFile): Iterable<InternalText> {
  for (const text of stringsOf(value)) {
    const offset = source.indexOf(text.slice(0, 30));
    yield { text, file, line: countLines(source, 0, Math.max(offset, 0)) + 1, isReset: true };
  }
}
