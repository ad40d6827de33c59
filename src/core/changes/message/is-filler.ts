import { emptyAnswers } from './empty-answers.ts';

const brackets = [
  ['[', ']'],
  ['<', '>'],
  ['{', '}'],
] as const;

// Letters with their accents apart are more; a long text is never an empty answer, and most texts are long.
const longest = 4 * Math.max(...Array.from(emptyAnswers, ({ length }) => length));

/** Whether a text has no content of its own: `TBD`, `-`, an untouched template, a comment. */
export function isFiller(text: string): boolean {
  const plain = removeComments(text).trim();
  if (!/[\p{L}\p{N}]/u.test(plain)) return true;
  if (isPlaceholder(plain)) return true;
  const bare = stripMarks(plain);
  return bare.length <= longest && emptyAnswers.has(bare.normalize('NFC').toLowerCase());
}

/** `[describe the risk]`, `<reason>`, `{{ticket}}`; but `[PLAT-12]` and `<https://…>` are content. */
function isPlaceholder(text: string): boolean {
  for (const [open, close] of brackets) {
    if (!text.startsWith(open) || !text.endsWith(close)) continue;
    const width = text.startsWith(open + open) && text.endsWith(close + close) ? 2 : 1;
    const inner = text.slice(width, -width);
    if (inner.includes(open) || inner.includes(close)) return false;
    const isReference = !/\s/.test(inner) && /\d|:\/\/|@/.test(inner);
    return !isReference;
  }
  return false;
}

/** An unclosed comment hides the rest, as it does on a page. */
export function removeComments(text: string): string {
  let kept = '';
  let from = 0;
  for (let open = text.indexOf('<!--'); open >= 0; open = text.indexOf('<!--', from)) {
    kept += text.slice(from, open);
    const close = text.indexOf('-->', open + 4);
    if (close < 0) return kept;
    from = close + 3;
  }
  return kept + text.slice(from);
}

/** Without the punctuation around it: `**TBD.**` is `TBD`. */
function stripMarks(text: string): string {
  const isMark = (character: string | undefined) =>
    character !== undefined &&
    ' \t\n*_~`"\'.,;:!?()>-–—…。、，；：！？（）「」'.includes(character);
  let start = 0;
  let end = text.length;
  while (start < end && isMark(text[start])) start += 1;
  while (end > start && isMark(text[end - 1])) end -= 1;
  return text.slice(start, end);
}
