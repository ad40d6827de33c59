import { isWhole, type PublicBook } from '../../model/edition.ts';
import { dayContent, dueContent, link, under, type Content } from '../content.ts';
import { policyPath } from '../paths.ts';
import { tableContent, type Column } from '../table.ts';
import { reviewDay } from '../../history/early-reviews.ts';
import { inForceOn, shownVersion } from '../../history/in-force.ts';
import type { CalendarDate } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { Policy, PolicyVersion } from '../../model/policy.ts';
import type { PolicyFrontmatter } from '../../schemas/policy.ts';
import { standingInWords } from './in-force-words.ts';

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

/** "SOC 2" for soc2; another framework in capitals. */
export function frameworkInWords(id: string): string {
  return (Object.hasOwn(frameworks, id) ? frameworks[id] : undefined) ?? id.toUpperCase();
}

export function controlGroups(controls: PolicyFrontmatter['controls']): ControlGroup[] {
  return Object.entries(controls).map(([id, ids]) => ({
    framework: frameworkInWords(id),
    controls: ids,
  }));
}

/** How a document is labelled: its classification, or for customers how much of it they read. */
export function labelInWords({ version, frontmatter }: PolicyVersion, book: PublicBook): string {
  if (isWhole(book)) {
    const { classification, kind } = frontmatter;
    return idInWords(classification) + (kind === 'policy' ? '' : ` ${kind}`);
  }
  return frontmatter.publish === 'extract' ? `Public extract of version ${version}` : 'Whole text';
}

function policyRow(policy: Policy, book: PublicBook): PolicyRow {
  const { asOf } = book;
  const shown = shownVersion(policy, asOf);
  const { frontmatter } = shown;
  const { reviews } = policy.current.frontmatter;
  const [lastReview] = reviews.map(({ on }) => on).sort((left, right) => (left < right ? 1 : -1));
  return {
    id: policy.id,
    title: frontmatter.title,
    version: shown.version,
    standing: standingInWords(policy, shown, asOf),
    owner: idInWords(frontmatter.owner),
    nextReview: reviewDay(policy, book),
    ...(lastReview !== undefined && { lastReview }),
    label: labelInWords(shown, book),
    controls: controlGroups(frontmatter.controls),
  };
}

/** The policies by title. */
export function policyRows(book: PublicBook): PolicyRow[] {
  return book.policies.map((policy) => policyRow(policy, book));
}

/** Those with a version in force, and those where a month-only date leaves it open. */
export function rowsInForce(book: PublicBook): PolicyRow[] {
  const { policies, asOf } = book;
  const inForce = new Set(
    policies.filter((policy) => inForceOn(policy, asOf).kind !== 'none').map(({ id }) => id),
  );
  return policyRows(book).filter(({ id }) => inForce.has(id));
}

/** Policies by title. */
export function policiesTable(rows: readonly PolicyRow[], book: PublicBook): Content {
  const isPublic = !isWhole(book);
  const columns: Column<PolicyRow>[] = [
    {
      label: 'Policy',
      isHead: true,
      style: 'wide',
      cell: ({ id, title, label }) => [link(policyPath(id), title, 'title'), under(label)],
    },
    { label: 'Version', narrow: 'Version', cell: ({ version }) => version },
    { label: 'Status', cell: ({ standing }) => standing },
    isPublic
      ? {
          label: 'Last review',
          narrow: 'Last review',
          cell: ({ lastReview }) => (lastReview ? dayContent(lastReview) : 'None yet'),
        }
      : { label: 'Owner', narrow: 'Owner', cell: ({ owner }) => owner },
    {
      label: 'Next review',
      narrow: 'Next review',
      cell: ({ nextReview }) => dueContent(nextReview, book.asOf),
    },
    ...(isPublic ? [controlsColumn] : []),
  ];
  return tableContent(columns, rows, {
    caption: 'Policies by title',
    empty: isPublic ? 'No policy is published yet.' : 'No policy is in force yet.',
  });
}

const controlsColumn: Column<PolicyRow> = {
  label: 'Controls',
  style: 'wide',
  cell: ({ controls }) =>
    controls.map((group) => under(`${group.framework} ${group.controls.join(', ')}`)),
};
