import type { Book } from '../model/book.ts';
import { idInWords } from '../model/id-in-words.ts';

type Policies = Book['policies'];

const known = new WeakMap<Policies, ReadonlySet<string>>();

/** The types that some version of a policy declares; worked out once for each book. */
export function declaredTypes({ policies }: Pick<Book, 'policies'>): ReadonlySet<string> {
  let types = known.get(policies);
  if (!types) {
    types = new Set(
      policies
        .flatMap(({ versions }) => versions)
        .flatMap(({ frontmatter }) => Object.keys(frontmatter.changeRules?.types ?? {})),
    );
    known.set(policies, types);
  }
  return types;
}

/** "Normal"; what no version declares stays as it was written, in quotation marks, so that nobody takes it for one. */
export function typeInWords(type: string, book: Pick<Book, 'policies'>): string {
  return declaredTypes(book).has(type) ? idInWords(type) : `"${type}"`;
}
