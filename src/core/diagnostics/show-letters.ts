/** A text in quotes with every letter beyond ASCII by its number, since the eye cannot tell: `"А[U+0410]pproved-by"`. */
export function showLetters(text: string): string {
  const shown = Array.from(text.slice(0, 100), (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code < 0x80
      ? letter
      : `${letter.replace(/\p{C}/u, '')}[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
  return `"${shown.join('')}"`;
}
