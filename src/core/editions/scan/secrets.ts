import type { SourceFile } from '../../model/source-file.ts';
import { tokenise, wordKey } from './tokenise.ts';

/** What kind of thing would have leaked. */
export type SecretKind =
  | 'text'
  | 'name'
  | 'person'
  | 'address'
  | 'login'
  | 'commit'
  | 'branch'
  | 'ticket'
  | 'change'
  | 'policy'
  | 'title'
  | 'file-name'
  | 'fingerprint'
  | 'host'
  | 'id'
  | 'link'
  | 'withheld';

/** Where the internal book contains it. Lines start at 1. */
export interface SecretPlace {
  readonly file: string;
  readonly line: number;
  /** Whether anybody who commits may have typed it there, so that it must not stop a build by being an ordinary word. */
  readonly isTyped?: true;
}

/**
 * How a phrase is recognised: `words` by its words in any case and with anything between them, `cased` in its own
 * case or in capitals, `literal` character by character in any case.
 */
type PhraseMatch = 'words' | 'cased' | 'literal';

/** A few words that must not appear. */
export interface SecretPhrase {
  readonly kind: SecretKind;
  readonly text: string;
  readonly match: PhraseMatch;
  readonly place: SecretPlace;
  /** Whether it stays a secret although the public book contains it; then the public book has a fault. */
  readonly isFirm: boolean;
}

/** Letters by which a longer phrase is recognised: a text that repeats itself would be read once for each of its words. */
const longestPhrase = 500;

/** A phrase that is a secret unless the public book contains it as well. */
export function softPhrase(
  kind: SecretKind,
  text: string,
  match: PhraseMatch,
  place: SecretPlace,
): SecretPhrase {
  return { kind, text: beginningOf(text), match, place, isFirm: false };
}

/** The first whole words of a long text; a single word as it is. */
function beginningOf(text: string): string {
  if (text.length <= longestPhrase) return text;
  return text.slice(0, longestPhrase).replace(/[\p{L}\p{M}\p{N}\p{Cf}\p{Cs}]{1,500}$/u, '') || text;
}

/** A phrase that is a secret even where the public book contains it. */
export function firmPhrase(...parts: Parameters<typeof softPhrase>): SecretPhrase {
  return { ...softPhrase(...parts), isFirm: true };
}

/** A node of the tree in which phrases are found word by word. */
export interface PhraseNode {
  readonly next: Map<number, PhraseNode>;
  readonly phrases: SecretPhrase[];
}

/** Everything that only the internal book has, in the form in which a text can be searched for all of it at once. */
export interface Secrets {
  /** Places by the key of a run of five words. */
  readonly runs: ReadonlyMap<number, SecretPlace>;
  readonly phrases: PhraseNode;
  /** Ids of commits and fingerprints by their first nine digits. */
  readonly digests: ReadonlyMap<string, SecretPhrase>;
  readonly withheld: readonly SecretPhrase[];
  /** Ids of people, which are too short to be looked for in prose. */
  readonly people: ReadonlyMap<string, SecretPlace>;
  /** Names of internal images without their ending. */
  readonly fileStems: ReadonlyMap<string, SecretPlace>;
}

/** The tree of phrases, by the words that each begins with. A phrase without letters and digits is left out. */
export function buildPhraseTree(phrases: Iterable<SecretPhrase>): PhraseNode {
  const root: PhraseNode = { next: new Map(), phrases: [] };
  const known = new Map<string, { readonly node: PhraseNode; readonly index: number }>();
  for (const phrase of phrases) {
    const name = `${phrase.match} ${phrase.text}`;
    const same = known.get(name);
    if (same) {
      const { node, index } = same;
      if (node.phrases[index]?.place.isTyped && !phrase.place.isTyped) node.phrases[index] = phrase;
      continue;
    }
    const tokens = tokenise(phrase.text);
    let node = root;
    for (let index = 0; index < tokens.count; index += 1) {
      const key = wordKey(tokens, index);
      const next = node.next.get(key) ?? { next: new Map(), phrases: [] };
      node.next.set(key, next);
      node = next;
    }
    if (node === root) continue;
    known.set(name, { node, index: node.phrases.length });
    node.phrases.push(phrase);
  }
  return root;
}

/** All phrases of a tree. */
export function* listPhrases({ next, phrases }: PhraseNode): Iterable<SecretPhrase> {
  yield* phrases;
  for (const node of next.values()) yield* listPhrases(node);
}

/** Digits by which a commit or a fingerprint is recognised; git abbreviates to as few only in small repositories. */
export const digestPrefix = 9;

/** The place of a text in a file of the book; the first line where the file lacks it. */
export function placeIn({ file, text }: SourceFile, needle: string): SecretPlace {
  return {
    file,
    // Of a hundred thousand texts hardly any is ever reported, and to find each would take the square of their size.
    get line() {
      const offset = text.indexOf(needle);
      return offset < 0 ? 1 : text.slice(0, offset).split('\n').length;
    },
  };
}
