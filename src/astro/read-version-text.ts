import { getEntry } from 'astro:content';
import { pageKey, readEdition, versionEntryId } from '#astro/edition.ts';
import { renderVersion } from '#core/history/render-version.ts';
import type { PolicyVersion } from '#core/model/policy.ts';

let latest: { readonly digest: unknown; readonly html: string } | undefined;

/** The text of a version of the edition as HTML. It is kept for the next page, which often prints the same text. */
export async function readVersionText(version: PolicyVersion): Promise<string> {
  const { digest, data } = await readEntry(version);
  if (latest && latest.digest === digest) return latest.html;
  const { linkTo } = readEdition();
  const html = renderVersion(version, {
    linkTo,
    showImage: (image, attributes) => ({
      ...attributes,
      ...data.sizes[image],
      src: linkTo({ kind: 'file', path: image }),
      loading: 'lazy',
      decoding: 'async',
    }),
  });
  latest = { digest, html };
  return html;
}

/** The key of a page that prints the text of a version and these values. */
export async function versionTextKey(version: PolicyVersion, values: unknown): Promise<string> {
  const { digest } = await readEntry(version);
  return pageKey(digest, values);
}

async function readEntry({ policy, version }: PolicyVersion) {
  const entry = await getEntry('versions', versionEntryId(policy, version));
  if (!entry) throw new Error(`The text of ${policy} ${version} was not loaded.`);
  return entry;
}
