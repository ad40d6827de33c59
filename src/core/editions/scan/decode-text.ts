/** One way in which a text may be written so that a search for its words misses them. */
export interface TextDecoding {
  readonly name: string;
  /** Gives the text back unchanged where there is nothing to decode. */
  readonly decode: (text: string) => string;
  /** Whether it is used alone: nothing is decoded before or after it. */
  readonly isAlone?: true;
  /** Whether it changes pieces of a text without white space, so that the rest is not read again. */
  readonly isLocal?: true;
  /** Whether it takes tags away; what is left has none until something else was decoded. */
  readonly isStripping?: true;
}

const namedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
  zwj: '',
  zwnj: '',
  ndash: '-',
  mdash: '-',
  hyphen: '-',
  lsquo: "'",
  rsquo: "'",
  ldquo: '"',
  rdquo: '"',
  commat: '@',
  period: '.',
  sol: '/',
  lowbar: '_',
};

const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));?/gi;

function characterOf(code: number): string {
  return code <= 0x10_ffff ? String.fromCodePoint(code) : '';
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    entity,
    (written: string, decimal?: string, hex?: string, name?: string) => {
      if (decimal !== undefined) return characterOf(Number(decimal));
      if (hex !== undefined) return characterOf(Number.parseInt(hex, 16));
      // Accents are not compared, so that a letter with one may be read as the letter.
      const accented = /^([a-z])(?:acute|grave|circ|uml|tilde|cedil|ring|caron|slash)$/i.exec(
        name ?? '',
      )?.[1];
      return accented ?? namedEntities[(name ?? '').toLowerCase()] ?? written;
    },
  );
}

const scriptEscape =
  /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|([nrtbfv0])|\r?\n|([^\w\s]))/gi;

function decodeScript(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(
    scriptEscape,
    (_, braced?: string, unit?: string, byte?: string, space?: string, sign?: string) => {
      const hex = braced ?? unit ?? byte;
      if (hex !== undefined) return characterOf(Number.parseInt(hex, 16));
      return space === undefined ? (sign ?? '') : ' ';
    },
  );
}

function decodeStyle(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(/\\([0-9a-f]{1,6})[ \t\r\n]?/gi, (_, hex: string) =>
    characterOf(Number.parseInt(hex, 16)),
  );
}

function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (written) => {
    try {
      return decodeURIComponent(written);
    } catch {
      return unescapeBytes(written);
    }
  });
}

function unescapeBytes(written: string): string {
  return written.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    characterOf(Number.parseInt(hex, 16)),
  );
}

const tag = /<\/?[a-z!?][^<>]*>/gi;
const commentFence = /<!--|-->|<!\[CDATA\[|\]\]>/g;

/** Takes tags out and leaves the content of comments and CDATA sections. */
function stripTags(text: string, filler: string): string {
  if (!text.includes('<')) return text;
  return text.replaceAll(commentFence, ' ').replaceAll(tag, filler);
}

/** A calendar and a message break long lines in the middle of words. */
function unfoldLines(text: string): string {
  return text.startsWith('BEGIN:V') ? text.replaceAll(/\r?\n[ \t]/g, '') : text;
}

/** Name of the decoding that joins what tags keep apart. */
export const joinedWords = 'words joined over tags';

/** How markup may hide words. */
export const markupDecodings: readonly TextDecoding[] = [
  { name: 'entities', decode: decodeEntities, isLocal: true },
  { name: 'text between tags', decode: (text) => stripTags(text, ' '), isStripping: true },
  { name: joinedWords, decode: (text) => stripTags(text, ''), isStripping: true },
];

export const textDecodings: readonly TextDecoding[] = [
  ...markupDecodings,
  { name: 'script escapes', decode: decodeScript, isLocal: true },
  { name: 'style escapes', decode: decodeStyle, isAlone: true },
  { name: 'URL encoding', decode: decodePercent, isLocal: true },
  { name: 'folded lines', decode: unfoldLines },
];

// Far more than the words of one secret and the tags between them take up.
const piece = /[^]{600,}?\s|[^]+$/g;

/** A text with its codes decoded; of a long one only the parts around a change. Without a change the text itself. */
export function decodeParts({ decode, isLocal }: TextDecoding, text: string): string {
  const whole = decode(text);
  if (!isLocal || whole === text || text.length < 4000) return whole;
  const pieces = text.match(piece) ?? [];
  const decoded = pieces.map(decode);
  const isChanged = decoded.map((one, index) => one !== pieces[index]);
  return decoded
    .map((one, index) =>
      [index - 1, index, index + 1].some((near) => isChanged[near]) ? one : '\n',
    )
    .join('');
}
