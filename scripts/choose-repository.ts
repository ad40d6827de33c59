import { nearestName } from '#core/diagnostics/nearest-name.ts';
import type { RepositorySettings } from '#core/schemas/settings.ts';
import { UsageError } from './run-command.ts';

/** The repository that --repository names; without it the only one, or the one called like `folder`. */
export function chooseRepository(
  repositories: readonly RepositorySettings[],
  wanted: string | undefined,
  folder?: string,
): RepositorySettings {
  const ids = repositories.map(({ id }) => id);
  const [only, second] = repositories;
  if (!only) {
    throw new UsageError('policybook.yaml names no repository whose changes could be judged.');
  }
  const name = wanted ?? (second ? folder : only.id);
  const found = repositories.find(({ id }) => id === name);
  if (found) return found;
  if (wanted === undefined) {
    throw new UsageError(`Name the repository with --repository: ${ids.join(', ')}.`);
  }
  const near = nearestName(wanted, ids);
  throw new UsageError(
    `There is no repository "${wanted}" in policybook.yaml; ${near ? `the nearest is "${near}"` : `there are ${ids.join(', ')}`}.`,
  );
}
