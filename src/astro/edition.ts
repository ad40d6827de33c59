import { hash } from 'node:crypto';
import path from 'node:path';
import type { Book } from '#core/model/book.ts';
import { isForStaff, isWhole, type EditionName, type PublicBook } from '#core/model/edition.ts';
import { shownVersion } from '#core/history/in-force.ts';
import { memoize } from '#core/model/memoize.ts';
import type { PolicyVersion } from '#core/model/policy.ts';
import { findAsset, findClause, readLinkTarget } from '#core/parse/link-target.ts';
import { imagePath } from '#core/parse/list-references.ts';
import type { LinkTo } from '#core/parse/resolve-tree.ts';
import { assetPath, policyPath } from '#core/views/paths.ts';
import type { Size } from './stage-assets.ts';

/** What one build of the site prints: the book as the readers of this edition may see it. */
export interface Edition {
  readonly name: EditionName;
  readonly book: PublicBook;
  /** Where the edition is published. */
  readonly url: string;
  /** The path under which it is published; begins and ends with a slash. */
  readonly base: string;
  /** The parent of the content folder, to which the paths of files in the book are relative. */
  readonly root: string;
  /** The folder of the pictures and files that may be published. */
  readonly stage: string;
  /** The folder in which its site is built. */
  readonly site: string;
  /** The width and height of a picture, by its path below `assets/`. */
  readonly sizeOf: (image: string) => Size;
  /** Folder for the stage, the caches, the pages kept and the site of this edition. */
  readonly work: string;
  /** Leads from a text to the policies and files that this edition has. */
  readonly linkTo: LinkTo;
  /** A digest over all that a text is rendered from, beside the engine. */
  readonly textDigest: (version: PolicyVersion) => string;
}

/** What an edition is made of; the rest follows from it. */
export type EditionOrder = Pick<Edition, 'name' | 'book' | 'root' | 'work' | 'stage' | 'sizeOf'>;

let current: Edition | undefined;

/** Lets the pages see this edition and no other, until another is handed over. Throws for customers and a whole book. */
export function handOver({ name, book, root, work, stage, sizeOf }: EditionOrder): Edition {
  if (!isForStaff(name) && isWhole(book)) {
    throw new Error(`The ${name} edition was to be made of the whole book.`);
  }
  const { internal, [name]: own } = book.settings.editions;
  const url = own?.url ?? internal.url;
  const { pathname } = new URL(url);
  const base = pathname.endsWith('/') ? pathname : `${pathname}/`;
  const linkTo = linkToOf(book, base);
  current = {
    name,
    book,
    url,
    base,
    root,
    stage,
    site: path.join(work, 'site'),
    sizeOf,
    work,
    linkTo,
    textDigest: memoize((version) => digestText(version, { linkTo, sizeOf })),
  };
  return current;
}

/** The edition that was handed over last. Throws where there is none. */
export function readEdition(): Edition {
  if (!current) {
    throw new Error(
      'There is no edition to print. Run npm run build or npm run dev, which read and judge the book first.',
    );
  }
  return current;
}

/** The company's own book, for pages that no public edition has. */
export function readWholeBook(): Book {
  const { book, name } = readEdition();
  if (!isWhole(book)) throw new Error(`The ${name} edition has no page of this kind.`);
  return book;
}

/** The cache key of a page that prints these values and the frame of the site, and reads nothing else. */
export function pageKey(...values: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(values));
}

/** Leads from the text of one version to the policies and files that this edition has. */
export function linkToOf({ policies, assets, asOf }: PublicBook, base: string): LinkTo {
  const pages = new Map(policies.map((policy) => [policy.id, policy]));
  const root = base.replace(/\/$/, '');
  return (target) => {
    if (target.kind === 'file') {
      const asset = findAsset(assets, target.path);
      return asset === undefined ? undefined : root + assetPath(asset);
    }
    const policy = pages.get(target.policy);
    if (!policy) return undefined;
    const { clauses } = shownVersion(policy, asOf);
    const clause = target.anchor === undefined ? undefined : findClause(clauses, target.anchor);
    return root + policyPath(target.policy) + (clause ? `#${clause.id}` : '');
  };
}

function digestText(
  { policy, body, frontmatter, references }: PolicyVersion,
  { linkTo, sizeOf }: Pick<Edition, 'linkTo' | 'sizeOf'>,
) {
  const links = [...references.links, ...references.images].map(({ url }) => {
    const target = readLinkTarget(url);
    return target.kind === 'policy' || target.kind === 'file' ? linkTo(target) : undefined;
  });
  const sizes = references.images.map(({ url }) => sizeOf(imagePath(url) ?? ''));
  return pageKey(policy, body, frontmatter, links, sizes);
}
