import type { PolicyVersion } from '../model/policy.ts';
import { listBlocks, splitSentences, textOfWords } from './list-blocks.ts';

const obliging = /\b(?:must|shall|may not|required|prohibited)\b/i;
// A clause that moves keeps its words.
const number = /^(?:\d+(?:\.\d+)*\.?|[a-z][.)])\s+/;

export interface Obligation {
  readonly sentence: string;
  /** The words of the heading that it stands under and its own: the same where only capitals or punctuation differ. */
  readonly key: string;
  readonly heading: string;
  /** Line of the file, from 1. */
  readonly line: number;
}

/**
 * The sentences of a version that oblige somebody, in order. What is listed below a sentence that obliges and ends
 * with a colon ("You must:") obliges too.
 */
export function listObligations(version: PolicyVersion): readonly Obligation[] {
  const found: Obligation[] = [];
  let heading = '';
  let leadIn: { words: string; indent: number } | undefined;
  for (const { kind, indent, words } of listBlocks(version)) {
    if (kind.startsWith('heading')) heading = textOfWords(words).replace(number, '');
    if (leadIn && indent <= leadIn.indent) leadIn = undefined;
    for (const sentence of splitSentences(words)) {
      const text = textOfWords(sentence);
      const isObliging = obliging.test(text);
      if (!isObliging && !leadIn) continue;
      const key = plain([heading, leadIn?.words ?? '', text].join(' '));
      found.push({ sentence: text, key, heading, line: sentence[0]?.line ?? 1 });
      if (isObliging && text.endsWith(':')) leadIn = { words: text, indent };
    }
  }
  return found;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}<>="]+/gu, ' ')
    .trim();
}
