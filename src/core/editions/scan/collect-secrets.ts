import type { PublicBook } from '../../model/edition.ts';
import type { Book } from '../../model/book.ts';
import type { ChangeRecord } from '../../model/change-record.ts';
import type { PolicyVersion } from '../../model/policy.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { publicTexts, readerText, stringsOf } from './book-texts.ts';
import { placeOfRecord } from './collect-change-phrases.ts';
import {
  collectDigests,
  collectPhrases,
  listInternalImages,
  withheldPhrases,
} from './collect-phrases.ts';
import { matchPhrases } from './find-secrets.ts';
import { findWithheld } from './find-withheld.ts';
import { type SecondOpinion, secondOpinion } from './second-opinion.ts';
import {
  type SecretPhrase,
  type SecretPlace,
  type Secrets,
  digestPrefix,
  placeIn,
  buildPhraseTree,
  listPhrases,
} from './secrets.ts';
import {
  foldText,
  runKey,
  runKeys,
  runLength,
  tokenise,
  wordKey,
  type Tokens,
} from './tokenise.ts';

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

/** What a built site has from the engine and not from the book. */
export interface OwnTexts {
  /** Sources of the pages. */
  readonly sources: readonly string[];
  /** Programs and styles of the site. */
  readonly code: readonly string[];
}

/**
 * What must not be in a built site: the same with the words of commits, and without what the engine's own texts contain.
 * Anybody may type a commit, so its words count only beside one that neither these texts nor the public book have.
 */
export function collectSiteSecrets(
  internal: Book,
  open: PublicBook,
  { sources, code }: OwnTexts = { sources: [], code: [] },
): Secrets {
  const { phrases, runs, withheld, ...rest } = collectSecrets(internal, open);
  const texts = [...sources, ...publicTexts(open)];
  const words = wordsOf([...texts, ...code, imageWords]);
  const all = [...listPhrases(phrases)];
  const own = phrasesIn(sources, all);
  const isSecret = (phrase: SecretPhrase) =>
    phrase.place.isTyped ? hasOtherWord(phrase.text, words) : !own.has(phraseKey(phrase));
  const siteRuns = new Map(runs);
  for (const key of runsOf(sources)) siteRuns.delete(key);
  const knownRuns = runsOf(texts);
  for (const text of typedTexts(internal)) addRuns(text, knownRuns, siteRuns, words);
  const ownWithheld = new Set(
    sources.flatMap((text) => [...findWithheld(withheld, foldText(text))]).map((one) => one.phrase),
  );
  return {
    ...rest,
    runs: siteRuns,
    phrases: buildPhraseTree(all.filter(isSecret)),
    withheld: withheld.filter((phrase) => !ownWithheld.has(phrase)),
  };
}

/** What Astro writes around an image. */
const imageWords = 'loading lazy decoding async fetchpriority auto srcset sizes';

function wordsOf(texts: Iterable<string>): Set<number> {
  const words = new Set<number>();
  for (const text of texts) {
    const tokens = tokenise(text);
    for (let index = 0; index < tokens.count; index += 1) words.add(wordKey(tokens, index));
  }
  return words;
}

function hasOtherWord(text: string, words: ReadonlySet<number>): boolean {
  const tokens = tokenise(text);
  return nextOther(tokens, 0, words) < tokens.count;
}

/** Index of the next word of letters that is not among these, from an index on; the count where there is none. */
function nextOther(tokens: Tokens, from: number, words: ReadonlySet<number>): number {
  let index = from;
  const isOther = () =>
    words.size === 0 || (!words.has(wordKey(tokens, index)) && !hasDigit(tokens, index));
  while (index < tokens.count && !isOther()) index += 1;
  return index;
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
    withheld: withheldPhrases(internal),
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
interface InternalText {
  readonly text: string;
  readonly place: SecretPlace;
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
  // Internal texts link to public policies, whose titles and ids pages print side by side in any order.
  const shown = open.policies.filter(({ id }) => opinion.policies.has(id));
  const titles = wordsOf(shown.flatMap(({ id, current }) => [id, current.frontmatter.title]));
  for (const text of internalTexts(internal)) addRuns(text, known, runs, titles);
  return runs;
}

function hasDigit({ text, starts, ends }: Tokens, index: number): boolean {
  return /\d/.test(text.slice(starts[index], ends[index]));
}

function runsOf(texts: Iterable<string>): Set<number> {
  const runs = new Set<number>();
  for (const text of texts) for (const key of runKeys(text)) runs.add(key);
  return runs;
}

function addRuns(
  { text, place: start, isReset = false }: InternalText,
  known: ReadonlySet<number>,
  runs: Map<number, SecretPlace>,
  words: ReadonlySet<number> = new Set(),
): void {
  const tokens = tokenise(text);
  let other = -1;
  let place = start;
  let read = 0;
  for (let index = 0; index < tokens.count; index += 1) {
    const at = tokens.starts[index] ?? 0;
    const lines = isReset ? 0 : countLines(tokens.text, read, at);
    if (lines > 0) place = { ...place, line: place.line + lines };
    read = at;
    if (other < index) other = nextOther(tokens, index, words);
    if (other >= index + runLength) continue;
    const key = runKey(tokens, index);
    if (key !== undefined && !known.has(key) && !runs.has(key)) runs.set(key, place);
  }
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  // To look for the next line end would read a long line again for each of its words.
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) === 10) lines += 1;
  return lines;
}

/** What the company wrote into its book. */
function* internalTexts({
  policies,
  changes,
  answers,
  duties,
  settings,
  settingsSource,
}: Book): Iterable<InternalText> {
  for (const version of policies.flatMap(({ versions }) => versions)) yield* versionTexts(version);
  for (const { record } of changes) {
    if (record.form === 'outside-git') yield* recordTexts(record);
    for (const { source, fields, body } of record.followUps)
      yield* fieldTexts([fields, body], source);
  }
  for (const { source, value } of [...answers, ...duties]) yield* fieldTexts(value, source);
  yield* fieldTexts([settings.events, settings.repositories], settingsSource);
}

function* versionTexts(version: PolicyVersion): Iterable<InternalText> {
  const place = { file: version.source.file, line: version.bodyLine };
  yield { text: version.body, place };
  yield { text: readerText(version), place, isReset: true };
  yield* fieldTexts(version.frontmatter, version.source);
}

/** What anybody who commits may have typed. */
function* typedTexts({ policies, changes }: Book): Iterable<InternalText> {
  for (const { source, corrections = [] } of policies.flatMap(({ versions }) => versions)) {
    const place = { file: source.file, line: 1, isTyped: true } as const;
    for (const { subject } of corrections) yield { text: subject, place };
  }
  for (const { record } of changes) if (record.form !== 'outside-git') yield* recordTexts(record);
}

function* recordTexts(record: ChangeRecord): Iterable<InternalText> {
  const place = placeOfRecord(record);
  const written = [
    record.message,
    record.title,
    ...stringsOf(record.fields),
    ...record.commits.map(({ subject }) => subject),
  ];
  for (const text of written) yield { text, place };
}

function* fieldTexts(value: unknown, source: SourceFile): Iterable<InternalText> {
  for (const text of stringsOf(value)) {
    yield { text, place: placeIn(source, text.slice(0, 30)), isReset: true };
  }
}
