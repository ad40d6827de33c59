import { memoize } from '../../model/memoize.ts';
/** A text that is compared by its words. */
export interface HasText {
  readonly text: string;
}

interface WordBag {
  readonly counts: ReadonlyMap<string, number>;
  /** Of all words together. */
  readonly letters: number;
}

const wordPattern = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu;

export function countWords(text: string): number {
  return text.match(wordPattern)?.length ?? 0;
}

const collectWords = memoize(({ text }: HasText): WordBag => {
  const counts = new Map<string, number>();
  let letters = 0;
  for (const word of text.toLowerCase().match(wordPattern) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    letters += word.length;
  }
  return { counts, letters };
});

/** The share of letters in words that both texts have, from 0 to 1. Letters, since any texts share "the" and "of". */
export function similarityOf(left: HasText, right: HasText): number {
  const [small, large] = [collectWords(left), collectWords(right)].sort(
    (a, b) => a.counts.size - b.counts.size,
  );
  if (!small || !large || small.letters + large.letters === 0) return 0;
  let shared = 0;
  for (const [word, count] of small.counts) {
    shared += word.length * Math.min(count, large.counts.get(word) ?? 0);
  }
  return (2 * shared) / (small.letters + large.letters);
}
