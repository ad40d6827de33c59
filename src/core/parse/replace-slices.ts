/** A part of a text by its offsets (UTF-16), and what takes its place. */
export interface Slice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Replaces slices of a text; one that lies within another is left to the outer one. Every other character stays. */
export function replaceSlices(text: string, slices: readonly Slice[]): string {
  const ordered = [...slices].sort(
    (left, right) => left.start - right.start || right.end - left.end,
  );
  let result = '';
  let position = 0;
  for (const slice of ordered) {
    if (slice.start < position) continue;
    result += text.slice(position, slice.start) + slice.text;
    position = slice.end;
  }
  return result + text.slice(position);
}
