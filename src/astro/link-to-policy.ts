import type { Policy } from '#core/model/policy.ts';
import type { LinkToPolicy } from '#core/parse/resolve-body.ts';
import { policyPath } from '#core/views/paths.ts';

/** Leads from the text of one version to the pages of other policies, as far as this edition has them. */
export function linkToPolicyOf(policies: readonly Policy[], base: string): LinkToPolicy {
  const ids = new Set(policies.map(({ id }) => id));
  return (policy, clause) =>
    ids.has(policy)
      ? base.replace(/\/$/, '') + policyPath(policy) + (clause === undefined ? '' : `#${clause}`)
      : undefined;
}
