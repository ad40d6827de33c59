import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { AstroInlineConfig } from 'astro';
import { exportFiles } from '#core/exports/export-files.ts';
import { isWhole } from '#core/model/edition.ts';
import { digestFiles } from '#sources/cache/digest-engine.ts';
import { bundlePages } from './bundle-pages.ts';
import { handOver, pageKey, type Edition } from './edition.ts';
import { policybook } from './integration.ts';
import { linkPackages } from './link-packages.ts';
import { printPages } from './print-pages.ts';
import { openSearchIndex } from './search-index.ts';
import { stageAssets, stagedPath } from './stage-assets.ts';

const engine = path.resolve(import.meta.dirname, '../..');
process.env['ASTRO_TELEMETRY_DISABLED'] = '1';

/** Is called with the stage that begins, and within it with how much is done. */
export type OnStage = (
  stage: string,
  progress?: { readonly done: number; readonly of: number },
) => void;

/** An edition to build or to serve, and the folder of what is kept for the next time. */
export type PublishingOrder = Pick<Edition, 'name' | 'book' | 'root' | 'work'>;

/** Builds one edition from a stage and a cache of its own, into a fresh folder, and returns that folder. */
export async function buildEdition(
  order: PublishingOrder,
  onStage: OnStage = () => undefined,
): Promise<string> {
  onStage('Bundle the pages');
  const edition = await stageEdition(order);
  const { name, url, work, site } = edition;
  await rm(site, { recursive: true, force: true });
  // A site is for readers, whatever the shell that builds it is set to.
  process.env['NODE_ENV'] = 'production';
  const digest = pageKey(process.version, await digestSite());
  const bundle = await bundlePages(configOf(edition), {
    folder: path.join(rootOf(work), 'bundles', name),
    key: pageKey(digest, engine, name, url),
  });
  // Fails where something is there already: nothing of an earlier site may be published.
  await mkdir(site);
  await cp(bundle.assets, site, { recursive: true });
  // A heap may grow to a multiple of what is alive in it. A quarter keeps 25,000 changes below 1 GB, and takes time.
  setFlagsFromString(`--heap-growing-percent=${countChanges(edition) > 5000 ? 25 : 100}`);
  const search = openSearchIndex(site, work);
  onStage('Print the pages');
  await printPages(await bundle.load(), {
    edition,
    engine: digest,
    search,
    onPage: (done, of) => {
      onStage('Print the pages', { done, of });
    },
  });
  onStage('Write files and the search index');
  await addFiles(edition);
  await search.write();
  // What follows, such as the scan, handles few large texts, for which it would only cost time.
  setFlagsFromString('--heap-growing-percent=0');
  return site;
}

/** Stages what an edition shows, and lets the pages see this edition. */
async function stageEdition(order: PublishingOrder): Promise<Edition> {
  const stage = path.join(order.work, 'stage');
  return handOver({ ...order, stage, sizeOf: await stageAssets({ ...order, stage }) });
}

function countChanges({ book }: Edition): number {
  return isWhole(book) ? book.changes.length : 0;
}

/** A digest over all of the engine that a page may depend on. */
function digestSite(): Promise<string> {
  return digestFiles([
    'package.json',
    'package-lock.json',
    'astro.config.mjs',
    'public/**/*.*',
    'src/**/*.*',
  ]);
}

/** Adds to a site what texts show or link to, and the files for programs. */
async function addFiles({ name, book, stage, site }: Edition): Promise<void> {
  for (const asset of book.assets) {
    const file = path.join(stage, stagedPath(asset));
    if (existsSync(file)) await cp(file, path.join(site, 'assets', stagedPath(asset)));
  }
  // Made one by one, so that no two of them are in memory at a time.
  for (const { path: file, contents } of exportFiles(book, name)) {
    await mkdir(path.dirname(path.join(site, file)), { recursive: true });
    await writeFile(path.join(site, file), contents);
  }
}

/** Serves an edition on a port of this machine; the function returned shows another state of its book. */
export async function serveEdition(
  order: PublishingOrder,
  port: number,
): Promise<{
  readonly address: string;
  readonly show: (book: PublishingOrder['book']) => Promise<void>;
}> {
  let refresh: (() => void) | undefined;
  const edition = await stageEdition(order);
  const { integrations, ...config } = configOf(edition);
  const { dev } = await import('astro');
  const server = await dev({
    ...config,
    integrations: [
      ...integrations,
      {
        name: 'policybook:refresh',
        hooks: {
          'astro:server:setup': ({ server: { environments } }) => {
            refresh = () => {
              // Astro keeps the list of pages until then.
              for (const { hot } of Object.values(environments))
                hot.send('astro:content-changed', {});
              environments.client.hot.send({ type: 'full-reload', path: '*' });
            };
          },
        },
      },
    ],
    server: { port },
    logLevel: 'warn',
  });
  return {
    // Another one than was wanted, where that is in use.
    address: `http://localhost:${server.address.port}${edition.base}`,
    show: async (book) => {
      await stageEdition({ ...order, book });
      refresh?.();
    },
  };
}

/**
 * Where Astro writes for itself: the book's work folder, or one of the engine where the two have no folder above them in
 * common. Astro takes a file of another tree for an address below its root.
 */
function rootOf(work: string): string {
  const topOf = (file: string) => path.resolve(file).split(path.sep).slice(0, 2).join(path.sep);
  if (topOf(work) === topOf(engine)) return path.dirname(work);
  const name = createHash('sha256').update(path.dirname(work)).digest('hex').slice(0, 12);
  return path.join(engine, '.policybook', name);
}

/** What Astro is told beside astro.config.mjs, which is the same for all editions. */
function configOf(edition: Edition) {
  const { url, base, work } = edition;
  const root = rootOf(work);
  linkPackages(root);
  return {
    // Astro writes to its root whatever cacheDir says, and an installed engine may be read-only.
    root,
    configFile: path.relative(root, path.join(engine, 'astro.config.mjs')),
    srcDir: path.join(engine, 'src'),
    publicDir: path.join(engine, 'public'),
    site: new URL(url).origin,
    base,
    cacheDir: path.join(work, 'cache'),
    vite: { cacheDir: path.join(work, 'vite') },
    integrations: [policybook(edition)],
  } satisfies AstroInlineConfig;
}
