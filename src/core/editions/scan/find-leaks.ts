import { escapeText } from '../../diagnostics/escape-text.ts';
import { type ChannelText, decodeChannels } from './decode-channels.ts';
import { joinedWords } from './decode-text.ts';
import { type FoundSecret, findSecrets } from './find-secrets.ts';
import type { SecretKind, SecretPlace, Secrets } from './secrets.ts';

/** A file of a built edition. */
export interface OutputFile {
  /** Relative to the edition's folder, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Something in a public file that only the internal book has. */
export interface Leak {
  readonly file: string;
  /** How it was reached: `path`, `text`, `gzip, entities`. */
  readonly channel: string;
  readonly kind: SecretKind | 'unexpected-file' | 'unreadable-file' | 'image-metadata';
  /** What was found, safe to print, 120 characters at most. */
  readonly found: string;
  /** Where the internal book contains it; absent for a file that should not be there at all. */
  readonly source?: SecretPlace;
}

const expectedEndings = new Set(
  'avif css csv docx gif html ico ics jpeg jpg js json md mjs odp ods odt pagefind pf_filter pf_fragment pf_index pf_meta pf_sort pdf png pptx svg txt wasm webmanifest webp woff woff2 xlsx xml'.split(
    ' ',
  ),
);
const expectedNames = new Set(['_headers', '_redirects', 'CNAME', '.nojekyll', '.well-known']);

/** Everything in one file of the public edition that must not be there, the file itself and its name included. */
export function findLeaks(secrets: Secrets, file: OutputFile): Leak[] {
  const leaks = new Map<string, Leak>();
  const add = (channel: string, { kind, found, place }: FoundSecret) => {
    const key =
      kind === 'text' ? `${kind} ${place.file}:${place.line}` : `${kind} ${found.toLowerCase()}`;
    if (!leaks.has(key)) {
      leaks.set(key, {
        file: escapeText(file.path),
        channel,
        kind,
        found: shorten(found),
        source: place,
      });
    }
  };

  if (!isExpected(file.path))
    leaks.set('unexpected-file', describeFile(file, 'unexpected-file', 'a file of another kind'));
  const metadata = findImageMetadata(file.path, file.bytes);
  if (metadata !== undefined)
    leaks.set('image-metadata', describeFile(file, 'image-metadata', metadata));
  for (const secret of findInPath(secrets, file.path)) add('path', secret);
  try {
    for (const view of decodeChannels(file.bytes)) {
      // Words that tags keep apart make others where they are joined, which anybody may have typed.
      const isJoined = view.channel.includes(joinedWords);
      for (const secret of findSecrets(secrets, view.text)) {
        if (!isJoined || !secret.place.isTyped) add(view.channel, secret);
      }
      for (const secret of findPeople(secrets, view)) add(view.channel, secret);
    }
  } catch (error) {
    leaks.set(
      'unreadable-file',
      describeFile(file, 'unreadable-file', error instanceof Error ? error.message : 'damaged'),
    );
  }
  return [...leaks.values()];
}

function describeFile({ path }: OutputFile, kind: Leak['kind'], found: string): Leak {
  return { file: escapeText(path), channel: 'path', kind, found: shorten(found) };
}

function shorten(found: string): string {
  const line = escapeText(found.replaceAll(/\s+/g, ' '));
  return line.length <= 120 ? line : `${line.slice(0, 119)}…`;
}

function isExpected(path: string): boolean {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  const isHidden = parts.some((part) => part.startsWith('.') && !expectedNames.has(part));
  const ending = /\.([a-z0-9_]+)$/.exec(name)?.[1] ?? '';
  return !isHidden && (expectedNames.has(name) || expectedEndings.has(ending));
}

function* findInPath(secrets: Secrets, path: string): Iterable<FoundSecret> {
  for (const { text } of decodeChannels(Buffer.from(path))) yield* findSecrets(secrets, text);
  const stem = (path.split('/').at(-1) ?? '').split('.')[0] ?? '';
  const place = secrets.fileStems.get(stem.toLowerCase());
  if (place) yield { kind: 'file-name', found: stem, place };
}

// The id of a person is often an ordinary word, so it counts only where it is a whole value of data.
function* findPeople({ people }: Secrets, { text }: ChannelText): Iterable<FoundSecret> {
  const isData = /^\s*[{[]/.test(text);
  if (!isData || people.size === 0) return;
  for (const [, value = ''] of text.matchAll(/"([a-z0-9-]{1,64})"/g)) {
    const place = people.get(value);
    if (place) yield { kind: 'person', found: value, place };
  }
}

const pngChunks = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME']);
const webpChunks = new Set(['EXIF', 'XMP ']);

/** The invisible content of an image in a few words; undefined without any, and for other files. */
function findImageMetadata(path: string, bytes: Uint8Array): string | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (path.toLowerCase().endsWith('.svg')) return findInDrawing(view.toString('utf8'));
  const part = findPngChunk(view) ?? findJpegSegment(view) ?? findWebpChunk(view);
  return part === undefined ? undefined : `metadata in an image (${part.trim()})`;
}

const unseenInDrawing =
  /<!--|<!DOCTYPE|<(?:\w+:)?(?:script|metadata|desc|title|foreignObject)\b|\s(?:on\w+|inkscape:\w+)\s*=/i;

function findInDrawing(text: string): string | undefined {
  const [part] = unseenInDrawing.exec(text) ?? [];
  if (part !== undefined) return `comments or metadata in a drawing (${part.trim()})`;
  for (const [, encoded = ''] of text.matchAll(/;base64,([\w+/=\s]+)/g)) {
    const found = findImageMetadata('', Buffer.from(encoded, 'base64'));
    if (found !== undefined) return found;
  }
  return undefined;
}

function findPngChunk(view: Buffer): string | undefined {
  if (view.toString('latin1', 1, 4) !== 'PNG') return undefined;
  for (let offset = 8; offset + 8 <= view.length; offset += 12 + view.readUInt32BE(offset)) {
    const type = view.toString('latin1', offset + 4, offset + 8);
    if (pngChunks.has(type)) return type;
  }
  return undefined;
}

// APP0 and APP14 describe how to decode the picture, APP2 its colours; the rest describes the picture.
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
