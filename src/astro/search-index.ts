import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as pagefind from 'pagefind';
import { digestFiles } from '#sources/cache/digest-engine.ts';

/** The search index of a site. Pagefind reads each page in a process of its own while the next pages are printed. */
export interface SearchIndex {
  /** Names the pages to search, by their files in the site. They are indexed in this order. */
  readonly expect: (files: readonly string[]) => void;
  /** Adds a page that is in the site now. Without a new page the index of the last build may be taken over. */
  readonly add: (file: string, page: { readonly digest: string; readonly isNew: boolean }) => void;
  /** Puts the index into the site, when all pages were added. */
  readonly write: () => Promise<void>;
}

/** Opens the index of a site; `work` keeps the index of the last build. */
export function openSearchIndex(site: string, work: string): SearchIndex {
  const digests = new Map<string, string>();
  let expected: readonly string[] = [];
  let index: Promise<pagefind.PagefindIndex> | undefined;
  const results: Promise<{ errors: string[] }>[] = [];

  // The bytes of an index depend on the order of its pages, so a page waits for those before it.
  const feed = () => {
    index ??= createIndex();
    const started = index;
    for (let file = expected[results.length]; file !== undefined && digests.has(file);) {
      const [sourcePath, content] = [file, readFileSync(path.join(site, file), 'utf8')];
      const result = started.then((one) => one.addHTMLFile({ sourcePath, content }));
      // It is awaited when the index is written; until then it is no failure of the process.
      result.catch(() => undefined);
      file = expected[results.push(result)];
    }
  };

  return {
    expect(files) {
      expected = files;
    },
    add(file, { digest, isNew }) {
      digests.set(file, digest);
      if (isNew || index) feed();
    },
    async write() {
      const engine = await digestFiles(['package.json', 'src/astro/search-index.*']);
      const fed = expected.map((file) => [file, digests.get(file)]);
      const digest = hash('sha256', JSON.stringify([engine, fed]));
      const folder = path.join(work, 'search');
      const kept = path.join(folder, digest);
      try {
        if (!existsSync(kept)) {
          feed();
          for (const { errors } of await Promise.all(results)) failOn(errors);
          if (results.length < expected.length) {
            throw new Error(`The page ${expected[results.length] ?? ''} has no cache key.`);
          }
          await rm(folder, { recursive: true, force: true });
          await writeIndex(await index, `${kept}~`);
          await rename(`${kept}~`, kept);
        }
      } finally {
        if (index) await pagefind.close();
      }
      // A copy, so that nobody alters the kept index in the published folder.
      await cp(kept, path.join(site, 'pagefind'), { recursive: true });
    },
  };
}

async function createIndex(): Promise<pagefind.PagefindIndex> {
  const { index, errors } = await pagefind.createIndex({ verbose: false });
  failOn(errors);
  if (!index) throw new Error('Pagefind made no index and gave no reason.');
  return index;
}

/** Writes the index without the ready-made interfaces that Pagefind puts beside it. */
async function writeIndex(index: pagefind.PagefindIndex | undefined, to: string): Promise<void> {
  failOn((await index?.writeFiles({ outputPath: to }))?.errors ?? []);
  for (const file of await readdir(to)) {
    if (/^pagefind-(?:ui|modular-ui|component-ui|highlight)\./.test(file)) {
      await rm(path.join(to, file));
    }
  }
}

function failOn(errors: readonly string[]): void {
  if (errors.length > 0)
    throw new Error(`The search index could not be made: ${errors.join('; ')}`);
}
