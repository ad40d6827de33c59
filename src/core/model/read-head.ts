import { parseCalendarDate, type CalendarDate } from './calendar-date.ts';
import {
  comparisons,
  plainWord,
  results,
  riskLevels,
  untilWord,
  waysBack,
  type ClosedWord,
  type RiskLevel,
  type Translations,
} from './closed-words.ts';
import { memoize } from './memoize.ts';

/** The form of a head. What follows the head is free text, which decides nothing. */
export type Form = 'result' | 'way-back' | 'ratings' | 'measures' | 'agreements' | 'listed' | 'ids';

/** What the head of a field states, in the words of the engine. */
export interface Head {
  /** The words of the closed list that open it: `passed`, `revert` and `script`. */
  readonly words: readonly ClosedWord[];
  /** What follows these words up to the end of the head: a file, steps, the name of a baseline. */
  readonly detail: string;
  readonly ratings: ReadonlyMap<string, RiskLevel>;
  readonly measures: ReadonlyMap<string, number>;
  /** The last day of each agreement, by the id of the provider. */
  readonly agreements: ReadonlyMap<string, CalendarDate>;
  readonly ids: readonly string[];
  /** The first part that could not be read, or that is missing (an empty text). Absent where the whole head was read. */
  readonly unread?: string;
}

/** What a head may contain besides the closed words. */
export interface Vocabulary {
  readonly words: Translations;
  /** What a risk is rated for. */
  readonly parts: readonly string[];
  /** The only ids of a list; any where absent. */
  readonly listed?: readonly string[] | undefined;
  /** Whether a result has to open with a word of the list. */
  readonly isResultRequired: boolean;
}

const nothing: Head = {
  words: [],
  detail: '',
  ratings: new Map(),
  measures: new Map(),
  agreements: new Map(),
  ids: [],
};

/** The head of a field, read to its end. */
export function readHead(form: Form, text: string, vocabulary: Vocabulary): Head {
  const head = headOf(text);
  switch (form) {
    case 'result':
      return readResult(head, vocabulary);
    case 'way-back':
      return readWords(head, waysBack, 2, vocabulary.words);
    case 'ratings':
      return readRatings(head, vocabulary);
    case 'measures':
      return readMeasures(head, vocabulary);
    case 'agreements':
      return readAgreements(head, vocabulary.words);
    case 'listed':
      return readListed(head, vocabulary.listed);
    case 'ids':
      return readIds(text);
  }
}

/** A text up to its first full stop that a space or the end follows, or to the end of its first line. */
function headOf(text: string): string {
  const [line = ''] = text.trim().split('\n', 1);
  const end = /[.．](?=\s|$)|。/u.exec(line);
  return end ? line.slice(0, end.index) : line;
}

