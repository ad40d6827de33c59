import type { Loader } from 'astro/loaders';
import { z } from 'astro/zod';
import { renderVersion } from '#core/history/render-version.ts';
import { readLinkTarget } from '#core/parse/link-target.ts';
import { imagePath } from '#core/parse/list-references.ts';
import { digestEngine } from '#sources/cache/digest-engine.ts';
import { findEdition, linkToOf, versionEntryId } from './edition.ts';
import { stageAssets } from './stage-assets.ts';

/**
 * The texts of an edition as HTML, each rendered once and again only when it, the addresses of policies or the engine
 * change. What they show or link to is brought to the stage. Without an edition, as in `astro check`, there are none.
 */
export const versionLoader: Loader = {
  name: 'policybook:versions',
  schema: z.object({ title: z.string() }),
  async load({ store, parseData, generateDigest }) {
    const edition = findEdition();
    if (!edition) return;
    const { book, base } = edition;
    const linkTo = linkToOf(book, base);
    const shared = [await digestEngine(), base];
    const sizeOf = await stageAssets(edition);
    const unseen = new Set(store.keys());
    for (const policy of book.policies) {
      for (const version of policy.versions) {
        const id = versionEntryId(policy.id, version.version);
        const { body, frontmatter, references } = version;
        const links = references.links.map(({ url }) => {
          const target = readLinkTarget(url);
          return target.kind === 'policy' || target.kind === 'file' ? linkTo(target) : undefined;
        });
        const sizes = references.images.map(({ url }) => sizeOf(imagePath(url) ?? ''));
        const digest = generateDigest({ shared, body, frontmatter, links, sizes });
        unseen.delete(id);
        if (store.get(id)?.digest !== digest) {
          const rendered = renderVersion(version, {
            linkTo,
            showImage: (image, attributes) => ({
              ...attributes,
              ...sizeOf(image),
              src: linkTo({ kind: 'file', path: image }),
              loading: 'lazy',
              decoding: 'async',
            }),
          });
          store.set({
            id,
            digest,
            data: await parseData({ id, data: { title: frontmatter.title } }),
            rendered: {
              html: rendered.html,
              metadata: { headings: [...rendered.headings] },
            },
          });
        }
      }
    }
    for (const id of unseen) store.delete(id);
  },
};
