import { defineCollection } from 'astro:content';
import { versionLoader } from '#astro/load-versions.ts';

/** The rendered texts; everything else about a policy is in the edition. */
export const collections = { versions: defineCollection({ loader: versionLoader }) };
