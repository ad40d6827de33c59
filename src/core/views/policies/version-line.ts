import { compareVersions } from '../../model/compare-versions.ts';
import { lostRows } from '../../history/in-force.ts';
import type { Book } from '../../model/book.ts';
import type { Policy } from '../../model/policy.ts';
import { inForceSpan, spanInWords, versionInForce } from './in-force-words.ts';

/** A version on the line of versions. */
export interface VersionMark {
  readonly version: string;
  /** "12 November 2025 to 24 March 2026". */
  readonly span: string;
  /** Whether it is the one in force. */
  readonly holds: boolean;
  readonly summary?: string;
  /** "Written by Jonas Leitner". */
  readonly by?: string;
  /** Its text is lost, and it has no page. */
  readonly isLost?: true;
}

/** All versions of a policy with their spans, oldest first as time runs. */
export function versionLine(policy: Policy, { people, asOf }: Book): VersionMark[] {
  const inForce = versionInForce(policy, asOf);
  const kept = policy.versions.map(({ version, frontmatter }): VersionMark => {
    const span = inForceSpan(policy, version);
    const row = [...policy.current.frontmatter.history, ...frontmatter.history].find(
      (one) => one.version === version,
    );
    const writer = row && people[row.by]?.name;
    return {
      version,
      span: span
        ? spanInWords(span, asOf).replace(/^./, (first) => first.toUpperCase())
        : 'Not in force',
      holds: version === inForce?.version,
      ...(row && { summary: row.summary }),
      ...(writer !== undefined && { by: `Written by ${writer}` }),
    };
  });
  const lost = lostRows(policy).map(({ version, summary }): VersionMark => {
    return { version, span: 'Text not kept', holds: false, summary, isLost: true };
  });
  return [...kept, ...lost].sort((left, right) => compareVersions(left.version, right.version));
}
