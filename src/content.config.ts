import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';

/** The pages of the guide, which are the engine's own. What a book contains is in the edition. */
export const collections = {
  guide: defineCollection({
    loader: glob({ base: new URL('guide/', import.meta.url), pattern: '*.{md,mdx}' }),
  }),
};
