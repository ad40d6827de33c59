import type { Word } from './list-blocks.ts';

const ending = /[.!?;:]["')\]’”]*$/;

/** The words of a block as sentences; a colon or semicolon ends one too, so that a duty in a list stands alone. */
export function splitSentences(words: readonly Word[]): (readonly Word[])[] {
  const sentences: Word[][] = [];
  let open: Word[] = [];
  for (const word of words) {
    open.push(word);
    // "4." at the head of a list item is a number and no sentence.
    if (!ending.test(word.text) || (open.length === 1 && /^\d+\./.test(word.text))) continue;
    sentences.push(open);
    open = [];
  }
  return open.length > 0 ? [...sentences, open] : sentences;
}

export function textOfWords(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}
