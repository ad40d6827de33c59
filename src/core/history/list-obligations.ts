import type { PolicyVersion } from '../model/policy.ts';
import { listBlocks } from './list-blocks.ts';
import { splitSentences, textOfWords } from './split-sentences.ts';

const obliging = /\b(?:must|shall|may not|required|prohibited)\b/i;

export interface Obligation {
  readonly sentence: string;
  /** Line of the file, from 1. */
  readonly line: number;
}

/**
 * The sentences of a version that oblige somebody, by their words alone: two that differ in capitals or punctuation
 * have the same key.
 */
export function listObligations(version: PolicyVersion): ReadonlyMap<string, Obligation> {
  const found = new Map<string, Obligation>();
  for (const words of listBlocks(version).flatMap((block) => splitSentences(block.words))) {
    const sentence = textOfWords(words);
    if (!obliging.test(sentence)) continue;
    const key = sentence
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}<>="]+/gu, ' ')
      .trim();
    found.set(key, { sentence, line: words[0]?.line ?? 1 });
  }
  return found;
}
