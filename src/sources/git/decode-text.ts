import type { TextFault } from '#core/model/raw-commit.ts';

/** A text of a commit, and what is wrong with its bytes. */
export interface DecodedText {
  readonly text: string;
  readonly fault?: TextFault;
}

/**
 * Decodes bytes by the name that the commit's `encoding` header gives. Bytes that this encoding does not have, or
 * all beyond ASCII where nobody knows it, stand as `\xNN`; so do NUL, at which git stops to print, and a carriage
 * return inside a line, which hides on a terminal what stands before it.
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
