import { getEntry, render } from 'astro:content';
import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
import { pageKey, versionEntryId } from '#astro/edition.ts';

/** The text of a version of the edition, as a component that prints it. */
export async function readVersionText(
  policy: string,
  version: string,
): Promise<AstroComponentFactory> {
  return (await render(await readEntry(policy, version))).Content;
}

/** The key of a page that prints the text of a version and these values. */
export async function versionTextKey(
  policy: string,
  version: string,
  values: unknown,
): Promise<{ cacheKey?: string }> {
  const { digest } = await readEntry(policy, version);
  return digest === undefined ? {} : { cacheKey: pageKey(digest, values) };
}

async function readEntry(policy: string, version: string) {
  const entry = await getEntry('versions', versionEntryId(policy, version));
  if (!entry) throw new Error(`The text of ${policy} ${version} was not rendered.`);
  return entry;
}
