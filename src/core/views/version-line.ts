import type { Book } from '../model/book.ts';
import type { Policy } from '../model/policy.ts';
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
}

/** All versions of a policy with their spans, oldest first as time runs. */
export function versionLine(policy: Policy, { people, asOf }: Book): VersionMark[] {
  const inForce = versionInForce(policy, asOf);
  return policy.versions.toReversed().map(({ version, frontmatter }) => {
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
}
