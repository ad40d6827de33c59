import type { Book } from '../../model/book.ts';
import type { Exclusion, Population } from '../../model/change-record.ts';
import { type Checkpoint, ownRepository } from '../../schemas/checkpoint.ts';
import { dayContent, element, quiet, under, type Content } from '../content.ts';
import { tableContent, type Column } from '../table.ts';

const exclusionWords: Readonly<Record<Exclusion['code'], string>> = {
  'before-adoption': 'before adoption',
  'after-as-of': 'after the day of judging',
  empty: 'empty',
  listed: 'listed in the settings with a reason',
};

const columns: readonly Column<Population>[] = [
  {
    label: 'Repository',
    isHead: true,
    style: 'wide',
    cell: ({ repository, branch, exclusions }) => [
      repository,
      quiet([', branch ', branch]),
      under(exclusionsContent(exclusions)),
    ],
  },
  { label: 'First commit', narrow: 'First', cell: ({ firstCommit }) => commitContent(firstCommit) },
  { label: 'Last commit', narrow: 'Last', cell: ({ lastCommit }) => commitContent(lastCommit) },
  { label: 'Commits', style: 'count', narrow: 'Commits', cell: ({ commits }) => commits },
  { label: 'Records', style: 'count', narrow: 'Records', cell: ({ records }) => records },
  {
    label: 'Exclusions',
    style: 'count',
    narrow: 'Exclusions',
    cell: ({ exclusions }) => exclusions.length,
  },
];

/** The commits of each branch as records and exclusions, which add up. */
export function populationTable({ populations }: Book): Content {
  return tableContent(columns, populations, {
    caption: 'Population by repository',
    empty: 'The book does not judge a repository yet.',
  });
}

function commitContent(commit: string | undefined): Content {
  return commit === undefined ? 'none' : element('code', {}, commit.slice(0, 12));
}

function exclusionsContent(exclusions: readonly Exclusion[]): Content {
  if (exclusions.length === 0) return undefined;
  const counts = [...Map.groupBy(exclusions, ({ code }) => code)].map(
    ([code, own]) => `${own.length} ${exclusionWords[code]}`,
  );
  return `Excluded: ${counts.join(', ')}.`;
}

const checkpointColumns: readonly Column<Checkpoint>[] = [
  {
    label: 'Repository',
    isHead: true,
    style: 'wide',
    cell: ({ repository, branch }) => [
      repository === ownRepository ? 'the book itself' : repository,
      quiet([', branch ', branch]),
    ],
  },
  { label: 'Ended on', narrow: 'Ended on', cell: ({ tip }) => commitContent(tip) },
  { label: 'Records', style: 'count', narrow: 'Records', cell: ({ records }) => records },
  { label: 'Noted', style: 'date', cell: ({ at }) => dayContent(at) },
];

/** Where branches ended when evidence was handed out, newest first: a branch that lost one of these is a fault. */
export function checkpointsTable({ checkpoints }: Book): Content {
  return tableContent(checkpointColumns, checkpoints.toReversed(), {
    caption: 'Checkpoints, newest first',
    empty:
      'The book has no checkpoint yet. npm run check -- --checkpoint notes where the branches end, so that a later rewrite is a fault.',
  });
}
