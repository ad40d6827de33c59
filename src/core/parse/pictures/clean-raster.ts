import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { PictureFault, type Picture } from './picture.ts';

/** A kind of picture made of pixels. `clean` throws a `PictureFault` for bytes that are damaged. */
interface RasterKind {
  readonly endings: readonly string[];
  readonly isOne: (bytes: Buffer) => boolean;
  readonly clean: (bytes: Buffer) => Picture;
}

/**
 * The kinds of pictures made of pixels, by their first bytes. Each is copied part by part: parts that the pixels need
 * are kept, all others are left out, and so is everything after the end. No pixel is decoded.
 */
export const rasterKinds: readonly RasterKind[] = [
  {
    endings: ['png'],
    isOne: (bytes) => startsWith(bytes, '\u0089PNG\r\n\u001a\n'),
    clean: cleanPng,
  },
  {
    endings: ['jpg', 'jpeg'],
    isOne: (bytes) => startsWith(bytes, '\u00ff\u00d8\u00ff'),
    clean: cleanJpeg,
  },
  { endings: ['gif'], isOne: (bytes) => /^GIF8[79]a/.test(latin(bytes, 0, 6)), clean: cleanGif },
  {
    endings: ['webp'],
    isOne: (bytes) => startsWith(bytes, 'RIFF') && latin(bytes, 8, 12) === 'WEBP',
    clean: cleanWebp,
  },
];

function latin(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, end);
}

function startsWith(bytes: Buffer, mark: string): boolean {
  return latin(bytes, 0, mark.length) === mark;
}

/** Part of a picture; throws where the file ends before it. */
function take(bytes: Buffer, start: number, length: number): Buffer {
  if (start + length > bytes.length) throw new PictureFault('ends in the middle of a part.');
  return bytes.subarray(start, start + length);
}

function sized(parts: readonly Buffer[], width: number, height: number): Picture {
  if (width === 0 || height === 0) throw new PictureFault('is without a size.');
  return { bytes: Buffer.concat(parts), width, height };
}

/** The parts of a PNG that are kept, and the most bytes of each: what is longer hides something. */
const pngChunks: ReadonlyMap<string, number> = new Map([
  ['IHDR', 13],
  ['PLTE', 768],
  ['IDAT', Infinity],
  ['tRNS', 256],
  ['gAMA', 4],
  ['cHRM', 32],
  ['sRGB', 1],
  ['sBIT', 4],
  ['bKGD', 6],
  ['pHYs', 9],
  ['acTL', 8],
  ['fcTL', 26],
  ['fdAT', Infinity],
]);
const pngEnd = Buffer.from('\0\0\0\0IEND\u00aeB`\u0082', 'latin1');

function cleanPng(bytes: Buffer): Picture {
  const kept = [bytes.subarray(0, 8)];
  const header = take(bytes, 8, 25);
  if (latin(header, 4, 8) !== 'IHDR') throw new PictureFault('is a PNG without a header.');
  let hasPixels = false;
  for (let at = 8; ;) {
    const length = take(bytes, at, 8).readUInt32BE(0);
    const chunk = take(bytes, at, 12 + length);
    const type = latin(chunk, 4, 8);
    if (crc32(chunk.subarray(4, 8 + length)) !== chunk.readUInt32BE(8 + length)) {
      throw new PictureFault(`is damaged in its part ${JSON.stringify(type)}.`);
    }
    if (length <= (pngChunks.get(type) ?? -1)) kept.push(chunk);
    hasPixels ||= type === 'IDAT';
    if (type === 'IEND') break;
    at += chunk.length;
  }
  if (!hasPixels) throw new PictureFault('is a PNG without pixels.');
  return sized([...kept, pngEnd], header.readUInt32BE(8), header.readUInt32BE(12));
}

const jfif = Buffer.from('\u00ff\u00e0\0\u0010JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0', 'latin1');

function cleanJpeg(bytes: Buffer): Picture {
  const kept = [bytes.subarray(0, 2), jfif];
  let size: readonly [number, number] | undefined;
  let hasPixels = false;
  for (let at = 2; ;) {
    // A marker may have any number of fill bytes before it.
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    const [mark = 0, marker = 0] = take(bytes, at, 2);
    if (mark !== 0xff) throw new PictureFault('is damaged between two parts.');
    if (marker === 0xd9) break;
    const segment = take(bytes, at, 2 + take(bytes, at, 4).readUInt16BE(2));
    if (segment.length < 4) throw new PictureFault('is damaged in the length of a part.');
    at += segment.length;
    if (marker === 0xe1) refuseTurned(segment);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) size = [take(segment, 0, 9).readUInt16BE(7), segment.readUInt16BE(5)];
    // Adobe's part says how the colours are coded.
    const isColour = marker === 0xee && latin(segment, 4, 9) === 'Adobe';
    if (isFrame || isColour || [0xc4, 0xcc, 0xda, 0xdb, 0xdc, 0xdd].includes(marker)) {
      kept.push(isColour ? recoded(segment, 12) : segment);
    }
    if (marker !== 0xda) continue;
    hasPixels = true;
    const end = endOfScan(bytes, at);
    kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (!size || !hasPixels) throw new PictureFault('is a JPEG without pixels.');
  return sized([...kept, Buffer.from([0xff, 0xd9])], ...size);
}

