import type { Book } from '../model/book.ts';
import type { CalendarDate } from '../model/calendar-date.ts';
import type { Policy, PolicyVersion } from '../model/policy.ts';
import type { PolicyFrontmatter } from '../schemas/policy.ts';
import { standingInWords, versionInForce } from './in-force-words.ts';
import { idInWords } from '../model/id-in-words.ts';

/** What a list of policies shows of one. */
export interface PolicyRow {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** "In force since 25 March 2026". */
  readonly standing: string;
  readonly owner: string;
  readonly nextReview: CalendarDate;
  readonly lastReview?: CalendarDate;
  /** "Internal"; in the public edition "Public extract of version 1.2". */
  readonly label: string;
  readonly controls: readonly ControlGroup[];
}

/** Controls of one framework: "SOC 2", CC8.1. */
export interface ControlGroup {
  readonly framework: string;
  readonly controls: readonly string[];
}

const frameworks: Readonly<Record<string, string>> = {
  soc2: 'SOC 2',
  iso27001: 'ISO 27001',
  hipaa: 'HIPAA',
  gdpr: 'GDPR',
};

export function controlGroups(controls: PolicyFrontmatter['controls']): ControlGroup[] {
  return Object.entries(controls).map(([id, ids]) => ({
    framework: frameworks[id] ?? id.toUpperCase(),
    controls: ids,
  }));
}

/** How a document is labelled: its classification, or for customers how much of it they read. */
export function labelInWords(
  { version, frontmatter }: PolicyVersion,
  edition: 'internal' | 'public',
): string {
  if (edition === 'internal') return idInWords(frontmatter.classification);
  return frontmatter.publish === 'extract' ? `Public extract of version ${version}` : 'Whole text';
}

function policyRow(policy: Policy, asOf: CalendarDate, edition: 'internal' | 'public'): PolicyRow {
  const shown = policy.current;
  const { frontmatter } = shown;
  const inForce = versionInForce(policy, asOf);
  const lastReview = frontmatter.reviews[0]?.on;
  return {
    id: policy.id,
    title: frontmatter.title,
    version: (inForce ?? shown).version,
    standing: standingInWords(policy, inForce ?? shown, asOf),
    owner: idInWords(frontmatter.owner),
    nextReview: frontmatter.nextReview,
    ...(lastReview !== undefined && { lastReview }),
    label: labelInWords(shown, edition),
    controls: controlGroups(frontmatter.controls),
  };
}

/** The policies by title. */
export function policyRows({ policies, asOf }: Book, edition: 'internal' | 'public'): PolicyRow[] {
  return policies.map((policy) => policyRow(policy, asOf, edition));
}
