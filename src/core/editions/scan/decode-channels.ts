import { isUtf8 } from 'node:buffer';
import { gunzipSync, inflateSync } from 'node:zlib';
import { unpackArchive, unpackPdf } from './unpack-document.ts';
import { decodeParts, markupDecodings, textDecodings } from './decode-text.ts';

/** One way to read the bytes of a file as text. */
export interface ChannelText {
  /** How the text was reached: `gzip, entities`; `text` for the bytes as they are. */
  readonly channel: string;
  readonly text: string;
}

const maximumDepth = 4;
const maximumDecodings = 3;

/** Every text in the bytes of a file, unpacked and decoded as often as something can be. Throws where bytes cannot be unpacked. */
export function* decodeChannels(bytes: Uint8Array): Iterable<ChannelText> {
  yield* decodeBytes(bytes, [], 0);
}

function* decodeBytes(
  bytes: Uint8Array,
  path: readonly string[],
  depth: number,
): Iterable<ChannelText> {
  if (isUtf8(bytes))
    yield* decodeText(bufferOf(bytes).toString('utf8').replaceAll('\0', ''), path, depth);
  else yield* decodeBinary(bytes, path);
  if (depth >= maximumDepth) return;
  for (const inner of unpackBytes(bytes)) {
    const innerPath = [...path, inner.name];
    if (inner.bytes) yield* decodeBytes(inner.bytes, innerPath, depth + 1);
    if (inner.text !== undefined) yield* decodeText(inner.text, innerPath, depth + 1);
  }
}

// Text in a program or a picture is plain or XML; letters of UTF-16 have a zero byte each.
function* decodeBinary(bytes: Uint8Array, path: readonly string[]): Iterable<ChannelText> {
  const view = bufferOf(bytes);
  const texts = [view.toString('utf8'), view.toString('latin1').replaceAll('\0', '')];
  for (const text of texts.map(keepReadable)) {
    yield { channel: path.join(', ') || 'bytes', text };
    for (const { name, decode } of markupDecodings) {
      const decoded = decode(text);
      if (decoded !== text) yield { channel: [...path, 'bytes', name].join(', '), text: decoded };
    }
  }
}

// Most of a program or a picture is not text, and reading it as text takes long.
const readableRun = /[\t\n\r -~\u00c0-\ufffc]{6,}/g;

function keepReadable(text: string): string {
  return (text.match(readableRun) ?? []).join('\n');
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

interface DecodedText {
  readonly text: string;
  readonly path: readonly string[];
  readonly isLast?: boolean;
  readonly isStripped?: boolean;
}

function* decodeText(text: string, path: readonly string[], depth: number): Iterable<ChannelText> {
  const seen = new Set([text]);
  let level: DecodedText[] = [{ text, path }];
  for (let step = 0; level.length > 0; step += 1) {
    for (const one of level) {
      yield { channel: one.path.join(', ') || 'text', text: one.text };
      if (depth < maximumDepth) yield* decodeBlobs(one.text, one.path, depth);
    }
    if (step === maximumDecodings) return;
    level = level.flatMap((one) =>
      textDecodings.flatMap((decoding) => {
        const { name, isAlone, isStripping } = decoding;
        if (one.isLast || (isAlone && step > 0) || (isStripping && one.isStripped)) return [];
        const decoded = decodeParts(decoding, one.text);
        if (seen.has(decoded)) return [];
        seen.add(decoded);
        const isLast = isAlone ?? false;
        const isStripped = isStripping ?? false;
        return [{ text: decoded, path: [...one.path, name], isLast, isStripped }];
      }),
    );
  }
}

// The character before a run counts, so that no part of a short one is tried again.
const base64Run = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,}/g;
const hexRun = /(?<![0-9a-f])(?:[0-9a-f]{2}){12,}/gi;

function* decodeBlobs(text: string, path: readonly string[], depth: number): Iterable<ChannelText> {
  const found = new Map<string, string[]>([
    ['base64', []],
    ['hexadecimal', []],
  ]);
  for (const [run] of text.matchAll(base64Run)) {
    // A run may begin within other characters of the alphabet, so it is read from each of its first four.
    for (let shift = 0; shift < 4; shift += 1) {
      const bytes = Buffer.from(run.slice(shift), 'base64');
      if (isPacked(bytes)) yield* decodeBytes(bytes, [...path, 'base64'], depth + 1);
      else if (isReadable(bytes)) found.get('base64')?.push(bytes.toString('utf8'));
    }
  }
  for (const [run] of text.matchAll(hexRun)) {
    const bytes = Buffer.from(run, 'hex');
    if (isReadable(bytes)) found.get('hexadecimal')?.push(bytes.toString('utf8'));
  }
  for (const [name, texts] of found) {
    if (texts.length > 0) yield* decodeText(texts.join('\n'), [...path, name], depth + 1);
  }
}

