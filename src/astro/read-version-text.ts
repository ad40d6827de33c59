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

/**
 * The key of a page that prints the text of a version and these values. There is none for a text with images: Astro
 * makes only the images of pages that it prints.
 */
export async function versionTextKey(
  policy: string,
  version: string,
  values: unknown,
): Promise<{ cacheKey?: string }> {
  const { digest, rendered } = await readEntry(policy, version);
  const hasImages = (rendered?.metadata?.imagePaths ?? []).length > 0;
  return digest === undefined || hasImages ? {} : { cacheKey: pageKey(digest, values) };
}

async function readEntry(policy: string, version: string) {
  const entry = await getEntry('versions', versionEntryId(policy, version));
  if (!entry) throw new Error(`The text of ${policy} ${version} was not rendered.`);
  return entry;
}
