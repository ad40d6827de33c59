/** What stands in a text, or why it is no JSON and on which line, from 1. */
export type ParsedJson =
  { readonly values: readonly unknown[] } | { readonly reason: string; readonly line: number };

/**
 * Reads the JSON values that stand one after the other in a text, as tools write them that print a page or a line at
 * a time. A byte order mark is passed over. Never throws; the cost grows with the length of the text.
 */
export function parseJsonValues(text: string): ParsedJson {
  const plain = text.startsWith('\u{feff}') ? text.slice(1) : text;
  const whole = parseOne(plain);
  if ('value' in whole) return { values: [whole.value] };

  const values: unknown[] = [];
  let line = 1;
  for (const piece of splitValues(plain)) {
    const read = parseOne(piece);
    if ('reason' in read) {
      const own = /line (\d+)/.exec(read.reason)?.[1];
      return { reason: read.reason, line: line + Number(own ?? 1) - 1 };
    }
    values.push(read.value);
    line += piece.split('\n').length - 1;
  }
  return values.length > 0 ? { values } : { reason: 'the file is empty', line: 1 };
}

function parseOne(text: string): { value: unknown } | { reason: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Cuts behind each list or object; what follows the last of them is a piece too, unless it is white space. */
function* splitValues(text: string): Iterable<string> {
  let from = 0;
  let depth = 0;
  let isString = false;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charAt(index);
    if (isString) {
      if (sign === '\\') index += 1;
      else if (sign === '"') isString = false;
    } else if (sign === '"') isString = true;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') {
      depth -= 1;
      if (depth !== 0) continue;
      yield text.slice(from, index + 1);
      from = index + 1;
    }
  }
  if (text.slice(from).trim() !== '') yield text.slice(from);
}
