/** A value of a JSON file as a message shows it. Lists and groups are only named: they can be of any size and depth. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a group of fields';
  return shorten(JSON.stringify(value));
}

export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Some names in a row, and how many more there are: `a, b and 3 more`. */
export function listNames(names: readonly string[], most: number): string {
  const more = names.length - most;
  return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

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
