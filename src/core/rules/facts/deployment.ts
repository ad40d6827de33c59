import type { ChangeRecord, Deployment } from '../../model/change-record.ts';
import type { JudgingContext } from '../rule.ts';

/** The deployment of a change, or its merge where that deploys; undefined where no source states it. */
export function deploymentOf(
  change: ChangeRecord,
  { settings }: Pick<JudgingContext, 'settings'>,
): Deployment | undefined {
  const known = change.deployed?.value;
  if (known?.by) return known;
  const [author] = change.authors;
  const merger = change.form === 'outside-git' ? author : change.merger?.value;
  const repository = settings.repositories.find(({ id }) => id === change.repository);
  if (change.form !== 'outside-git' && repository?.deployments !== 'on-merge') return known;
  return { ...(known ?? { at: change.mergedAt }), ...(merger && { by: merger }) };
}
