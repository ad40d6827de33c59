import { cp, mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { exportFiles } from '#core/exports/export-files.ts';
import type { EditionName } from '#core/model/edition.ts';
import type { Edition } from './edition.ts';
import { keepPages } from './keep-pages.ts';
import { sendFile } from './send-file.ts';
import { openSearchIndex } from './search-index.ts';
import { stagedPath } from './stage-assets.ts';

const pages = path.resolve(import.meta.dirname, '../pages');

interface Route {
  readonly pattern: string;
  /** Below `src/pages`. */
  readonly entrypoint: string;
}

// Pages that both editions have lie in src/pages as usual; Astro passes over folders with an underscore.
const routes: Readonly<Record<EditionName, readonly Route[]>> = {
  internal: [
    { pattern: '/', entrypoint: '_internal/home.astro' },
    { pattern: '/policies/[policy]/versions', entrypoint: '_internal/versions.astro' },
    {
      pattern: '/policies/[policy]/redline/[pair]',
      entrypoint: '_internal/redline.astro',
    },
    { pattern: '/policies/[policy]/[version]', entrypoint: '_internal/version.astro' },
    { pattern: '/on', entrypoint: '_internal/days.astro' },
    { pattern: '/on/[day]', entrypoint: '_internal/day.astro' },
    { pattern: '/register', entrypoint: '_internal/register.astro' },
    { pattern: '/register/[...part]', entrypoint: '_internal/register-part.astro' },
    { pattern: '/changes/[change]', entrypoint: '_internal/change.astro' },
    { pattern: '/reviews', entrypoint: '_internal/reviews.astro' },
    { pattern: '/reviews/[role]', entrypoint: '_internal/owner.astro' },
    { pattern: '/metrics', entrypoint: '_internal/metrics.astro' },
    { pattern: '/metrics/[period]', entrypoint: '_internal/metrics-period.astro' },
    { pattern: '/controls', entrypoint: '_internal/controls.astro' },
    { pattern: '/evidence', entrypoint: '_internal/evidence.astro' },
    { pattern: '/evidence/exceptions', entrypoint: '_internal/exceptions.astro' },
    { pattern: '/evidence/acknowledgements', entrypoint: '_internal/acknowledgements.astro' },
    { pattern: '/rules', entrypoint: '_internal/rules.astro' },
    { pattern: '/help/[...page]', entrypoint: '_internal/help.astro' },
  ],
  public: [{ pattern: '/', entrypoint: '_public/home.astro' }],
};

// Pages and content.config.ts share these modules with the process that builds, so that the book is in memory once.
const shared = /^#astro\/(?:edition|load-versions)\.ts$/;

const shareModules = {
  name: 'policybook:share-modules',
  enforce: 'pre',
  resolveId: { filter: { id: shared }, handler: (id: string) => `\0${id}` },
  load: {
    filter: { id: /^\0#astro\// },
    async handler(id: string) {
      const file = fileURLToPath(import.meta.resolve(id.slice(1)));
      const names = Object.keys((await import(file)) as object).join(', ');
      return `import { createRequire } from 'node:module';
export const { ${names} } = createRequire(${JSON.stringify(file)})(${JSON.stringify(file)});`;
    },
  },
} as const;

/**
 * Makes Astro print an edition: adds the pages that only this one has, and to the built site the images of redlines,
 * the search index and the files for programs.
 */
export function policybook(edition: Edition): AstroIntegration {
  const { name, book, base, stage, work } = edition;
  const search = openSearchIndex(path.join(work, 'site'), work);
  return {
    name: 'policybook',
    hooks: {
      'astro:config:setup': ({ injectRoute, updateConfig }) => {
        for (const { pattern, entrypoint } of routes[name]) {
          injectRoute({ pattern, entrypoint: path.join(pages, entrypoint), prerender: true });
        }
        updateConfig({ vite: { plugins: [shareModules] } });
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use(`${base}assets`, ({ url = '' }, response, next) => {
          void sendFile(stage, url, response).then((isSent) => {
            if (!isSent) next();
          });
        });
      },
      'astro:build:start': ({ setPrerenderer }) => {
        setPrerenderer((astro) => keepPages(astro, edition, search));
      },
      'astro:build:done': async ({ dir }) => {
        const site = fileURLToPath(dir);
        for (const asset of book.assets) {
          const file = path.join(stage, stagedPath(asset));
          if (!existsSync(file)) continue;
          await cp(file, path.join(site, 'assets', stagedPath(asset)));
        }
        await search.write();
        // Made one by one, so that no two of them are in memory at a time.
        for (const { path: file, contents } of exportFiles(book, name)) {
          await mkdir(path.dirname(path.join(site, file)), { recursive: true });
          await writeFile(path.join(site, file), contents);
        }
      },
    },
  };
}
