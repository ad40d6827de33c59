import { z } from 'zod';
import { instant, slug, writtenText } from './scalars.ts';

const path = z
  .string()
  .refine(isTreePath, { error: 'expected a path inside the repository such as src/auth/reset.ts' });

const commit = z.strictObject({
  at: instant.describe(
    'When it was committed; also when it was written, unless authoredAt differs.',
  ),
  authoredAt: instant.optional(),
  author: slug.describe('A key of identities.yaml.'),
  committer: slug.optional().describe('A key of identities.yaml; the author where it is absent.'),
  message: writtenText,
  files: z
    .array(path)
    .default([])
    .describe('Paths that it writes; their content follows from path and commit.'),
  write: z
    .record(path, z.string())
    .optional()
    .describe('Paths that it writes, with the text of each.'),
  move: z
    .record(path, path)
    .optional()
    .describe('Paths that it renames: from before to after. What it writes comes later.'),
  remove: z.array(path).default([]).describe('Paths that it deletes.'),
  key: slug.optional().describe('A name by which a later `from` refers to it.'),
});

/** identities.yaml of a recorded history: people as commits name them, by a short key. */
export const recordedIdentitiesSchema = z.record(
  slug,
  z
    .string()
    .regex(
      /^[^<>\n]*[^<>\s] <[^<>\s]*>$/,
      'expected a name and an address such as Mira Oduya <mira@larkfield.example>',
    ),
);

/** Every other file of a recorded history: commits of the first-parent line, oldest first. */
export const recordedCommitsSchema = z.array(
  commit.extend({
    branch: z
      .array(commit)
      .min(1)
      .optional()
      .describe('Makes this a merge: the commits that it brings in, oldest first.'),
    from: slug
      .optional()
      .describe(
        'Key of the commit on which the branch begins; the one before the merge where it is absent.',
      ),
  }),
);

export type RecordedCommitFields = z.output<typeof recordedCommitsSchema>[number];

function isTreePath(value: string): boolean {
  const segments = value.split('/');
  return (
    !value.includes('\0') &&
    segments.every(
      (segment) => !['', '.', '..'].includes(segment) && segment.toLowerCase() !== '.git',
    )
  );
}
