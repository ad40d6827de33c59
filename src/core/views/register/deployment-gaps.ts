import type { Book, JudgedChange } from '../../model/book.ts';
import type { UnmatchedDeployment } from '../../model/deployments.ts';
import type { Content } from '../content.ts';
import { tableContent, type Column } from '../table.ts';
import { changesTable } from './change-table.ts';

/** Where the deployments file of a repository and its changes do not match. */
export interface DeploymentGaps {
  /** Changes without a deployment in any source, newest first. */
  readonly undeployed: readonly JudgedChange[];
  /** Deployments to production that deploy no change, in the order of their times. */
  readonly unmatched: readonly UnmatchedDeployment[];
}

/** Undefined where the merge is the deployment, so that there is nothing to compare. */
export function findDeploymentGaps(
  { settings, populations, changes, unmatchedDeployments }: Book,
  repository: string,
): DeploymentGaps | undefined {
  const own = settings.repositories.find(({ id }) => id === repository);
  if (!own || own.deployments === 'on-merge') return undefined;
  const population = populations.find((one) => one.repository === repository);
  const missing = new Set(population?.undeployed ?? []);
  return {
    undeployed: changes.filter(({ record }) => missing.has(record.id)),
    unmatched: unmatchedDeployments.filter((one) => one.repository === repository),
  };
}

export function undeployedTable({ undeployed }: DeploymentGaps, book: Book): Content {
  return changesTable(undeployed, book, {
    caption: 'Changes without a deployment',
    empty: 'Every change has a deployment.',
  });
}

const unmatchedColumns: readonly Column<UnmatchedDeployment>[] = [
  { label: 'Commit', isHead: true, style: 'id', cell: ({ commit }) => commit.slice(0, 12) },
  { label: 'Deployed at', style: 'date', cell: ({ at }) => at },
  { label: 'Why it deploys no change', style: 'wide', cell: ({ reason }) => reason },
  { label: 'Line', style: 'id', cell: ({ file, line }) => `${file}:${line}` },
];

export function unmatchedTable({ unmatched }: DeploymentGaps): Content {
  return tableContent(unmatchedColumns, unmatched, {
    caption: 'Deployments without a change',
    empty: 'Every deployment to production has a change.',
  });
}
