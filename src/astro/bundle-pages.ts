import { cpSync, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AstroInlineConfig, AstroIntegration } from 'astro';
import type { StaticPaths } from 'astro/runtime/prerender/static-paths.js';

type App = ConstructorParameters<typeof StaticPaths>[0];
export type PageRoute = Awaited<ReturnType<StaticPaths['getAll']>>[number]['route'];

/** The program that Astro made of the pages of an edition. It contains nothing of the book, which it reads when it prints. */
export interface PageProgram extends App {
  readonly routeCache: NonNullable<App['routeCache']>;
  readonly render: (request: Request, options: { routeData: PageRoute }) => Promise<Response>;
  readonly setInternals: (internals: unknown) => void;
  readonly setOptions: (options: unknown) => void;
}

export interface PageBundle {
  /** Folder of the styles, the scripts and the static files of the site. */
  readonly assets: string;
  readonly load: () => Promise<PageProgram>;
}

// Astro looks for a file that begins so.
const entry = 'prerender-entry.mjs';

/**
 * Bundles the pages, or takes over the bundle that was made last under the same key: a digest of all that it depends on.
 * Bundling takes several seconds whatever the book contains. `folder` may be deleted at any time.
 */
export async function bundlePages(
  config: AstroInlineConfig & { readonly integrations: readonly AstroIntegration[] },
  { folder, key }: { readonly folder: string; readonly key: string },
): Promise<PageBundle> {
  const kept = path.join(folder, key);
  if (!existsSync(kept)) {
    await rm(folder, { recursive: true, force: true });
    await writeBundle(config, `${kept}~`);
    await rename(`${kept}~`, kept);
  }
  return { assets: path.join(kept, 'assets'), load: () => loadProgram(path.join(kept, 'code')) };
}

/** Runs Astro with no page to print, and keeps the program that would print them. */
async function writeBundle(
  { integrations, ...config }: Parameters<typeof bundlePages>[0],
  place: string,
): Promise<void> {
  let written: string | undefined;
  const keepCode: AstroIntegration = {
    name: 'policybook:keep-code',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        const output = { entryFileNames: entry };
        const plugin = {
          name: 'policybook:find-code',
          writeBundle({ dir }: { dir?: string }) {
            if (existsSync(path.join(dir ?? '', entry))) written = dir;
          },
        };
        updateConfig({
          vite: {
            environments: { prerender: { build: { rolldownOptions: { output } } } },
            plugins: [plugin],
          },
        });
      },
      'astro:build:start': ({ setPrerenderer }) => {
        setPrerenderer({
          name: 'policybook',
          getStaticPaths: () => Promise.resolve([]),
          render: () => Promise.reject(new Error('No page is printed while pages are bundled.')),
          // Astro removes the code right after this.
          teardown() {
            if (written === undefined) throw new Error('Astro wrote no program for the pages.');
            cpSync(written, path.join(place, 'code'), { recursive: true });
            return Promise.resolve();
          },
        });
      },
    },
  };
  const outDir = path.join(place, 'assets');
  // Astro and its bundler take a second to load.
  const { build } = await import('astro');
  await build({ ...config, integrations: [...integrations, keepCode], outDir, logLevel: 'silent' });
}

/** Gives the program what Astro gives it in the process that bundled it: the styles of each page. */
async function loadProgram(code: string): Promise<PageProgram> {
  const { app } = (await import(pathToFileURL(path.join(code, entry)).href)) as {
    app: PageProgram;
  };
  const pages = app.manifest.routes.map(({ routeData: { route, component }, styles }) => {
    const inOrder = styles.map((sheet, order) => ({ depth: 0, order, sheet }));
    return [`${route}&${component}`, { styles: inOrder }] as const;
  });
  app.setInternals({ pagesByKeys: new Map(pages) });
  app.setOptions({
    settings: { scripts: [] },
    logger: { options: { destination: { write: () => undefined } } },
  });
  // Another book may have been printed by the same program.
  app.routeCache.clearAll();
  return app;
}
