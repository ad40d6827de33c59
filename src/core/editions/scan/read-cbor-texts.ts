/** The texts in a piece of CBOR, the format of Pagefind's index, in order; undefined where the bytes are none. */
export function readCborTexts(bytes: Uint8Array): string[] | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
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
