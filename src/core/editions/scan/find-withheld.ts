import { memoize } from '../../model/memoize.ts';
import type { SecretPhrase } from './secrets.ts';
import { foldText, isUnspaced } from './tokenise.ts';

/** A withheld phrase in a text, as it is written there. */
interface WithheldMatch {
  readonly phrase: SecretPhrase;
  readonly found: string;
}

/**
 * Every withheld phrase in a text: in any case, in the plural, in one word or several, and as a part of a name of a
 * program (`getHeronStatus`). `folded` is the text after `foldText`.
 */
export function* findWithheld(
  phrases: readonly SecretPhrase[],
  folded: string,
): Iterable<WithheldMatch> {
  if (phrases.length === 0) return;
  const { pattern, byGroup } = compile(phrases);
  for (const match of folded.matchAll(pattern)) {
    const group = match.slice(1).findIndex((one: string | undefined) => one !== undefined);
    const phrase = byGroup[group];
    if (!phrase || !begins(folded, match.index)) continue;
    // The "S" of "HeronService" is no plural.
    const found = [match[0], match[0].replace(/e?s$/i, '')].find((one) =>
      ends(folded, match.index + one.length),
    );
    if (found !== undefined) yield { phrase, found };
  }
}

const compile = memoize((phrases: readonly SecretPhrase[]) => {
  // The longest first: of two that begin alike the other would hide it.
  const byGroup = phrases
    .filter(({ text }) => wordsOf(text).length > 0)
    .toSorted((left, right) => right.text.length - left.text.length);
  const groups = byGroup.map(({ text }) => `(${patternOf(wordsOf(text))})`);
  return { byGroup, pattern: new RegExp(groups.join('|'), 'giu') };
});

function wordsOf(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function patternOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  const ending = last.endsWith('y') ? `${last.slice(0, -1)}(?:ies|y)` : `${last}(?:e?s)?`;
  return [...words.slice(0, -1), ending].join(String.raw`[^\p{L}\p{N}]*`);
}

const [letter, small, capital] = [/[\p{L}\p{N}]/u, /[\p{Ll}\p{N}]/u, /\p{Lu}/u];

/** Whether a word begins at an index: after another sign, or as words begin in camelCase. */
function begins(text: string, at: number): boolean {
  const [before = '', first = '', second = ''] = [text[at - 1], text[at], text[at + 1]];
  if (!letter.test(before) || isUnspaced(first)) return true;
  return capital.test(first) && (small.test(before) || small.test(second));
}

/** Whether a word ends before an index. */
function ends(text: string, at: number): boolean {
  const [last = '', next = ''] = [text[at - 1], text[at]];
  if (!letter.test(next) || isUnspaced(last)) return true;
  return small.test(last) ? !/\p{Ll}/u.test(next) : /\p{N}/u.test(next);
}
