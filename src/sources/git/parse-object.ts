import type { TextFault } from '#core/model/raw-commit.ts';

/** A signature as an object contains it, and the bytes that it covers. */
export interface Signed {
  /** What the signing program wrote, markers included. */
  readonly armor: string;
  readonly payload: Buffer;
}

/** What a commit's texts are according to its bytes. */
export interface CommitTexts {
  readonly message: string;
  readonly author: Mailbox;
  readonly committer: Mailbox;
  readonly fault?: TextFault;
}

interface Mailbox {
  readonly name: string;
  readonly email: string;
}

const lineFeed = 10;
const armorOfTag = /^-----BEGIN (?:SSH SIGNATURE|PGP SIGNATURE|PGP MESSAGE|SIGNED MESSAGE)-----$/gm;

/** Where the headers of an object end: its body begins two bytes later. */
export function endOfHeaders(bytes: Buffer): number {
  const end = bytes.indexOf('\n\n');
  return end < 0 ? bytes.length : end;
}

/** Value of a header of an object, first line only. */
export function headerOf(bytes: Buffer, name: string): Buffer | undefined {
  const end = endOfHeaders(bytes);
  for (let from = 0; from < end;) {
    const next = bytes.indexOf(lineFeed, from);
    const to = next < 0 ? bytes.length : next;
    if (bytes.toString('latin1', from, Math.min(from + name.length + 1, to)) === `${name} `) {
      return bytes.subarray(from + name.length + 1, to);
    }
    from = to + 1;
  }
  return undefined;
}

/**
 * The signature of a commit: what its `gpgsig` headers contain, over everything else. Both headers, of the two kinds
 * of repositories, are left out of what is signed. Undefined for a commit without one.
 */
export function splitSignedCommit(bytes: Buffer): Signed | undefined {
  const end = endOfHeaders(bytes);
  const kept: string[] = [];
  const armor: string[] = [];
  const own = idLengthOf(bytes) === 64 ? 'gpgsig-sha256 ' : 'gpgsig ';
  let part: 'kept' | 'own' | 'other' = 'kept';
  for (const line of bytes.toString('latin1', 0, end).split('\n')) {
    const isContinued = line.startsWith(' ') && part !== 'kept';
    if (!isContinued) {
      part = line.startsWith(own) ? 'own' : line.startsWith('gpgsig') ? 'other' : 'kept';
    }
    if (part === 'kept') kept.push(line);
    else if (part === 'own') armor.push(isContinued ? line.slice(1) : line.slice(own.length));
  }
  if (armor.length === 0) return undefined;
  const head = Buffer.from(kept.join('\n'), 'latin1');
  return { armor: armor.join('\n'), payload: Buffer.concat([head, bytes.subarray(end)]) };
}

/** The signature of a tag, which ends its message. */
export function splitSignedTag(bytes: Buffer): Signed | undefined {
  const text = bytes.toString('latin1');
  const start = [...text.matchAll(armorOfTag)].at(-1)?.index;
  return start === undefined
    ? undefined
    : { armor: text.slice(start), payload: bytes.subarray(0, start) };
}

function idLengthOf(bytes: Buffer): number {
  return headerOf(bytes, 'tree')?.length ?? 0;
}

/** Reads message and names of a commit by its own `encoding`. */
export function parseCommitTexts(bytes: Buffer): CommitTexts {
  const encoding = headerOf(bytes, 'encoding')?.toString('latin1') ?? 'UTF-8';
  const message = decodeText(bytes.subarray(endOfHeaders(bytes) + 2), encoding);
  // Headers end with a line feed, which a text of two bytes a letter cannot have.
  const ofNames = /^utf-?16/i.test(encoding) ? 'UTF-8' : encoding;
  const author = parseMailbox(headerOf(bytes, 'author'), ofNames);
  const committer = parseMailbox(headerOf(bytes, 'committer'), ofNames);
  const fault = message.fault ?? author.fault ?? committer.fault;
  return {
    message: message.text,
    author: author.mailbox,
    committer: committer.mailbox,
    ...(fault && { fault }),
  };
}

