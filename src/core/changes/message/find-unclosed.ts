/** Code or a comment that begins and does not end. */
interface Unclosed {
  readonly what: 'code' | 'comment';
  /** Line on which it begins, from 1. */
  readonly line: number;
  /** What ends it. */
  readonly end: string;
}

/** The fence or the comment of some lines that is still open after the last of them; undefined where none is. */
export function findUnclosed(lines: readonly string[]): Unclosed | undefined {
  let open: Unclosed | undefined;
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    if (!open) open = openingOf(text, line);
    else if (isEnd(text, open)) open = undefined;
  }
  return open;
}

function openingOf(text: string, line: number): Unclosed | undefined {
  const [, fence] = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(text) ?? [];
  if (fence !== undefined) return { what: 'code', line, end: fence };
  const isComment = /^ {0,3}<!--/.test(text) && !text.includes('-->');
  return isComment ? { what: 'comment', line, end: '-->' } : undefined;
}

function isEnd(text: string, { what, end }: Unclosed): boolean {
  if (what === 'comment') return text.includes(end);
  const plain = text.trim();
  return plain.length >= end.length && plain === end.slice(0, 1).repeat(plain.length);
}
