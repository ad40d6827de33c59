import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

/** The current texts, staged and judged before Astro starts; everything else about a policy is in the edition. */
const policies = defineCollection({
  loader: glob({
    base: `${process.env['POLICYBOOK_STAGE'] ?? '.policybook/internal/stage'}/policies`,
    pattern: '**/*.mdx',
    retainBody: false,
    generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
  }),
  schema: z.object({ title: z.string() }),
});

export const collections = { policies };
