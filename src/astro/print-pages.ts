import { hash } from 'node:crypto';
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { StaticPaths } from 'astro/runtime/prerender/static-paths.js';
import type { PageProgram, PageRoute } from './bundle-pages.ts';
import { pageKey, type Edition } from './edition.ts';
import type { SearchIndex } from './search-index.ts';

const keyLength = 64;
// Only what is in force is searched. A register of many thousand pages would be read in vain.
const searched = /^policies\/[^/]+\/index\.html$/;

interface PrintingOrder {
  readonly edition: Edition;
  /** A digest over the engine. */
  readonly engine: string;
  readonly search: SearchIndex;
  readonly onPage: (done: number, of: number) => void;
}

/**
 * Prints the pages that changed into the site of an edition: a page with a cache key is kept under it, and the next build
 * with the same key, frame and address takes it over. A kept page is a hard link to the printed one. Its name contains a
 * digest of its bytes, so that a page that somebody altered in the published folder is printed again. Pages to search go
 * to the index.
 */
export async function printPages(
  program: PageProgram,
  { edition, engine, search, onPage }: PrintingOrder,
): Promise<void> {
  const folder = path.join(edition.work, 'pages');
  mkdirSync(folder, { recursive: true });
  const unused = new Map(readdirSync(folder).map((name) => [name.slice(0, keyLength), name]));
  const frame = frameKey(edition, engine);
  const pages = await listPages(program, edition);
  search.expect(pages.map(({ file }) => file).filter((file) => searched.test(file)));

  /** Puts the page into the site as an earlier build printed it, and returns its name; undefined where there is none. */
  const takeOver = (key: string, place: string): string | undefined => {
    const name = unused.get(key);
    if (name === undefined) return undefined;
    unused.delete(key);
    const kept = path.join(folder, name);
    if (name === keptName(key, readFileSync(kept))) {
      link(kept, place);
      return name;
    }
    rmSync(kept);
    return undefined;
  };

  for (const [index, { address, file, route, cacheKey }] of pages.entries()) {
    if (index % 100 === 0) onPage(index, pages.length);
    const place = path.join(edition.site, file);
    mkdirSync(path.dirname(place), { recursive: true });
    const key = cacheKey === undefined ? undefined : pageKey(frame, address, cacheKey);
    const taken = key && takeOver(key, place);
    if (taken !== undefined) {
      if (searched.test(file)) search.add(file, { digest: taken.slice(keyLength), isNew: false });
      continue;
    }
    const page = await printPage(program, route, new URL(address, edition.url));
    writeFileSync(place, page);
    if (key === undefined) continue;
    const name = keptName(key, page);
    link(place, path.join(folder, name));
    if (!searched.test(file)) continue;
    search.add(file, { digest: name.slice(keyLength), isNew: true });
    // Lets Pagefind receive the page.
    await setImmediate();
  }
  for (const name of unused.values()) rmSync(path.join(folder, name));
}

/** A digest over what every page may depend on: the engine, and what the frame shows of the edition. */
function frameKey({ name, url, book }: Edition, engine: string): string {
  const { asOf, engine: engineName, settings, policies } = book;
  const ids = policies.map(({ id }) => id);
  return pageKey(engine, name, url, asOf, engineName, settings, ids);
}

interface ListedPage {
  readonly address: string;
  /** Its file in the site. */
  readonly file: string;
  readonly route: PageRoute;
  readonly cacheKey?: string;
}

/** The pages of an edition by their addresses: those of one policy follow each other, because they print the same texts. */
async function listPages(program: PageProgram, { base }: Edition): Promise<ListedPage[]> {
  const pages = new Map<string, ListedPage>();
  for (const { pathname, ...page } of await new StaticPaths(program).getAll()) {
    const address = path.posix.join(base, pathname, '/');
    const file = pathname === '/404' ? '/404.html' : path.posix.join(pathname, '/index.html');
    // Of two routes with one address, the first is the more specific.
    if (!pages.has(address)) pages.set(address, { ...page, address, file: file.slice(1) });
  }
  return [...pages.values()].sort((left, right) => (left.address < right.address ? -1 : 1));
}

async function printPage(program: PageProgram, route: PageRoute, url: URL): Promise<Buffer> {
  const response = await program.render(new Request(url), { routeData: route });
  if (response.status >= 300 && response.status !== 404) {
    throw new Error(`The page ${url.pathname} was answered with status ${response.status}.`);
  }
  return Buffer.from(await response.arrayBuffer());
}

/** A hard link, or a copy where the file system has none. */
function link(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}

function keptName(key: string, page: Buffer): string {
  return `${key}-${hash('sha256', page)}`;
}
