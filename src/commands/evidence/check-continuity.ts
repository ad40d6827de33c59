import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { BranchEnd } from '#core/changes/population/check-checkpoints.ts';
import { canonicalJson } from '#core/evidence/canonical-json.ts';
import { earlierCheckpoints } from '#core/evidence/checkpoint-files.ts';
import { listCommits } from '#core/evidence/judge-files.ts';
import type { PackOrder } from '#core/evidence/pack.ts';
import type { RawHistory } from '#core/model/raw-commit.ts';
import { UsageError } from '../command.ts';
import { parseJson } from './read-inputs.ts';
import type { Faults } from './read-pack.ts';

/** `checkpoint.json` of a pack. */
interface Checkpoint {
  readonly asOf: string;
  readonly previous: { readonly lines: number; readonly sha256: string } | null;
  readonly branches: readonly BranchEnd[];
}

/** The checkpoint of a pack, by its folder or by the file itself. Throws a `UsageError` where there is none. */
export function readCheckpoint(place: string): Checkpoint {
  try {
    const isFolder = statSync(place).isDirectory();
    return parseJson(
      readFileSync(isFolder ? path.join(place, 'checkpoint.json') : place),
    ) as Checkpoint;
  } catch (cause) {
    throw new UsageError(`"${place}" has no checkpoint; name a pack or its checkpoint.json.`, {
      cause,
    });
  }
}

/** Whether a pack extends an older one: no branch, no commit and no earlier checkpoint vanished, and it is not older. */
export function checkExtends(order: PackOrder, since: Checkpoint): Faults {
  const { histories } = order.inputs;
  const faults = since.branches.flatMap(({ repository, branch, tip, commits, records }) => {
    const history = histories.find((one) => one.repository === repository && one.branch === branch);
    if (!history) return [`${branch} of ${repository} is not in it, with ${records} records then.`];
    if (tip === undefined || history.line[commits - 1]?.id === tip) return [];
    const place = history.line.findIndex(({ id }) => id === tip);
    return [
      place < 0
        ? `${branch} of ${repository} ended on ${tip}, which is not on the branch any more; there were ${records} records.`
        : `${tip} was commit ${commits} of ${branch} of ${repository}, and now it is commit ${place + 1}.`,
    ];
  });
  const lines = earlierCheckpoints(order).split('\n').slice(0, since.previous?.lines);
  const digest = createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex');
  return [
    ...(order.book.asOf < since.asOf
      ? [`It was judged as of ${order.book.asOf}, before the other one (${since.asOf}).`]
      : []),
    ...faults,
    ...(since.previous && digest !== since.previous.sha256
      ? [
          `checkpoints.jsonl does not begin with the ${since.previous.lines} lines that it had then.`,
        ]
      : []),
  ];
}

/** Whether the commits of a pack are those of a repository, whose branch may have gone on since. */
export function checkRepository(packed: RawHistory, present: RawHistory): Faults {
  const { repository, branch, line } = packed;
  const known = new Map([...listCommits(present)].map(({ commit }) => [commit.id, commit]));
  const moved = line.findIndex(({ id }, index) => present.line[index]?.id !== id);
  if (moved >= 0) {
    return [
      `Commit ${moved + 1} of ${branch} of ${repository} is ${line[moved]?.id ?? ''} in the pack, and ${present.line[moved]?.id ?? 'nothing'} in the repository.`,
    ];
  }
  return [...listCommits(packed)].flatMap(({ commit }) => {
    const own = known.get(commit.id);
    return own && canonicalJson(own) === canonicalJson(commit)
      ? []
      : [`Commit ${commit.id} of ${repository} is another one in the repository.`];
  });
}
