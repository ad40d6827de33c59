import type { Loader } from 'astro/loaders';
import { z } from 'astro/zod';
import { imagePath } from '#core/parse/list-references.ts';
import { digestEngine } from '#sources/cache/digest-engine.ts';
import { findEdition, versionEntryId } from './edition.ts';
import { stageAssets } from './stage-assets.ts';

const schema = z.object({
  sizes: z.record(
    z.string(),
    z.object({ width: z.number().optional(), height: z.number().optional() }),
  ),
});

/**
 * The texts of an edition, each as a digest and the sizes of its pictures, by their path below `assets/`. What they show
 * or link to is brought to the stage. Without an edition, as in `astro check`, there are none. The page that prints a
 * text renders it: Astro would bundle the HTML of all texts and keep it in memory.
 */
export const versionLoader = {
  name: 'policybook:versions',
  schema,
  async load({ store, generateDigest }) {
    const edition = findEdition();
    if (!edition) return;
    const { book, textDigest } = edition;
    const engine = await digestEngine();
    const sizeOf = await stageAssets(edition);
    const unseen = new Set(store.keys());
    for (const policy of book.policies) {
      for (const version of policy.versions) {
        const id = versionEntryId(policy.id, version.version);
        const images = version.references.images.map(({ url }) => imagePath(url) ?? '');
        const sizes = Object.fromEntries(images.map((image) => [image, sizeOf(image)]));
        const digest = generateDigest({ engine, text: textDigest(version), sizes });
        store.set({ id, digest, data: { sizes } });
        unseen.delete(id);
      }
    }
    for (const id of unseen) store.delete(id);
  },
} satisfies Loader;
