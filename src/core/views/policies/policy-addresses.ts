import type { Policy } from '../../model/policy.ts';

/** An id under which a policy is found. */
export interface PolicyAddress {
  readonly id: string;
  readonly policy: Policy;
  /** Whether the policy has another id today. */
  readonly isFormer: boolean;
}

/**
 * The ids of all policies, and the former ones whose links are out in the world already. A former id that belongs to
 * another policy today leads to that one.
 */
export function policyAddresses(policies: readonly Policy[]): PolicyAddress[] {
  const taken = new Set(policies.map(({ id }) => id));
  return policies.flatMap((policy) => {
    const former = (policy.formerIds ?? []).filter((id) => !taken.has(id));
    for (const id of former) taken.add(id);
    return [
      { id: policy.id, policy, isFormer: false },
      ...former.map((id) => ({ id, policy, isFormer: true })),
    ];
  });
}
