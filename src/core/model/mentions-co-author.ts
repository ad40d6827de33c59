// Few messages name a co-author, and hardly one by a key in other letters than Latin ones. Two patterns, since letters
// of ASCII have cases beyond it and would match the second without regard to case.
const inLatin = /authored/i;
const inOtherLetters = /^[^:\n]{0,40}\P{ASCII}[^:\n]{0,40}:/mu;

/** Whether a commit message may name a co-author, in whatever spelling; false only where it certainly does not. */
export function mentionsCoAuthor(message: string): boolean {
  return inLatin.test(message) || inOtherLetters.test(message);
}
