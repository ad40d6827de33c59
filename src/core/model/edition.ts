import type { Settings } from '../schemas/settings.ts';
import type { Book } from './book.ts';

interface EditionDefinition {
  /** Who reads it, as its pages state. */
  readonly readers: string;
  /** Whether it is for the company alone: access control is required, and search engines are kept out. */
  readonly isForStaff: boolean;
}

const table = {
  internal: { readers: 'internal edition: for staff and auditors only', isForStaff: true },
  public: { readers: 'public edition', isForStaff: false },
} as const satisfies Readonly<Record<string, EditionDefinition>>;

export type EditionName = keyof typeof table;

/** What distinguishes the editions, by name. */
export const editions: Readonly<Record<EditionName, EditionDefinition>> = table;

export function isEditionName(name: string): name is EditionName {
  return Object.hasOwn(editions, name);
}

export function isForStaff(edition: EditionName): boolean {
  return editions[edition].isForStaff;
}

/** What every edition has of a book, and all that customers get. */
export interface PublicBook extends Pick<Book, 'asOf' | 'engine' | 'policies' | 'assets'> {
  readonly settings: Pick<Settings, 'organisation' | 'timeZone' | 'editions' | 'sample'>;
  /** For customers: how many policies are in force that this edition does not name. */
  readonly unlisted?: number;
}

/** Whether a book is the company's own, with people, changes and records. */
export function isWhole(book: PublicBook): book is Book {
  return 'changes' in book;
}
