/** A clause that a text names by its number: "clause 4.b", or the second number of "clauses 4 and 5". */
export interface ClauseMention {
  /** As headings are numbered: `4.b`, also for "4b" and "4(b)". */
  readonly number: string;
  /** Offsets in the text; the first number begins with its word. */
  readonly from: number;
  readonly to: number;
  /** What follows the last number. */
  readonly rest: string;
}

// The words of some languages for a part of a document, with the numbers that follow.
const mention =
  /(?<![\p{L}\p{N}])(?:clauses?|sections?|§§?|Klauseln?|Abschnitte?n?|Ziffern?|cláusulas?|secci[oó]n(?:es)?|sezion[ei]|rozdział)[ \n]{0,2}(\d{1,3}(?:\.\d{1,3}){0,4}(?:\.?[a-z]\b|\([a-z]\))?(?:(?:, | and | or | to | und | oder | bis | et | y | e |–|-)\d{1,3}(?:\.\d{1,3}){0,4}(?:\.?[a-z]\b|\([a-z]\))?){0,8})(?![\p{L}\p{N}])/giu;
const eachNumber = /\d+(?:\.\d+)*(?:\.?[a-z]\b|\([a-z]\))?/g;
const elsewhere = /^[ \n](?:of|in|to|des|der|de|du|del|della)(?![\p{L}\p{N}])[ \n]?/iu;
const thisDocument = /^(?:this|dieser|diesem|cette|esta)\b/i;

/** The clauses that a text names by their numbers, in order. */
export function listClauseMentions(text: string): ClauseMention[] {
  return [...text.matchAll(mention)].flatMap((match) => {
    const numbers = match[1] ?? '';
    const to = match.index + match[0].length;
    const start = to - numbers.length;
    return [...numbers.matchAll(eachNumber)].map((one, place) => ({
      number: plainNumber(one[0]),
      from: place === 0 ? match.index : start + one.index,
      to: start + one.index + one[0].length,
      rest: text.slice(to),
    }));
  });
}

/** The document that the words after a mention name: undefined for its own, or the words, which may be empty before a link. */
export function documentNamed({ rest }: ClauseMention): string | undefined {
  const preposition = elsewhere.exec(rest)?.[0];
  if (preposition === undefined) return undefined;
  const named = rest
    .slice(preposition.length)
    .replace(/^the\b/i, '')
    .trim();
  return thisDocument.test(named) ? undefined : named;
}

/** `4.b` for "4b" and "4(b)". */
export function plainNumber(written: string): string {
  return written.replace(/\.?\(?([a-z])\)?$/, '.$1');
}
