import { createHash } from 'node:crypto';
import type { PolicyFrontmatter } from '../schemas/policy.ts';

/** The fields of a policy that oblige somebody or that rules read: with the body they are the content of a version. */
export const normativeFields = [
  'title',
  'classification',
  'owner',
  'effective',
  'appliesTo',
  'approvalProof',
  'reviewEvery',
  'reviewByAuthor',
  'reviewOn',
  'reviewOnTypes',
  'reviewOnWithin',
  'duties',
  'changeRules',
] as const satisfies readonly (keyof PolicyFrontmatter)[];

/** SHA-256, in hex, of the body and the normative fields: all that needs a new version when it changes. */
export function fingerprintOf(frontmatter: PolicyFrontmatter, body: string): string {
  const normative = ['version', ...normativeFields] as const;
  const fields = Object.fromEntries(normative.map((name) => [name, frontmatter[name]]));
  return createHash('sha256')
    .update(canonicalJson(fields))
    .update('\0')
    .update(body.trim())
    .digest('hex');
}

/** JSON with sorted keys, so that the order in which fields were written does not count. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, node: unknown) =>
    typeof node === 'object' && node !== null && !Array.isArray(node)
      ? Object.fromEntries(Object.entries(node).sort(([left], [right]) => (left < right ? -1 : 1)))
      : node,
  );
}
