import { readEdition } from '#astro/edition.ts';
import { renderVersion } from '#core/history/render-version.ts';
import type { PolicyVersion } from '#core/model/policy.ts';

let latest: { readonly digest: string; readonly html: string } | undefined;

/** The text of a version of the edition as HTML. It is kept for the next page, which often prints the same text. */
export function readVersionText(version: PolicyVersion): string {
  const { linkTo, sizeOf, textDigest } = readEdition();
  const digest = textDigest(version);
  if (latest?.digest === digest) return latest.html;
  const html = renderVersion(version, {
    linkTo,
    showImage: (image, attributes) => ({
      ...attributes,
      ...sizeOf(image),
      src: linkTo({ kind: 'file', path: image }),
      loading: 'lazy',
      decoding: 'async',
    }),
  });
  latest = { digest, html };
  return html;
}
