import { memoize } from '../model/memoize.ts';
import type { Clause } from '../model/policy.ts';

/** Where a link or an image of a text leads to. */
export type LinkTarget =
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'heading'; readonly anchor: string }
  | PolicyTarget
  | FileTarget
  | { readonly kind: 'unknown' };

/** A policy or one of its headings. */
export interface PolicyTarget {
  readonly kind: 'policy';
  readonly policy: string;
  readonly anchor?: string;
}

/** A file of the book's assets, by its path below them. */
export interface FileTarget {
  readonly kind: 'file';
  readonly path: string;
}

const elsewhere = /^(?:https?:\/\/|mailto:|tel:)/i;
const otherScheme = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/**
 * The target of a link as a forge reads it in a file of `content/policies`: relative to the folder, or to the
 * repository where it begins with a slash. The name of a policy may lack its ending.
 */
export function readLinkTarget(url: string): LinkTarget {
  if (elsewhere.test(url)) return { kind: 'elsewhere' };
  if (otherScheme.test(url)) return { kind: 'unknown' };
  const hash = url.indexOf('#');
  const address = (hash < 0 ? url : url.slice(0, hash)).split('?', 1)[0] ?? '';
  const anchor = hash < 0 ? undefined : decode(url.slice(hash + 1));
  if (address === '') {
    return anchor === undefined ? { kind: 'unknown' } : { kind: 'heading', anchor };
  }
  const [folder, ...rest] = resolvePath(decode(address)) ?? [];
  const file = rest.join('/');
  if (folder === 'assets' && file !== '') return { kind: 'file', path: file };
  const policy = /^([^/.]+)(?:\.mdx?)?$/.exec(file)?.[1];
  return folder === 'policies' && policy !== undefined
    ? { kind: 'policy', policy, ...(anchor !== undefined && anchor !== '' && { anchor }) }
    : { kind: 'unknown' };
}

/** The parts of a path from the content folder; undefined where it leaves that. */
function resolvePath(address: string): string[] | undefined {
  const parts: string[] = address.startsWith('/') ? [] : ['policies'];
  for (const part of address.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  const isNamed = parts[0] === 'policies' || parts[0] === 'assets';
  return address.startsWith('/') && !isNamed ? parts.slice(1) : parts;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The heading that a link names by its id, or by the anchor that forges give it. */
export function findClause<One extends Pick<Clause, 'id' | 'anchor'>>(
  clauses: readonly One[],
  anchor: string,
): One | undefined {
  const { byId, byFolded } = indexClauses(clauses);
  const index = byId.get(anchor) ?? byFolded.get(folded(anchor));
  return index === undefined ? undefined : clauses[index];
}

// A text may have as many links to its headings as it has headings. The first of two with one name counts.
const indexClauses = memoize((clauses: readonly Pick<Clause, 'id' | 'anchor'>[]) => {
  const places = [...clauses.entries()].reverse();
  const by = (nameOf: (clause: Pick<Clause, 'id' | 'anchor'>) => string) =>
    places.map(([index, clause]) => [nameOf(clause), index] as const);
  return {
    byId: new Map(by(({ id }) => id)),
    byFolded: new Map([...by(({ anchor }) => folded(anchor)), ...by(({ id }) => folded(id))]),
  };
});

/** The asset with a path below `assets/`, in either form of Unicode: file systems differ in it. */
export function findAsset(assets: readonly string[], file: string): string | undefined {
  return indexAssets(assets).get(file.normalize('NFC'));
}

// A text may have as many links as its book has files.
const indexAssets = memoize(
  (assets: readonly string[]) =>
    new Map(
      assets
        .map((asset) => [asset.split('/').slice(2).join('/').normalize('NFC'), asset] as const)
        .reverse(),
    ),
);

/** The endings of files that a browser shows or saves, and never runs. */
export const publishable = 'pdf docx xlsx pptx odt ods odp csv txt png jpg jpeg gif webp svg'.split(
  ' ',
);

/** Whether a site may have a file to which a text leads. */
export function isPublishable(file: string): boolean {
  return publishable.includes(file.slice(file.lastIndexOf('.') + 1).toLowerCase());
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
