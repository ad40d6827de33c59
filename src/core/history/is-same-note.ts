/** Whether two notes say the same: case, spaces and the marks between words do not count. */
export function isSameNote(left: string, right: string): boolean {
  return wordsOf(left) === wordsOf(right);
}

function wordsOf(note: string): string {
  const words = note
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  return words?.join(' ') ?? note.trim();
}
