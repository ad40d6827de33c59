import { stripSvg } from '../projection/strip-svg.ts';

const pngChunks = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME']);
const webpChunks = new Set(['EXIF', 'XMP ']);

/** What an image holds that nobody sees in it, in a few words; undefined for none, and for what is no image. */
export function findImageMetadata(path: string, bytes: Uint8Array): string | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (path.toLowerCase().endsWith('.svg')) {
    const text = view.toString('utf8');
    return stripSvg(text) === text ? undefined : 'comments or metadata in a drawing';
  }
  const part = findPngChunk(view) ?? findJpegSegment(view) ?? findWebpChunk(view);
  return part === undefined ? undefined : `metadata in an image (${part.trim()})`;
}

function findPngChunk(view: Buffer): string | undefined {
  if (view.toString('latin1', 1, 4) !== 'PNG') return undefined;
  for (let offset = 8; offset + 8 <= view.length; offset += 12 + view.readUInt32BE(offset)) {
    const type = view.toString('latin1', offset + 4, offset + 8);
    if (pngChunks.has(type)) return type;
  }
  return undefined;
}

// APP0 and APP14 say how the picture is to be decoded, APP2 what its colours mean; the rest is about the picture.
function findJpegSegment(view: Buffer): string | undefined {
  if (view.length < 4 || view.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let offset = 2; offset + 4 <= view.length; offset += 2 + view.readUInt16BE(offset + 2)) {
    const marker = view[offset + 1] ?? 0;
    if (view[offset] !== 0xff || marker === 0xda) return undefined;
    if (marker === 0xfe) return 'comment';
    const application = marker - 0xe0;
    if (application >= 1 && application <= 15 && application !== 2 && application !== 14) {
      return `APP${application}`;
    }
  }
  return undefined;
}

function findWebpChunk(view: Buffer): string | undefined {
  if (view.toString('latin1', 0, 4) !== 'RIFF' || view.toString('latin1', 8, 12) !== 'WEBP') {
    return undefined;
  }
  for (let offset = 12; offset + 8 <= view.length;) {
    const type = view.toString('latin1', offset, offset + 4);
    if (webpChunks.has(type)) return type;
    const length = view.readUInt32LE(offset + 4);
    offset += 8 + length + (length % 2);
  }
  return undefined;
}
