import { createHash } from 'node:crypto';
import { inForceSpans } from '../history/in-force.ts';
import { earliestDay } from '../model/calendar-date.ts';
import type { InForceSpan, Policy, PolicyVersion } from '../model/policy.ts';
import type { DaySpan } from '../model/span.ts';
import { canonicalJson } from './canonical-json.ts';
import { changesOf } from './period-population.ts';
import type { PackFile, PackOrder } from './pack.ts';

/** A version of a policy that the pack contains. */
export interface PackedVersion {
  readonly policy: Policy;
  readonly version: PolicyVersion;
  /** Absent where it may have judged a change and it is not known whether it was in force. */
  readonly span?: InForceSpan;
  readonly path: string;
}

/** The text of each version in force in the period, as it was approved, and what is known of them. */
export function* policyFiles(order: PackOrder): Iterable<PackFile> {
  const versions = listVersions(order);
  yield { path: 'policies.json', bytes: canonicalJson(versions.map(describe)) };
  for (const { path, version } of versions) yield { path, bytes: version.source.text };
}

/** The versions in force in a period and those by which its changes were judged, by policy, oldest first. */
export function listVersions(order: PackOrder): PackedVersion[] {
  const judging = new Set(
    changesOf(order).flatMap(({ judgedBy }) => {
      if (judgedBy.kind === 'none-in-force') return [];
      const versions = judgedBy.kind === 'version' ? [judgedBy.version] : judgedBy.versions;
      return versions.map((version) => `${judgedBy.policy}/${version}`);
    }),
  );
  return order.book.policies.flatMap((policy) => {
    const spans = inForceSpans(policy);
    return policy.versions.toReversed().flatMap((version): PackedVersion[] => {
      const name = `${policy.id}/${version.version}`;
      const span = spans.get(version.version);
      if (!judging.has(name) && !(span && overlaps(span, order))) return [];
      return [{ policy, version, ...(span && { span }), path: `policies/${name}.mdx` }];
    });
  });
}

function overlaps({ from, until: last }: InForceSpan, { from: first, until }: DaySpan): boolean {
  return earliestDay(from) <= until && (last === undefined || last >= first);
}

function describe({ policy: { id }, version, span, path }: PackedVersion) {
  const { frontmatter, fingerprint, source, landed, corrections = [] } = version;
  const { title, kind, status, classification, owner, effective, approval } = frontmatter;
  return {
    policy: id,
    version: version.version,
    title,
    kind,
    status,
    classification,
    owner,
    effective,
    approval: approval ?? null,
    inForceFrom: span?.from ?? null,
    inForceUntil: span?.until ?? null,
    fingerprint,
    path,
    sha256: createHash('sha256').update(source.text).digest('hex'),
    landed: landed ?? null,
    corrections,
  };
}
