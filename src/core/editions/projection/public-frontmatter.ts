import type { CalendarDate, PartialDate } from '../../model/calendar-date.ts';
import { compareVersions, type TextReferences } from '../../model/policy.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import type { PolicyFrontmatter } from '../../schemas/policy.ts';

/** A person where the type requires one; no public page prints it. */
const noPerson = '';

export interface PublicFields {
  /** What the text as it will be published prints of the fields. */
  readonly printed: TextReferences['data'];
  readonly isPublic: (policy: string) => boolean;
  /** Replaces withheld words in a plain text. */
  readonly withhold: (text: string) => string;
  /** Whether the text lost nothing. */
  readonly isWhole: boolean;
  /** The role of the person who approved it; absent where the person had none. */
  readonly approvedBy: string | undefined;
  /** The days of the reviews that count. */
  readonly reviewed: readonly CalendarDate[];
  /** The day from which the version is in force: later than the document states where it landed later. */
  readonly inForceFrom: PartialDate;
  /** The day by which the policy is to be reviewed at the latest. */
  readonly nextReview: CalendarDate;
}

/** The fields of a policy that customers may see, each named here: of an approval the day, and the role in place of the person. */
export function publicFrontmatter(
  from: PolicyFrontmatter,
  { printed: used, isPublic, withhold, ...known }: PublicFields,
): PolicyFrontmatter {
  const { duties, ...printed } = printedData(used, from);
  return {
    title: withhold(from.title),
    kind: from.kind,
    version: from.version,
    status: from.status,
    classification: from.classification,
    publish: known.isWhole ? 'whole' : 'extract',
    owner: from.owner,
    effective: known.inForceFrom,
    ...(from.approval && { approval: { by: known.approvedBy ?? noPerson, on: from.approval.on } }),
    nextReview: known.nextReview,
    reviewEvery: from.reviewEvery,
    reviewOn: [],
    contacts: {},
    controls: publicControls(from),
    related: from.related.filter(isPublic),
    history: publicHistory(from, withhold),
    reviews: publicReviews(from, known.reviewed),
    duties: duties.map((duty) => ({ ...duty, what: withhold(duty.what) })),
    ...printed,
  };
}

// Catalogues that anybody may know. Another name may be that of a customer's list, or of our own.
const publicFrameworks = ['soc2', 'iso27001', 'hipaa', 'gdpr'];

function isPublicFramework(framework: string): boolean {
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
        by: noPerson,
        change: row.change,
        summary: words,
        publicSummary: words,
      },
    ];
  });
}

// Only the days are public; the other fields are the same in every row, so that they reveal nothing.
function publicReviews(
  { version }: PolicyFrontmatter,
  days: readonly CalendarDate[],
): PolicyFrontmatter['reviews'] {
  return days.map((on) => ({ on, by: noPerson, version, outcome: 'unchanged', note: '' }));
}

type Tree = Record<string, unknown>;

const categoryColumns = ['clause', 'type', 'signOff', 'securityReview', 'requires'];
const typeColumns = ['clause', 'approvals', 'approvers', 'kinds', 'leadTime', 'tests', 'staging'];

/** The data of a policy's frontmatter that the components of a text print, and nothing beside it. */
function printedData(
  used: TextReferences['data'],
  { changeRules, duties }: PolicyFrontmatter,
): Pick<PolicyFrontmatter, 'duties' | 'changeRules'> {
  const paths = changeRules ? used.flatMap((one) => pathsOf(one, changeRules)) : [];
  const printed: Tree = { types: {} };
  for (const path of paths) copyPath(changeRules ?? {}, printed, path);
  return {
    duties: used.some(({ component }) => component === 'Duties')
      ? duties.map((duty, index) => ({ ...duty, id: `duty-${index + 1}` }))
      : [],
    // Only printed sections stay, which the schema of a policy's own text does not allow.
    ...(paths.length > 0 && { changeRules: printed as ChangeRules }),
  };
}

function pathsOf(
  { component, parameter = '' }: TextReferences['data'][number],
  rules: ChangeRules,
): string[][] {
  switch (component) {
    case 'Param':
      return [parameter.split('.')];
    case 'ChangeTypes':
      return Object.keys(rules.types).flatMap((type) => [
        ...typeColumns.map((column) => ['types', type, column]),
        ['monitoring', type],
      ]);
    case 'ChangeCategories':
      return Object.keys(rules.categories ?? {}).flatMap((category) =>
        categoryColumns.map((column) => ['categories', category, column]),
      );
    case 'MetricTargets':
      return Object.keys(rules.metrics ?? {})
        .filter((metric) => metric !== 'clause')
        .map((metric) => ['metrics', metric]);
    default:
      return [];
  }
}

/** Copies the value at a path, with the groups above it but not their other fields. A path that leads nowhere copies nothing. */
function copyPath(from: object, to: Tree, path: readonly string[]): void {
  const [key, ...rest] = path;
  if (key === undefined || !Object.hasOwn(from, key)) return;
  const value = (from as Tree)[key];
  if (rest.length === 0) {
    // A whole group prints nothing; a list, a scalar and a row of the table of targets print themselves.
    const isPrinted = typeof value !== 'object' || Array.isArray(value) || isMetric(value);
    if (isPrinted) to[key] = structuredClone(value);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (!Object.hasOwn(to, key)) to[key] = {};
  copyPath(value, to[key] as Tree, rest);
}

function isMetric(value: object | null): boolean {
  return value !== null && 'target' in value && 'every' in value;
}
