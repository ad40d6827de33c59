import type { Book } from '#core/model/book.ts';

/** What one build of the site prints: the book as the readers of this edition may see it. */
export interface Edition {
  readonly name: 'internal' | 'public';
  /** Where the edition is published. */
  readonly url: string;
  /** The path under which it is published; begins and ends with a slash. */
  readonly base: string;
  readonly book: Book;
  /** The folder of the images that Astro may publish. */
  readonly stage: string;
  /** The parent of the content folder, to which the paths of files in the book are relative. */
  readonly root: string;
}

// Astro bundles the pages with a copy of this module, so the two copies meet where the whole process can look.
const place = Symbol.for('policybook.edition');
const shared = globalThis as { [place]?: Edition | undefined };

/** Lets the pages see this edition and no other, until another is handed over or it is taken back. */
export function handOver(edition: Omit<Edition, 'url'>): void {
  const { internal, [edition.name]: own } = edition.book.settings.editions;
  shared[place] = { ...edition, url: own?.url ?? internal.url };
}

export function takeBack(): void {
  shared[place] = undefined;
}

/** The edition that was handed over for this build, in development the latest; undefined where there is none. */
export function findEdition(): Edition | undefined {
  return shared[place];
}

/** The same for pages, which cannot do without. */
export function readEdition(): Edition {
  const edition = findEdition();
  if (!edition) {
    throw new Error(
      'There is no edition to print. Run npm run build or npm run dev, which read and judge the book first.',
    );
  }
  return edition;
}
