import { inForceOn } from '../../history/in-force.ts';
import type { Book } from '../../model/book.ts';
import type { Policy, PolicyVersion } from '../../model/policy.ts';

/** What the public edition is to a policy: a page, a name on request, or nothing at all. */
export type PublicStanding = 'page' | 'named' | 'none';

/** The version that the public edition shows of a policy: the one in force, if it and the newest text are to be public. */
export function publicVersion(
  { asOf }: Pick<Book, 'asOf'>,
  policy: Policy,
): PolicyVersion | undefined {
  const inForce = inForceOn(policy, asOf);
  if (inForce.kind !== 'version') return undefined;
  const { frontmatter } = inForce.version;
  const isPublished =
    frontmatter.publish !== 'none' && policy.current.frontmatter.publish !== 'none';
  return isPublished && frontmatter.status === 'approved' ? inForce.version : undefined;
}

/** What a link from a public text to a policy may lead to. */
export function linkForPublic(internal: Book, policy: string): PublicStanding {
  const target = internal.policies.find(({ id }) => id === policy);
  if (!target) return 'none';
  if (publicVersion(internal, target)) return 'page';
  return isNamed(internal, target) ? 'named' : 'none';
}

/** Whether the book names a policy to customers without showing it. Customers can request only one in force. */
export function isNamed({ asOf, settings }: Book, policy: Policy): boolean {
  const names = settings.editions.public?.nameInternalPolicies ?? [];
  return names.includes(policy.id) && inForceOn(policy, asOf).kind === 'version';
}
