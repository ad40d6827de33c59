import type { AstroIntegration } from 'astro';
import type { Edition } from './edition.ts';

interface Route {
  readonly pattern: string;
  readonly entrypoint: string;
}

// Pages that both editions have lie in src/pages as usual; Astro passes over folders with an underscore.
const routes: Readonly<Record<Edition['name'], readonly Route[]>> = {
  internal: [
    { pattern: '/', entrypoint: './src/pages/_internal/home.astro' },
    { pattern: '/policies/[policy]/versions', entrypoint: './src/pages/_internal/versions.astro' },
    {
      pattern: '/policies/[policy]/redline/[pair]',
      entrypoint: './src/pages/_internal/redline.astro',
    },
    { pattern: '/policies/[policy]/[version]', entrypoint: './src/pages/_internal/version.astro' },
    { pattern: '/on', entrypoint: './src/pages/_internal/days.astro' },
    { pattern: '/on/[day]', entrypoint: './src/pages/_internal/day.astro' },
    { pattern: '/register', entrypoint: './src/pages/_internal/register.astro' },
    { pattern: '/register/[...part]', entrypoint: './src/pages/_internal/register-part.astro' },
    { pattern: '/changes/[change]', entrypoint: './src/pages/_internal/change.astro' },
    { pattern: '/reviews', entrypoint: './src/pages/_internal/reviews.astro' },
    { pattern: '/reviews/[role]', entrypoint: './src/pages/_internal/owner.astro' },
    { pattern: '/metrics', entrypoint: './src/pages/_internal/metrics.astro' },
    { pattern: '/metrics/[period]', entrypoint: './src/pages/_internal/metrics-period.astro' },
    { pattern: '/controls', entrypoint: './src/pages/_internal/controls.astro' },
    { pattern: '/rules', entrypoint: './src/pages/_internal/rules.astro' },
  ],
  public: [{ pattern: '/', entrypoint: './src/pages/_public/home.astro' }],
};

/** Adds the pages that only one edition has. */
export function policybook(edition: Edition['name']): AstroIntegration {
  return {
    name: 'policybook',
    hooks: {
      'astro:config:setup': ({ injectRoute }) => {
        for (const route of routes[edition]) injectRoute({ ...route, prerender: true });
      },
    },
  };
}