function isPacked(bytes: Buffer): boolean {
  return (bytes[0] === 0x1f && bytes[1] === 0x8b) || bytes.readUInt32BE(0) === 0x8950_4e47;
}

/** Whether bytes look like text: hardly any but printable ones, and most of them letters or spaces. */
function isReadable(bytes: Buffer): boolean {
  let letters = 0;
  let odd = 0;
  for (const byte of bytes) {
    const isLetter = byte === 32 || (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90);
    if (isLetter) letters += 1;
    else if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) odd += 1;
  }
  return odd <= bytes.length / 32 && letters * 2 >= bytes.length;
}

/** Bytes inside other bytes; `text` where they are nothing but a text. */
interface InnerBytes {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly text?: string;
}

// A page of a site is far below this; what unpacks to more is an attack on the scanner.
const maximumUnpacked = 64 * 1024 * 1024;

const pagefindMark = Buffer.from('pagefind_dcd');

/** What is packed into the bytes of a file: compressed data, a search index, texts of a picture. Throws where they cannot be unpacked. */
function* unpackBytes(bytes: Uint8Array): Iterable<InnerBytes> {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    yield { name: 'gzip', bytes: gunzipSync(bytes, { maxOutputLength: maximumUnpacked }) };
  } else if (pagefindMark.equals(bytes.subarray(0, pagefindMark.length))) {
    yield* unpackPagefind(bytes.subarray(pagefindMark.length));
  } else if (isPng(bytes)) yield* unpackPng(bytes);
  else if (beginsWith(bytes, 'PK\x03\x04')) {
    for (const file of unpackArchive(bytes)) yield { name: 'document', bytes: file };
  } else if (beginsWith(bytes, '%PDF-')) {
    for (const part of unpackPdf(bytes)) yield { name: 'document', bytes: part };
  }
}

function beginsWith(bytes: Uint8Array, mark: string): boolean {
  return Buffer.from(mark, 'latin1').equals(bytes.subarray(0, mark.length));
}

function* unpackPagefind(bytes: Uint8Array): Iterable<InnerBytes> {
  const texts = readCborTexts(bytes);
  if (texts) yield { name: 'search index', text: texts.join(' ') };
  yield { name: 'search data', bytes };
}

function isPng(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 8)).toString('latin1') === '\u0089PNG\r\n\u001a\n';
}

// Text in a picture lies in chunks, of which zTXt and iTXt may be compressed; the rest of the file is scanned as it is.
function* unpackPng(bytes: Uint8Array): Iterable<InnerBytes> {
  const view = bufferOf(bytes);
  for (let offset = 8; offset + 12 <= view.length;) {
    const length = view.readUInt32BE(offset);
    const type = view.toString('latin1', offset + 4, offset + 8);
    const data = view.subarray(offset + 8, offset + 8 + length);
    if (['zTXt', 'iTXt', 'iCCP'].includes(type)) {
      for (let at = data.indexOf(0); at >= 0; at = data.indexOf(0, at + 1)) {
        const unpacked = inflateFrom(data, at + 1) ?? inflateFrom(data, at + 2);
        if (unpacked) yield { name: 'image metadata', bytes: unpacked };
      }
    }
    offset += 12 + length;
  }
}

function inflateFrom(data: Buffer, start: number): Uint8Array | undefined {
  if (data[start] !== 0x78) return undefined;
  try {
    return inflateSync(data.subarray(start), { maxOutputLength: maximumUnpacked });
  } catch {
    return undefined;
  }
}

/** The texts in a piece of CBOR, the format of Pagefind's index, in order; undefined where the bytes are none. */
function readCborTexts(bytes: Uint8Array): string[] | undefined {
  const view = bufferOf(bytes);
  const texts: string[] = [];
  let offset = 0;
  while (offset < view.length) {
    const head = view[offset] ?? 0;
    const major = head >> 5;
    const width = argumentWidth(head & 31);
    if (width === undefined || offset + 1 + width > view.length) return undefined;
    const length = width === 0 ? head & 31 : readNumber(view, offset + 1, width);
    offset += 1 + width;
    // Groups need no counting: their members follow one another. An open end, a break, has no length.
    if (major !== 2 && major !== 3) continue;
    if ((head & 31) === 31) continue;
    if (offset + length > view.length) return undefined;
    if (major === 3) texts.push(view.toString('utf8', offset, offset + length));
    offset += length;
  }
  return texts;
}

/** Bytes of the number behind a head, by the low five bits of that head. */
function argumentWidth(low: number): number | undefined {
  if (low < 24 || low === 31) return 0;
  return low < 28 ? 2 ** (low - 24) : undefined;
}

function readNumber(view: Buffer, offset: number, width: number): number {
  return width === 8 ? Number(view.readBigUInt64BE(offset)) : view.readUIntBE(offset, width);
}
