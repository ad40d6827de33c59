import type { Book } from '#core/model/book.ts';

/** What one build of the site prints: the book as the readers of this edition may see it. */
export interface Edition {
  readonly name: 'internal' | 'public';
  /** Where the edition is published. */
  readonly url: string;
  /** The path under which it is published; begins and ends with a slash. */
  readonly base: string;
  readonly book: Book;
}

// Astro bundles the pages with a copy of this module, so the two copies meet where the whole process can look.
const place = Symbol.for('policybook.edition');
const shared = globalThis as { [place]?: Edition | undefined };

/** Lets the pages see this edition and no other, until another is handed over or it is taken back. */
export function handOver({ name, book, base }: Pick<Edition, 'name' | 'book' | 'base'>): void {
  const url = book.settings.editions[name]?.url ?? book.settings.editions.internal.url;
  shared[place] = { name, url, base, book };
}

export function takeBack(): void {
  shared[place] = undefined;
}

/** The edition that was handed over for this build; in development the latest. */
export function readEdition(): Edition {
  const edition = shared[place];
  if (!edition) {
    throw new Error(
      'There is no edition to print. Run npm run build or npm run dev, which read and judge the book first.',
    );
  }
  return edition;
}
