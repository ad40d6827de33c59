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
import type { AstroPrerenderer } from 'astro';
import { digestFiles } from '#sources/cache/digest-engine.ts';
import { pageKey, type Edition } from './edition.ts';
import type { SearchIndex } from './search-index.ts';

const keyLength = 64;
// Only what is in force is searched. A register of many thousand pages would be read in vain.
const searched = /^policies\/[^/]+\/index\.html$/;

/** A digest over what every page may depend on: the engine, and what the frame shows of the edition. */
async function digestFrame({ name, url, book }: Edition): Promise<string> {
  const engine = await digestFiles([
    'package.json',
    'package-lock.json',
    'astro.config.mjs',
    'src/**/*.*',
  ]);
  const { asOf, engine: engineName, settings, policies } = book;
  const ids = policies.map(({ id }) => id);
  return pageKey(process.version, engine, name, url, asOf, engineName, settings, ids);
}

/**
 * Makes Astro print only what changed: a page with a cache key is kept under it, and the next build with the same key,
 * frame and address takes it over. A kept page is a hard link to the printed one. Its name contains a digest of its
 * bytes, so that a page that somebody altered in the published folder is printed again. Pages to search go to the index.
 */
export function keepPages(
  astro: AstroPrerenderer,
  edition: Edition,
  search: SearchIndex,
): AstroPrerenderer {
  const { base, work } = edition;
  const folder = path.join(work, 'pages');
  mkdirSync(folder, { recursive: true });
  const unused = new Map(readdirSync(folder).map((name) => [name.slice(0, keyLength), name]));
  const keys = new Map<string, string>();

  /** Makes the folder of a page of the site, and returns the place of the page. */
  function openPlace(file: string): string {
    const place = path.join(work, 'site', file);
    mkdirSync(path.dirname(place), { recursive: true });
    return place;
  }

  function fileOf(address: string): string {
    return path.posix.join(address.slice(base.length), 'index.html');
  }

  function addToSearch(file: string, name: string, isNew: boolean): boolean {
    const isSearched = searched.test(file);
    if (isSearched) search.add(file, { digest: name.slice(keyLength), isNew });
    return isSearched;
  }

  /** Puts the page into the site as an earlier build printed it; false where there is none. */
  function takeOver(key: string, address: string): boolean {
    const name = unused.get(key);
    if (name === undefined) return false;
    const place = path.join(folder, name);
    unused.delete(key);
    if (name !== keptName(key, readFileSync(place))) {
      rmSync(place);
      return false;
    }
    const file = fileOf(address);
    link(place, openPlace(file));
    addToSearch(file, name, false);
    return true;
  }

  return {
    ...astro,
    name: 'policybook',
    async getStaticPaths() {
      const frame = await digestFrame(edition);
      const pages = (await astro.getStaticPaths()).map((page) => ({
        page,
        address: path.posix.join(base, page.pathname, '/'),
      }));
      // The pages of one policy follow each other, because they print the same texts.
      pages.sort((left, right) => (left.address < right.address ? -1 : 1));
      search.expect(
        pages.map(({ address }) => fileOf(address)).filter((file) => searched.test(file)),
      );
      const wanted = pages.filter(({ page: { cacheKey }, address }) => {
        if (cacheKey === undefined) return true;
        const key = pageKey(frame, address, cacheKey);
        keys.set(address, key);
        return !takeOver(key, address);
      });
      return wanted.map(({ page }) => page);
    },
    async render(request, options) {
      const result = await astro.render(request, options);
      const response = result instanceof Response ? result : result.response;
      const { pathname } = new URL(request.url);
      const key = keys.get(pathname);
      if (key === undefined || !response.ok) return result;
      const page = Buffer.from(await response.arrayBuffer());
      // Astro's own writing goes through threads, which costs several times as much for small files.
      const file = fileOf(pathname);
      const place = openPlace(file);
      const name = keptName(key, page);
      writeFileSync(place, page);
      link(place, path.join(folder, name));
      // Lets Pagefind receive the page.
      if (addToSearch(file, name, true)) await setImmediate();
      // Astro writes no file for a page without a body.
      return new Response(null);
    },
    async teardown() {
      await astro.teardown?.();
      for (const name of unused.values()) rmSync(path.join(folder, name));
    },
  };
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
