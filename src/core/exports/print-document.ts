// Long enough for an efficient write, and short enough for the memory beside the book.
const pieceLength = 1 << 16;

/** A document as JSON, in pieces: a large register is too long for one string. Its lists may be any iterable. */
export function* printDocument(document: object): Iterable<string> {
  let piece = '';
  for (const part of printParts(document)) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function* printParts(document: object): Iterable<string> {
  yield '{';
  let separator = '\n  ';
  for (const [key, value] of Object.entries(document) as [string, unknown][]) {
    yield `${separator}${JSON.stringify(key)}: `;
    if (isList(value)) yield* printItems(value);
    else yield indented(value, '  ');
    separator = ',\n  ';
  }
  yield '\n}\n';
}

function* printItems(items: Iterable<unknown>): Iterable<string> {
  let before = '[\n    ';
  for (const item of items) {
    yield `${before}${indented(item, '    ')}`;
    before = ',\n    ';
  }
  yield before.startsWith('[') ? '[]' : '\n  ]';
}

function indented(value: unknown, indent: string): string {
  return JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${indent}`);
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
