import type { Book } from '../../model/book.ts';
import { listContent, under, type Content } from '../content.ts';

/** Drafts that lack fields, with their files; undefined where there is none. */
export function incompleteDrafts({ incomplete }: Pick<Book, 'incomplete'>): Content {
  if (incomplete.length === 0) return undefined;
  return listContent(
    'rows',
    incomplete.map(({ title, file, missing }) => [
      title,
      under(`Draft in ${file}; it lacks ${missing.join(', ')}.`),
    ]),
  );
}