const separator = /[;；]/u;
const listSeparator = /[;,；，、]/u;
const wordEnd = /[;,:(；，：（、]|\s[-–—]\s/u;

function readResult(head: string, { words, isResultRequired }: Vocabulary): Head {
  const read = readWords(head, results, 1, words);
  return read.unread === undefined || isResultRequired ? read : nothing;
}

function readWords(
  head: string,
  list: readonly ClosedWord[],
  most: number,
  translations: Translations,
): Head {
  const end = wordEnd.exec(head);
  const opening = end ? head.slice(0, end.index) : head;
  const names = opening.split('+');
  const words = names.flatMap((name) => findWord(name, list, translations) ?? []);
  if (words.length < names.length || words.length > most) {
    return { ...nothing, unread: opening.trim() };
  }
  const detail = end ? head.slice(end.index + end[0].length).trim() : '';
  // "passed, failed, not-run" is a menu that nobody chose from.
  const [next = ''] = partsOf(detail, /[;,|/；，、]/u);
  const other = findWord(next, list, translations);
  const isMenu = other !== undefined && !words.includes(other);
  return isMenu ? { ...nothing, unread: head.trim() } : { ...nothing, words, detail };
}

/** The word of a closed list that a text is, also in the company's own words. */
function findWord<Word extends ClosedWord>(
  text: string,
  list: readonly Word[],
  translations: Translations,
): Word | undefined {
  const plain = plainWord(text);
  return list.find((word) => spellingsOf(word, translations).includes(plain));
}

const knownSpellings = memoize((_: Translations) => new Map<string, readonly string[]>());

/** The forms of a word of the engine or of the policy, and of the company's words for it. */
function spellingsOf(word: string, translations: Translations): readonly string[] {
  const known = knownSpellings(translations);
  const found = known.get(word);
  if (found) return found;
  const own = Object.hasOwn(translations, word) ? translations[word as ClosedWord] : undefined;
  const spellings = [word, ...(own ?? [])].map(plainWord);
  known.set(word, spellings);
  return spellings;
}

function partsOf(head: string, by: RegExp): readonly string[] {
  return head
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** `availability low; security medium`: each part once, each with one of the four levels. */
function readRatings(head: string, { words, parts }: Vocabulary): Head {
  const ratings = new Map<string, RiskLevel>();
  const stated = partsOf(head, listSeparator);
  for (const one of stated) {
    const rating = readRating(one, parts, words);
    const known = rating && ratings.get(rating.part);
    if (!rating || (known !== undefined && known !== rating.level)) {
      return { ...nothing, ratings, unread: one };
    }
    ratings.set(rating.part, rating.level);
  }
  return { ...nothing, ratings, ...(stated.length === 0 && { unread: '' }) };
}

function readRating(
  text: string,
  parts: readonly string[],
  words: Translations,
): { part: string; level: RiskLevel } | undefined {
  const plain = plainWord(text);
  for (const part of parts) {
    for (const name of spellingsOf(part, words)) {
      if (!plain.startsWith(name)) continue;
      const rest = plain.slice(name.length).replace(/^-?[:=]?-?/, '');
      const level = findWord(rest, riskLevels, words);
      if (level) return { part, level };
    }
  }
  return undefined;
}

const measure = /^(?<name>\p{L}.*[^\s\d])\s+(?<number>[+-]?\d+(?:[.,]\d+)?)\s*%?$/u;

/** `score 0.91; missed 6`, or `met; name of the baseline`. */
function readMeasures(head: string, { words }: Vocabulary): Head {
  const compared = readWords(head, comparisons, 1, words);
  if (compared.unread === undefined) return compared;
  const measures = new Map<string, number>();
  const stated = partsOf(head, separator);
  for (const one of stated) {
    const { name = '', number = '' } = measure.exec(one)?.groups ?? {};
    const id = plainWord(name);
    // "1,200" is a number of its own in each of two countries.
    if (id === '' || measures.has(id) || /,\d{3}$/.test(number)) {
      return { ...nothing, measures, unread: one };
    }
    measures.set(id, Number(number.replace(',', '.')));
  }
  return { ...nothing, measures, ...(stated.length === 0 && { unread: '' }) };
}

/** `Quillon; until 2027-01-30`, several with commas. */
function readAgreements(head: string, words: Translations): Head {
  const agreements = new Map<string, CalendarDate>();
  const stated = partsOf(head, /[,，、]/u);
  for (const one of stated) {
    const [provider = '', term = '', ...others] = partsOf(one, separator);
    const until = readUntil(term, words);
    if (until === undefined || others.length > 0) return { ...nothing, agreements, unread: one };
    agreements.set(plainWord(provider), until);
  }
  return { ...nothing, agreements, ...(stated.length === 0 && { unread: '' }) };
}

function readUntil(term: string, words: Translations): CalendarDate | undefined {
  const day = /\d{4}-\d{2}-\d{2}$/.exec(term)?.[0] ?? '';
  const word = plainWord(term.slice(0, term.length - day.length)).replace(/-$/, '');
  return spellingsOf(untilWord, words).includes(word) ? parseCalendarDate(day) : undefined;
}

function readListed(head: string, listed: readonly string[] | undefined): Head {
  const ids: string[] = [];
  for (const one of partsOf(head, listSeparator)) {
    const id = plainWord(one);
    if (listed && !listed.includes(id)) return { ...nothing, ids, unread: one };
    ids.push(id);
  }
  return { ...nothing, ids, ...(ids.length === 0 && { unread: '' }) };
}

const longestId = 64;

/** Ids or addresses with commas, each without a space and with a digit: what can be looked up. */
function readIds(text: string): Head {
  const ids = partsOf(text, /[,，、]/u);
  const unread = ids.find(
    (id) =>
      /\s/.test(id) || !/\p{N}|:\/\//u.test(id) || (id.length > longestId && !/^https?:/.test(id)),
  );
  return { ...nothing, ids, ...(unread !== undefined && { unread }) };
}
