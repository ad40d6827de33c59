import { decodeText } from './decode-text.ts';
import type { TextFault } from '#core/model/raw-commit.ts';

/** A signature as it stands in an object, and the bytes that it is over. */
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
 * The signature of a commit: what its `gpgsig` headers hold, over everything else. Both headers, of the two kinds
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
