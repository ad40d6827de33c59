import type { EditionName } from './stage-edition.ts';

export interface AstroSettings {
  readonly name: EditionName;
  readonly stage: string;
  readonly url: string;
  readonly base: string;
  readonly out: string;
  readonly cache: string;
}

/** Hands the settings of one edition to astro.config.mjs, which Astro reads anew for each build. */
export function configureAstro({ name, stage, url, base, out, cache }: AstroSettings): void {
  Object.assign(process.env, {
    ASTRO_TELEMETRY_DISABLED: '1',
    POLICYBOOK_EDITION: name,
    POLICYBOOK_STAGE: stage,
    POLICYBOOK_SITE: new URL(url).origin,
    POLICYBOOK_BASE: base,
    POLICYBOOK_OUT: out,
    POLICYBOOK_CACHE: cache,
  });
}
