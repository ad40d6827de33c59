import { defineCollection } from 'astro:content';
import { versionLoader } from '#astro/load-versions.ts';

/** The digests of the texts and the sizes of their pictures; everything else about a policy is in the edition. */
export const collections = { versions: defineCollection({ loader: versionLoader }) };
