import { isWhole, type PublicBook } from '../../model/edition.ts';
import { reviewDay } from '../../history/early-reviews.ts';
import { reviewKey } from '../../history/find-removed-reviews.ts';
import { isOver, shownVersion } from '../../history/in-force.ts';
import type { CalendarDate, PartialDate } from '../../model/calendar-date.ts';
import { idInWords } from '../../model/id-in-words.ts';
import type { Decision, Policy, PolicyVersion } from '../../model/policy.ts';
import type { Proof } from '../../schemas/change-rules.ts';
import { dayContent, inlineList, link, type Content, type FieldLine } from '../content.ts';
import { controlPath, ownerPath } from '../paths.ts';
import { holdersOf } from '../reviews/owners.ts';
import { standingInWords } from './in-force-words.ts';
import { controlGroups, labelInWords, type ControlGroup } from './policy-rows.ts';

/** Something that was done on a day, and by whom; a public edition names no person and of an approval the role. */
export interface Act {
  readonly on: PartialDate;
  readonly by?: string;
  /** How well it is known, where git and the forge can show it. */
  readonly proof?: Proof;
}

/** The title block of a version. */
export interface DocumentHead {
  readonly title: string;
  readonly version: string;
  /** "In force since 25 March 2026". */
  readonly standing: string;
  /** "Internal", or "Public extract of version 1.2". */
  readonly label: string;
  /** The role; for staff with who has it today, as a link to what that role has to do. */
  readonly owner: Content;
  readonly approval?: Act;
  readonly review?: Act;
  readonly nextReview: CalendarDate;
  readonly appliesTo?: string;
  readonly controls: readonly ControlGroup[];
  readonly lastChange?: string;
  /** For the foot of each printed page. */
  readonly foot: string;
}

function actOf(by: string, on: CalendarDate, book: PublicBook): Act {
  const name = isWhole(book) ? book.people[by]?.name : idInWords(by);
  return name ? { on, by: name } : { on };
}

/** The title block of a version as the readers of a book see it. */
export function documentHead(
  book: PublicBook,
  policy: Policy,
  version: PolicyVersion,
): DocumentHead {
  const { frontmatter } = version;
  const { approval, history, appliesTo } = frontmatter;
  const { review, nextReview } = reviewsOf(book, policy, version);
  const row = history.find((one) => one.version === version.version);
  const lastChange = isWhole(book) ? row?.summary : row?.publicSummary;
  const standing = standingInWords(policy, version, book.asOf);
  return {
    title: frontmatter.title,
    version: version.version,
    standing,
    label: labelInWords(version, book),
    owner: ownerContent(book, policy, version),
    ...(approval && {
      approval: {
        ...actOf(approval.by, approval.on, book),
        ...proofOf(policy.proofs?.approvals.get(version.version)),
      },
    }),
    ...(review && {
      review: {
        ...actOf(review.by, review.on, book),
        ...proofOf(policy.proofs?.reviews.get(reviewKey(review))),
      },
    }),
    nextReview,
    ...(appliesTo !== undefined && { appliesTo }),
    controls: controlGroups(frontmatter.controls),
    ...(lastChange !== undefined && { lastChange: endSentence(lastChange) }),
    foot: `${frontmatter.title} · Version ${version.version} · ${standing}`,
  };
}

function ownerContent(book: PublicBook, policy: Policy, { frontmatter }: PolicyVersion): Content {
  const role = frontmatter.owner;
  const name = idInWords(role);
  const isOwner = role === policy.current.frontmatter.owner && !isOver(policy, book.asOf);
  if (!isWhole(book) || !isOwner) return name;
  const holders = holdersOf(role, book.people, book.asOf);
  return [link(ownerPath(role), name), ...holders.map((holder) => `, ${holder}`)];
}

/** The facts of a title block; `linked` controls lead to what the book contains on them. */
export function headFacts(head: DocumentHead, { linked }: { linked: boolean }): FieldLine[] {
  const { owner, approval, review, nextReview, appliesTo, controls } = head;
  return [
    { label: 'Owner', value: owner },
    ...(approval ? [{ label: 'Approved', value: actContent(approval) }] : []),
    ...(review ? [{ label: 'Last reviewed', value: actContent(review) }] : []),
    { label: 'Next review', value: dayContent(nextReview) },
    ...(appliesTo ? [{ label: 'Applies to', value: appliesTo }] : []),
    ...controls.map(({ framework, controls: ids }) => ({
      label: framework,
      value: linked
        ? inlineList(ids.map((id) => link(controlPath(framework, id), id)))
        : ids.join(', '),
    })),
  ];
}

export function actContent({ by, on, proof }: Act): Content {
  return [
    by === undefined ? undefined : `${by}, `,
    dayContent(on),
    proof === undefined ? undefined : ` (${proof})`,
  ];
}

/** The proof of a decision, as an act has it. */
export function proofOf(decision: Decision | undefined): Pick<Act, 'proof'> {
  return decision ? { proof: decision.proof } : {};
}

// Reviews of the version in force are written into the file that contains the next draft.
function reviewsOf(book: PublicBook, policy: Policy, version: PolicyVersion) {
  const isShown = version.version === shownVersion(policy, book.asOf).version;
  const { reviews, nextReview: ordinary } = (isShown ? policy.current : version).frontmatter;
  const nextReview = isShown ? reviewDay(policy, book) : ordinary;
  const review = reviews.reduce(
    (latest, one) => (latest === undefined || one.on > latest.on ? one : latest),
    reviews[0],
  );
  return { review, nextReview };
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
