import { inflateRawSync, inflateSync } from 'node:zlib';

// More is not a form that customers fill in.
const maximumUnpacked = 64 * 1024 * 1024;
const endOfArchive = Buffer.from('PK\x05\x06', 'latin1');

/** The files in a document of an office program, which is a zip archive. Throws where it is damaged or too large. */
export function* unpackArchive(bytes: Uint8Array): Iterable<Uint8Array> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf(endOfArchive);
  if (end < 0) throw new Error('an archive without its list of files');
  let entry = view.readUInt32LE(end + 16);
  let left = maximumUnpacked;
  for (let count = view.readUInt16LE(end + 10); count > 0; count -= 1) {
    const start = view.readUInt32LE(entry + 42);
    const data = start + 30 + view.readUInt16LE(start + 26) + view.readUInt16LE(start + 28);
    const packed = view.subarray(data, data + view.readUInt32LE(entry + 20));
    const isStored = view.readUInt16LE(entry + 10) === 0;
    const file = isStored ? packed : inflateRawSync(packed, { maxOutputLength: left });
    left -= file.length;
    yield file;
    const lengths = [28, 30, 32].map((place) => view.readUInt16LE(entry + place));
    entry += 46 + lengths.reduce((sum, length) => sum + length, 0);
  }
}

/** The strings and the compressed parts of a PDF. Text in fonts of its own stays unreadable, and other filters are passed over. */
export function* unpackPdf(bytes: Uint8Array): Iterable<Uint8Array> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left = maximumUnpacked;
  yield decodeStrings(view);
  for (let start = view.indexOf('stream'); start >= 0;) {
    const end = view.indexOf('endstream', start);
    if (end < 0) return;
    const from = start + 'stream'.length + (view[start + 6] === 0x0d ? 2 : 1);
    const part = inflateOrNothing(view.subarray(from, end), left);
    left -= part.length;
    if (part.length > 0) yield* [part, decodeStrings(part)];
    start = view.indexOf('stream', end + 'endstream'.length);
  }
}

/** Strings in hexadecimal and octal digits, as programs write the author and the title, without the signs of UTF-16. */
function decodeStrings(part: Buffer): Buffer {
  const text = part
    .toString('latin1')
    .replaceAll(/<([\da-f\s]{4,})>/gi, (_, digits: string) =>
      Buffer.from(digits.replaceAll(/\s/g, ''), 'hex').toString('latin1'),
    )
    .replaceAll(/\\([0-3][0-7]{2})/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 8)),
    )
    .replaceAll('\u00fe\u00ff', ' ');
  return Buffer.from(text, 'latin1');
}

function inflateOrNothing(packed: Buffer, maxOutputLength: number): Buffer {
  try {
    return inflateSync(packed, { maxOutputLength });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw error;
    return Buffer.alloc(0);
  }
}
