import { memoize } from '../../model/memoize.ts';
import { findWithheld } from './find-withheld.ts';
import {
  digestPrefix,
  type PhraseNode,
  type SecretKind,
  type SecretPhrase,
  type SecretPlace,
  type Secrets,
} from './secrets.ts';
import {
  filterRuns,
  foldText,
  mayHaveRun,
  runKey,
  runLength,
  tokenise,
  wordKey,
  type Tokens,
} from './tokenise.ts';

/** A secret in a text. */
export interface FoundSecret {
  readonly kind: SecretKind;
  /** The words as the text has them. */
  readonly found: string;
  readonly place: SecretPlace;
}

/** Every secret in a text; runs that overlap are one. */
export function findSecrets(secrets: Secrets, text: string): FoundSecret[] {
  const tokens = tokenise(text);
  const phrases = dropParts([...matchPhrases(secrets.phrases, tokens)]).map(
    ({ phrase: { kind, place }, found }) => ({ kind, found, place }),
  );
  const withheld = Array.from(
    findWithheld(secrets.withheld, tokens.text),
    ({ phrase: { kind, place }, found }): FoundSecret => ({ kind, found, place }),
  );
  return [...findRuns(secrets, tokens), ...withheld, ...phrases, ...findDigests(secrets, tokens)];
}

// Made once for all texts that are searched for the same runs.
const filterOf = memoize((runs: Secrets['runs']) => filterRuns(runs.keys()));

function* findRuns({ runs }: Secrets, tokens: Tokens): Iterable<FoundSecret> {
  let open: { from: number; to: number; place: SecretPlace } | undefined;
  const close = ({ from, to, place }: NonNullable<typeof open>): FoundSecret => ({
    kind: 'text',
    found: sliceOf(tokens, from, to),
    place,
  });
  const filter = filterOf(runs);
  for (let index = 0; index + runLength <= tokens.count; index += 1) {
    if (!mayHaveRun(filter, tokens, index)) continue;
    const key = runKey(tokens, index);
    const place = key === undefined ? undefined : runs.get(key);
    if (!place) continue;
    if (open && index <= open.to) open.to = index + runLength;
    else {
      if (open) yield close(open);
      open = { from: index, to: index + runLength, place };
    }
  }
  if (open) yield close(open);
}

/** A phrase among the words of a text. */
interface PhraseMatch {
  readonly phrase: SecretPhrase;
  /** The words as the text has them. */
  readonly found: string;
  /** Indexes of the first word and of the one behind the last. */
  readonly from: number;
  readonly to: number;
}

/** Matches that are not a part of a longer one of the same kind, as a surname is of a name. */
function dropParts(matches: readonly PhraseMatch[]): PhraseMatch[] {
  const widest = new Map<SecretKind, PhraseMatch>();
  const parts = new Set<PhraseMatch>();
  for (const one of matches.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    // Of those that begin before this one, the one that reaches furthest contains it if any does.
    const before = widest.get(one.phrase.kind);
    if (!before || one.to > before.to) widest.set(one.phrase.kind, one);
    else if (before.to - before.from > one.to - one.from) parts.add(one);
  }
  return matches.filter((one) => !parts.has(one));
}

/** Every phrase among words. */
export function* matchPhrases(root: PhraseNode, tokens: Tokens): Iterable<PhraseMatch> {
  for (let index = 0; index < tokens.count; index += 1) {
    let node = root.next.get(wordKey(tokens, index));
    for (let end = index + 1; node; end += 1) {
      for (const phrase of node.phrases) {
        const found = sliceOf(tokens, index, end);
        if (isMatch(phrase, found)) yield { phrase, found, from: index, to: end };
      }
      node = end < tokens.count ? node.next.get(wordKey(tokens, end)) : undefined;
    }
  }
}

function isMatch({ match, text }: SecretPhrase, found: string): boolean {
  if (match === 'words') return true;
  const wanted = foldText(text);
  if (match === 'literal') return found.toLowerCase() === wanted.toLowerCase();
  const words = (value: string) => value.split(/[^\p{L}\p{N}]+/u).join(' ');
  return [words(wanted), words(wanted).toUpperCase()].includes(words(found));
}

function* findDigests({ digests }: Secrets, tokens: Tokens): Iterable<FoundSecret> {
  if (digests.size === 0) return;
  for (let index = 0; index < tokens.count; index += 1) {
    const start = tokens.starts[index] ?? 0;
    const end = tokens.ends[index] ?? 0;
    if (end - start < digestPrefix || end - start > 128) continue;
    const word = tokens.text.slice(start, end).toLowerCase();
    const secret = digests.get(word.slice(0, digestPrefix));
    const isSame = secret && (secret.text.startsWith(word) || word.startsWith(secret.text));
    if (isSame) yield { kind: secret.kind, found: word, place: secret.place };
  }
}

function sliceOf(tokens: Tokens, from: number, to: number): string {
  return tokens.text.slice(tokens.starts[from], tokens.ends[to - 1]);
}