/** A segment cut to a number of bytes of content. */
function recoded(segment: Buffer, length: number): Buffer {
  const cut = Buffer.from(take(segment, 0, 4 + length));
  cut.writeUInt16BE(2 + length, 2);
  return cut;
}

/** Where the coded pixels that begin at a place end: at a marker other than a restart. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw new PictureFault('ends in the middle of its pixels.');
}

/** Metadata that turns a picture would be lost with the rest of it. */
function refuseTurned(segment: Buffer): void {
  if (latin(segment, 4, 10) !== 'Exif\0\0') return;
  const data = segment.subarray(10);
  const isLittle = latin(data, 0, 2) === 'II';
  const read16 = (at: number) =>
    at + 2 > data.length ? 0 : isLittle ? data.readUInt16LE(at) : data.readUInt16BE(at);
  if (data.length < 8) return;
  const start = isLittle ? data.readUInt32LE(4) : data.readUInt32BE(4);
  for (let entry = 0; entry < read16(start); entry += 1) {
    const at = start + 2 + entry * 12;
    if (at + 12 > data.length) return;
    if (read16(at) === 0x0112 && read16(at + 8) > 1) {
      throw new PictureFault(
        'is turned by its metadata, which are not published.',
        'Open it, turn it until it is upright, and save it without the turn.',
      );
    }
  }
}

function cleanGif(bytes: Buffer): Picture {
  const head = take(bytes, 0, 13);
  const colours = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  let at = 13 + colours(head[10] ?? 0);
  const kept = [take(bytes, 0, at)];
  let hasPixels = false;
  for (;;) {
    const start = at;
    const kind = take(bytes, at, 1)[0];
    if (kind === 0x3b) break;
    if (kind !== 0x21 && kind !== 0x2c) throw new PictureFault('is damaged between two parts.');
    const label = take(bytes, at, 2)[1];
    at += kind === 0x21 ? 2 : 11 + colours(take(bytes, at, 10)[9] ?? 0);
    for (let length = 1; length > 0; at += 1 + length) length = take(bytes, at, 1)[0] ?? 0;
    hasPixels ||= kind === 0x2c;
    const isLoop = label === 0xff && latin(bytes, start + 3, start + 14) === 'NETSCAPE2.0';
    const isKept = kind === 0x2c || label === 0xf9 || (isLoop && at - start === 19);
    if (isKept) kept.push(take(bytes, start, at - start));
  }
  if (!hasPixels) throw new PictureFault('is a GIF without pixels.');
  return sized([...kept, Buffer.from([0x3b])], head.readUInt16LE(6), head.readUInt16LE(8));
}

const frameChunks = ['VP8 ', 'VP8L', 'ALPH'];
const webpChunks = [...frameChunks, 'VP8X', 'ANIM', 'ANMF'];

function cleanWebp(bytes: Buffer): Picture {
  const all = take(bytes, 12, Math.max(take(bytes, 4, 4).readUInt32LE(0) - 4, 0));
  const kept = webpParts(all, webpChunks);
  const size = kept.map(webpSize).find((one) => one !== undefined);
  const isWhole = kept.some((chunk) => /^(?:VP8[ L]|ANMF)$/.test(latin(chunk, 0, 4)));
  if (!size || !isWhole) throw new PictureFault('is a WebP without pixels.');
  const body = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(4 + body.length, 4);
  return sized([head, body], ...size);
}

function webpParts(bytes: Buffer, types: readonly string[]): Buffer[] {
  const kept: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = take(bytes, at, 8).readUInt32LE(4);
    const chunk = Buffer.from(take(bytes, at, 8 + length));
    const type = latin(chunk, 0, 4);
    if (type === 'VP8X' && length >= 10) chunk[8] = (chunk[8] ?? 0) & 0x12;
    if (types.includes(type)) {
      kept.push(type === 'ANMF' ? frameOf(chunk) : chunk);
      if (length % 2 === 1) kept.push(Buffer.alloc(1));
    }
    at += 8 + length + (length % 2);
  }
  return kept;
}

/** A frame of an animation, which has parts of its own. */
function frameOf(chunk: Buffer): Buffer {
  const inner = Buffer.concat(webpParts(take(chunk, 24, chunk.length - 24), frameChunks));
  const head = Buffer.from(chunk.subarray(0, 24));
  head.writeUInt32LE(16 + inner.length, 4);
  return Buffer.concat([head, inner]);
}

function webpSize(chunk: Buffer): readonly [number, number] | undefined {
  const type = latin(chunk, 0, 4);
  if (chunk.length < 18) return undefined;
  if (type === 'VP8X') return [1 + chunk.readUIntLE(12, 3), 1 + chunk.readUIntLE(15, 3)];
  if (type === 'VP8 ') return [chunk.readUInt16LE(14) & 0x3fff, chunk.readUInt16LE(16) & 0x3fff];
  if (type !== 'VP8L') return undefined;
  const bits = chunk.readUInt32LE(9);
  return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
}
