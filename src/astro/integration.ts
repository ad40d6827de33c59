import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { EditionName } from '#core/model/edition.ts';
import type { Edition } from './edition.ts';
import { sendFile } from './send-file.ts';

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
    { pattern: '/recent', entrypoint: '_internal/recent.astro' },
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

// Pages share this module with the process that builds, so that the book is in memory once and not in their bundle.
const shared = /^#astro\/edition\.ts$/;

const shareEdition = {
  name: 'policybook:share-edition',
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

/** Gives Astro the pages of an edition, those that only this one has too, and the book; in development also its files. */
export function policybook(edition: Edition): AstroIntegration {
  const { name, base, stage } = edition;
  return {
    name: 'policybook',
    hooks: {
      'astro:config:setup': ({ injectRoute, updateConfig }) => {
        for (const { pattern, entrypoint } of routes[name]) {
          injectRoute({ pattern, entrypoint: path.join(pages, entrypoint), prerender: true });
        }
        updateConfig({ vite: { plugins: [shareEdition] } });
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use(`${base}assets`, ({ url = '' }, response, next) => {
          void sendFile(stage, url, response).then((isSent) => {
            if (!isSent) next();
          });
        });
      },
    },
  };
}
