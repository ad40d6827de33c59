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
import type { AstroPrerenderer } from 'astro';
import { digestFiles } from '#sources/cache/digest-engine.ts';
import { pageKey, type Edition } from './edition.ts';

const keyLength = 64;

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
 * bytes, so that a page that somebody altered in the published folder is printed again.
 */
export function keepPages(astro: AstroPrerenderer, edition: Edition): AstroPrerenderer {
  const { base, work } = edition;
  const folder = path.join(work, 'pages');
  mkdirSync(folder, { recursive: true });
  const unused = new Map(readdirSync(folder).map((name) => [name.slice(0, keyLength), name]));
  const keys = new Map<string, string>();

  /** The file of a page, in a folder that exists. */
  function placeOf(address: string): string {
    const file = path.join(work, 'site', address.slice(base.length), 'index.html');
    mkdirSync(path.dirname(file), { recursive: true });
    return file;
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
    link(place, placeOf(address));
    return true;
  }

  return {
    ...astro,
    name: 'policybook',
    async getStaticPaths() {
      const frame = await digestFrame(edition);
      const wanted = (await astro.getStaticPaths()).filter(({ pathname, cacheKey }) => {
        if (cacheKey === undefined) return true;
        const address = path.posix.join(base, pathname, '/');
        const key = pageKey(frame, address, cacheKey);
        keys.set(address, key);
        return !takeOver(key, address);
      });
      // The pages of one policy follow each other, because they print the same texts.
      return wanted.sort((left, right) => (left.pathname < right.pathname ? -1 : 1));
    },
    async render(request, options) {
      const result = await astro.render(request, options);
      const response = result instanceof Response ? result : result.response;
      const { pathname } = new URL(request.url);
      const key = keys.get(pathname);
      if (key === undefined || !response.ok) return result;
      const page = Buffer.from(await response.arrayBuffer());
      // Astro's own writing goes through threads, which costs several times as much for small files.
      const place = placeOf(pathname);
      writeFileSync(place, page);
      link(place, path.join(folder, keptName(key, page)));
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
