import type { Edition } from './edition.ts';

export interface AstroSettings {
  readonly name: Edition['name'];
  readonly url: string;
  readonly base: string;
  readonly out: string;
  readonly cache: string;
}

/** Hands the settings of one edition to astro.config.mjs, which Astro reads anew for each build. */
export function configureAstro({ name, url, base, out, cache }: AstroSettings): void {
  Object.assign(process.env, {
    ASTRO_TELEMETRY_DISABLED: '1',
    POLICYBOOK_EDITION: name,
    POLICYBOOK_SITE: new URL(url).origin,
    POLICYBOOK_BASE: base,
    POLICYBOOK_OUT: out,
    POLICYBOOK_CACHE: cache,
  });
}
