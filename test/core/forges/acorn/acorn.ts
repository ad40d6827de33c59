import { z } from 'zod';
import { commitId, pullNumber, type Forge } from '#core/forges/forge.ts';
import type { ForgePull } from '#core/model/forge-pull.ts';
import { instant } from '#core/schemas/scalars.ts';

const landing = z
  .object({
    landing: pullNumber,
    heading: z.string(),
    text: z.string(),
    owner: z.string(),
    opened: instant,
    landed: z.object({ at: instant, by: z.string(), as: commitId, tip: commitId }),
    nods: z.array(z.object({ by: z.string(), at: instant, tip: commitId })),
  })
  .transform(({ landing: number, heading, text, owner, opened, landed, nods }): ForgePull => ({
    forge: 'acorn',
    number,
    title: heading,
    body: text,
    author: owner,
    createdAt: opened,
    mergedAt: landed.at,
    mergedBy: landed.by,
    mergeCommit: landed.as,
    headCommit: landed.tip,
    commits: [{ id: landed.tip, authors: [{ login: owner }] }],
    reviews: nods.map(({ by, at, tip }) => ({ login: by, state: 'approved', at, commit: tip })),
  }));

/** A forge that does not exist. */
export const acorn: Forge = {
  id: 'acorn',
  exports: {
    listKey: 'landings',
    numberKey: 'landing',
    partKeys: ['nods'],
    commitKeys: ['landed'],
    recognises: (entry) => 'landing' in entry,
    parse: (entry) => landing.safeParse(entry, { reportInput: true }),
  },
  people: {
    committer: { name: 'Acorn', email: 'robot@acorn.example' },
    address: /^(?<login>[^@]*)@users\.acorn\.example$/i,
  },
  merges: {
    title: /^Land (?<number>\d{1,9}), branch (?<branch>\S+)$/,
    squash: /^(?<title>.+) \[acorn (?<number>\d{1,9})\]$/,
    footer: /^Landed through acorn (?<number>\d{1,9})$/,
    revert: /^Takes back landing (?<number>\d{1,9})$/m,
  },
};