function parseMailbox(bytes: Buffer | undefined, encoding: string) {
  const { text, fault } = decodeText(bytes ?? Buffer.alloc(0), encoding);
  const open = text.indexOf('<');
  const close = text.indexOf('>', open);
  const mailbox: Mailbox = { name: text.slice(0, open).trim(), email: text.slice(open + 1, close) };
  return { mailbox, fault };
}

/** What an SSH signature states about itself. */
export interface SshSignature {
  /** The public key in base64, as in a `.pub` file. */
  readonly key: string;
  readonly algorithm: string;
  readonly namespace: string;
}

const armorOfSsh =
  /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?$/;

/**
 * Reads an armoured SSH signature (PROTOCOL.sshsig of OpenSSH). Undefined where it is not one, or where text
 * precedes or follows it, since ssh-keygen ignores what follows the end mark.
 */
export function parseSshSignature(text: string): SshSignature | undefined {
  const body = armorOfSsh.exec(text)?.[1];
  if (body === undefined) return undefined;
  const bytes = Buffer.from(body.replaceAll('\n', ''), 'base64');
  if (
    bytes.toString('latin1', 0, 6) !== 'SSHSIG' ||
    bytes.length < 10 ||
    bytes.readUInt32BE(6) !== 1
  ) {
    return undefined;
  }
  // Key, name space, reserved, hash, signature.
  const parts = readStrings(bytes, 10);
  const [key, namespace] = parts ?? [];
  if (!key || !namespace || parts?.length !== 5) return undefined;
  const algorithm = readStrings(key, 0, 1)?.[0]?.toString('latin1') ?? '';
  return { key: key.toString('base64'), algorithm, namespace: namespace.toString('utf8') };
}

/** Strings with their length before each, up to the end of the bytes or to a number of them. */
function readStrings(bytes: Buffer, start: number, atMost = Infinity): Buffer[] | undefined {
  const strings: Buffer[] = [];
  let from = start;
  while (from < bytes.length && strings.length < atMost) {
    if (from + 4 > bytes.length) return undefined;
    const to = from + 4 + bytes.readUInt32BE(from);
    if (to > bytes.length) return undefined;
    strings.push(bytes.subarray(from + 4, to));
    from = to;
  }
  return strings;
}

/** A text of a commit, and what is wrong with its bytes. */
export interface DecodedText {
  readonly text: string;
  readonly fault?: TextFault;
}

/**
 * Decodes bytes by the name that the commit's `encoding` header gives. Bytes that this encoding does not have become
 * `\xNN`, as do all beyond ASCII where the encoding is unknown. So does NUL, at which git stops to print. So does a
 * carriage return inside a line, which hides the text before it on a terminal.
 */
export function decodeText(bytes: Buffer, encoding = 'UTF-8'): DecodedText {
  const decoder = decoderFor(encoding);
  if (!decoder) return { text: escapeBytes(bytes), fault: { kind: 'unknown-encoding', encoding } };
  const text = tryDecode(decoder, bytes);
  if (text === undefined) {
    return { text: escapeBytes(bytes), fault: { kind: 'invalid-bytes', encoding } };
  }
  const visible = text.replaceAll('\0', String.raw`\x00`);
  if (visible !== text) return { text: escapeReturns(visible), fault: { kind: 'nul', encoding } };
  const plain = escapeReturns(text);
  return plain === text ? { text } : { text: plain, fault: { kind: 'carriage-return', encoding } };
}

function decoderFor(encoding: string): TextDecoder | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  } catch {
    return undefined;
  }
}

function tryDecode(decoder: TextDecoder, bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function escapeReturns(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r(?!\n|$)/g, String.raw`\x0d`) : text;
}

function escapeBytes(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll(/\r(?!\n|$)|[^\t\n\r\x20-\x7e]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(2, '0');
    return String.raw`\x${code}`;
  });
}
