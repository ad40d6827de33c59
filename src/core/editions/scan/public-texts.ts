import type { Book } from '../../model/book.ts';
import type { Policy } from '../../model/policy.ts';
import { stringsOf } from './strings-of.ts';
import { readerText } from './reader-text.ts';

/** Everything that the public edition says of one policy. */
export function publicPolicyTexts({ id, current }: Policy): string[] {
  return [id, current.body, readerText(current), ...stringsOf(current.frontmatter)];
}

/** Everything that a public book says. */
export function publicTexts({ policies, settings, assets }: Book): string[] {
  return [...policies.flatMap(publicPolicyTexts), ...stringsOf(settings), ...assets];
}
