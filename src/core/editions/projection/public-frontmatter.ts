import { compareVersions } from '../../model/compare-versions.ts';
import type { TextReferences } from '../../model/policy.ts';
import type { PolicyFrontmatter } from '../../schemas/policy.ts';
import { printedData } from './printed-rules.ts';

/** Where the type asks for a person: customers are told of nobody, and no page prints it. */
const nobody = '';

export interface PublicFields {
  /** What the text as it will be published prints of the fields. */
  readonly printed: TextReferences['data'];
  readonly isPublic: (policy: string) => boolean;
  /** Replaces withheld words in a plain text. */
  readonly withhold: (text: string) => string;
}

/**
 * The fields of a policy that customers may see, each named here; a field that is not named is not published. The
 * day of an approval stays, since a version holds from it; its approver does not.
 */
export function publicFrontmatter(
  from: PolicyFrontmatter,
  { printed: used, isPublic, withhold }: PublicFields,
): PolicyFrontmatter {
  const { duties, ...printed } = printedData(used, from);
  return {
    title: withhold(from.title),
    version: from.version,
    status: from.status,
    classification: from.classification,
    publish: from.publish,
    owner: from.owner,
    effective: from.effective,
    ...(from.approval && { approval: { by: nobody, on: from.approval.on } }),
    nextReview: from.nextReview,
    reviewEvery: from.reviewEvery,
    reviewOn: [],
    contacts: {},
    controls: publicControls(from),
    related: from.related.filter(isPublic),
    history: publicHistory(from, withhold),
    reviews: publicReviews(from),
    duties: duties.map((duty) => ({ ...duty, what: withhold(duty.what) })),
    ...printed,
  };
}

// Catalogues that anybody may know. Under another name may stand what one customer asked, or a list of our own.
const publicFrameworks = ['soc2', 'iso27001', 'hipaa', 'gdpr'];

export function isPublicFramework(framework: string): boolean {
  return publicFrameworks.includes(framework);
}

function publicControls({ controls }: PolicyFrontmatter): PolicyFrontmatter['controls'] {
  return Object.fromEntries(
    Object.entries(controls).filter(([framework]) => isPublicFramework(framework)),
  );
}

function publicHistory(
  { history, version }: PolicyFrontmatter,
  withhold: PublicFields['withhold'],
): PolicyFrontmatter['history'] {
  return history.flatMap((row) => {
    if (row.publicSummary === undefined || compareVersions(row.version, version) > 0) return [];
    const words = withhold(row.publicSummary);
    return [
      {
        version: row.version,
        date: row.date,
        by: nobody,
        change: row.change,
        summary: words,
        publicSummary: words,
      },
    ];
  });
}

// Only the days are public; the other fields are the same in every row, so that they tell nothing.
function publicReviews({ reviews, version }: PolicyFrontmatter): PolicyFrontmatter['reviews'] {
  return reviews.map(({ on }) => ({ on, by: nobody, version, outcome: 'unchanged', note: '' }));
}
