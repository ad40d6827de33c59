import type { SourceFile } from '../../model/source-file.ts';
import type { SecretPlace } from './secrets.ts';

/** Where a text stands in a file of the book; the first line where it cannot be found. */
export function placeIn({ file, text }: SourceFile, needle: string): SecretPlace {
  const offset = text.indexOf(needle);
  return { file, line: offset < 0 ? 1 : text.slice(0, offset).split('\n').length };
}
