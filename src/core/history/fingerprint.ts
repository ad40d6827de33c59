import { createHash } from 'node:crypto';
import type { PolicyFrontmatter } from '../schemas/policy.ts';

/**
 * SHA-256, in hex, of what a version obliges people to: its body and the fields that rules read. Dates of reviews,
 * history rows and controls may change without a new version, so they stand outside it.
 */
export function fingerprintOf(frontmatter: PolicyFrontmatter, body: string): string {
  const { title, version, classification, owner, effective, duties, changeRules } = frontmatter;
  const normative = { title, version, classification, owner, effective, duties, changeRules };
  return createHash('sha256')
    .update(canonicalJson(normative))
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
