import { gunzipSync, inflateSync } from 'node:zlib';
import { readCborTexts } from './read-cbor-texts.ts';

/** Bytes that lie inside other bytes. `text` stands for bytes that are nothing but this text. */
export interface InnerBytes {
  readonly name: string;
  readonly bytes?: Uint8Array;
  readonly text?: string;
}

// A page of a site is far below this; what unpacks to more is an attack on the scanner.
const maximumUnpacked = 64 * 1024 * 1024;

const pagefindMark = Buffer.from('pagefind_dcd');

/** What is packed into the bytes of a file: compressed data, a search index, texts of a picture. Throws where they cannot be unpacked. */
export function* unpackBytes(bytes: Uint8Array): Iterable<InnerBytes> {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    yield { name: 'gzip', bytes: gunzipSync(bytes, { maxOutputLength: maximumUnpacked }) };
  } else if (pagefindMark.equals(bytes.subarray(0, pagefindMark.length))) {
    yield* unpackPagefind(bytes.subarray(pagefindMark.length));
  } else if (isPng(bytes)) yield* unpackPng(bytes);
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
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
