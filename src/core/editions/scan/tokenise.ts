/** The words of a text, each as two hashes, so that long texts can be compared without a string for each word. */
export interface Tokens {
  /** The text that the offsets count in: without accents, invisible characters and compatibility forms. */
  readonly text: string;
  readonly count: number;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Whether the word has two letters or more, or is a character of a script without spaces. */
  readonly isWord: Uint8Array;
}

/** How many words make a run. */
export const runLength = 5;

// A run of bare numbers would be found in every drawing and style sheet.
const leastWords = 2;

const separator = 0;
const asciiFold = buildAsciiFold();
const otherFolds = new Map<number, number>();

function buildAsciiFold(): Uint8Array {
  const table = new Uint8Array(128);
  for (const range of ['09', 'AZ', 'az']) {
    for (let code = range.charCodeAt(0); code <= range.charCodeAt(1); code += 1) {
      table[code] = String.fromCharCode(code).toLowerCase().charCodeAt(0);
    }
  }
  return table;
}

/** The character as it is compared: small, or 0 for anything that is neither a letter nor a digit. */
function foldCode(code: number): number {
  if (code < 128) return asciiFold[code] ?? separator;
  let folded = otherFolds.get(code);
  if (folded === undefined) {
    const character = String.fromCharCode(code);
    folded = /[\p{L}\p{N}]/u.test(character) ? character.toLowerCase().charCodeAt(0) : separator;
    otherFolds.set(code, folded);
  }
  return folded;
}

/** A text with accents, invisible characters and compatibility forms taken away, so that two spellings are one. */
export function foldText(text: string): string {
  // Marks are dropped and nothing is composed, so each run of other characters can be folded by itself.
  return text.replaceAll(/[^\t-~]+/g, (run) =>
    run
      .normalize('NFKD')
      .replaceAll(/[\p{M}\p{Cf}]/gu, '')
      .replaceAll(/\P{ASCII}/gu, (letter) => plainLetters[letter] ?? letter),
  );
}

/** Letters that Unicode does not take apart, as others write them. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ł: 'l',
  Ł: 'L',
  ı: 'i',
};

const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;

/** Whether a character is of a script that puts no space between words. */
export function isUnspaced(character: string): boolean {
  return unspaced.test(character);
}

function isUnspacedCode(code: number): boolean {
  return code >= 0x0e00 && isUnspaced(String.fromCharCode(code));
}

export function tokenise(raw: string): Tokens {
  const text = foldText(raw);
  // Each character is a word of its own in a script that puts no space between words.
  const hasUnspaced = unspaced.test(text);
  const capacity = (hasUnspaced ? text.length : text.length >> 1) + 1;
  const starts = new Uint32Array(capacity);
  const ends = new Uint32Array(capacity);
  const first = new Int32Array(capacity);
  const second = new Int32Array(capacity);
  const isWord = new Uint8Array(capacity);
  let count = 0;
  let index = 0;
  while (index < text.length) {
    let code = foldCode(text.charCodeAt(index));
    if (code === separator) {
      index += 1;
      continue;
    }
    starts[count] = index;
    let one = -2128831035;
    let two = 374761393;
    let letters = 0;
    const isAlone = hasUnspaced && isUnspacedCode(code);
    while (code !== separator) {
      one = Math.imul(one ^ code, 16777619);
      two = Math.imul(two ^ code, 668265263) ^ (two >>> 13);
      if (code > 57) letters += 1;
      index += 1;
      code = index < text.length ? foldCode(text.charCodeAt(index)) : separator;
      if (isAlone || (hasUnspaced && isUnspacedCode(code))) break;
    }
    ends[count] = index;
    first[count] = one;
    second[count] = two;
    isWord[count] = letters >= 2 || isAlone ? 1 : 0;
    count += 1;
  }
  return { text, count, starts, ends, first, second, isWord };
}

export function countWords(text: string): number {
  return tokenise(text).count;
}

function combine(one: number, two: number): number {
  return (one >>> 0) * 0x20_0000 + (two >>> 11);
}

/** A number for one word; two different words have the same one in about one of 10^16 cases. */
export function wordKey({ first, second }: Tokens, index: number): number {
  return combine(first[index] ?? 0, second[index] ?? 0);
}

/** A number for the run of words that begins at an index; undefined where fewer follow, or hardly any with letters. */
export function runKey(tokens: Tokens, index: number): number | undefined {
  if (index + runLength > tokens.count) return undefined;
  let two = 0;
  let words = 0;
  for (let position = index; position < index + runLength; position += 1) {
    two = Math.imul(two ^ (tokens.second[position] ?? 0), -2048144789) ^ (two >>> 13);
    words += tokens.isWord[position] ?? 0;
  }
  return words < leastWords ? undefined : combine(runHead(tokens, index), two);
}

/** The numbers of all runs of words in a text. */
export function* runKeys(text: string): Generator<number, void> {
  const tokens = tokenise(text);
  for (let index = 0; index < tokens.count; index += 1) {
    const key = runKey(tokens, index);
    if (key !== undefined) yield key;
  }
}

/** The first half of a run's number, 32 bits: enough to know that a run is not in a set. */
function runHead({ first }: Tokens, index: number): number {
  let one = 0;
  for (let position = index; position < index + runLength; position += 1) {
    one = Math.imul(one ^ (first[position] ?? 0), -1640531535) ^ (one >>> 15);
  }
  return one;
}

const filterBits = 22;

/** A bit for each run of a set by the head of its number; most other runs have none of these bits. */
export function filterRuns(keys: Iterable<number>): Uint8Array {
  const filter = new Uint8Array(2 ** (filterBits - 3));
  for (const key of keys) {
    const bit = filterIndex(Math.floor(key / 0x20_0000));
    filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }
  return filter;
}

/** False only where the run that begins at an index is not in the set that the filter was made of. */
export function mayHaveRun(filter: Uint8Array, tokens: Tokens, index: number): boolean {
  const bit = filterIndex(runHead(tokens, index));
  return ((filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}

function filterIndex(head: number): number {
  return head >>> (32 - filterBits);
}
