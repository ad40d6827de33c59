import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { build, dev, type AstroInlineConfig } from 'astro';
import { handOver, type EditionOrder } from './edition.ts';
import { policybook } from './integration.ts';
import { linkPackages } from './link-packages.ts';

const engine = path.resolve(import.meta.dirname, '../..');
process.env['ASTRO_TELEMETRY_DISABLED'] = '1';

/** Builds one edition from a stage and a cache of its own, into a fresh folder, and returns that folder. */
export async function buildEdition(order: EditionOrder): Promise<string> {
  const { outDir: site, root, ...config } = configOf(order);
  await rm(site, { recursive: true, force: true });
  // Astro writes these two for the project whatever cacheDir says; they would name files of the other edition.
  for (const file of ['content-modules.mjs', 'content-assets.mjs']) {
    await rm(path.join(root, '.astro', file), { force: true });
  }
  // A heap may grow to a multiple of what is alive in it. A quarter more is enough, and keeps 25,000 pages below 1 GB.
  setFlagsFromString('--heap-growing-percent=25');
  // A site is for readers, whatever the shell that builds it is set to.
  process.env['NODE_ENV'] = 'production';
  await build({ ...config, root, outDir: site, logLevel: 'silent' });
  // What follows, such as the scan, handles few large texts, for which it would only cost time.
  setFlagsFromString('--heap-growing-percent=0');
  return site;
}

/** Serves an edition on a port of this machine; the function returned shows another state of its book. */
export async function serveEdition(
  order: EditionOrder,
  port: number,
): Promise<{
  readonly address: string;
  readonly show: (book: EditionOrder['book']) => Promise<void>;
}> {
  let refresh = () => Promise.resolve();
  const { base, integrations, ...config } = configOf(order);
  const server = await dev({
    ...config,
    base,
    integrations: [
      ...integrations,
      {
        name: 'policybook:refresh',
        hooks: {
          'astro:server:setup': ({ refreshContent }) => {
            refresh = async () => refreshContent?.({});
          },
        },
      },
    ],
    server: { port },
    logLevel: 'warn',
  });
  return {
    // Another one than was wanted, where that is in use.
    address: `http://localhost:${server.address.port}${base}`,
    show: async (book) => {
      handOver({ ...order, book });
      await refresh();
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
function configOf(order: EditionOrder) {
  const edition = handOver(order);
  const root = rootOf(order.work);
  linkPackages(root);
  return {
    // Astro writes to its root whatever cacheDir says, and an installed engine may be read-only.
    root,
    configFile: path.relative(root, path.join(engine, 'astro.config.mjs')),
    srcDir: path.join(engine, 'src'),
    publicDir: path.join(engine, 'public'),
    site: new URL(edition.url).origin,
    base: edition.base,
    outDir: path.join(order.work, 'site'),
    cacheDir: path.join(order.work, 'cache'),
    vite: { cacheDir: path.join(order.work, 'vite') },
    integrations: [policybook(edition)],
  } satisfies AstroInlineConfig;
}
