import { planReview, type ReviewOrder } from '../history/plan-review.ts';
import { dateInWords, type CalendarDate } from '../model/calendar-date.ts';
import { personInWords } from '../model/id-in-words.ts';
import { periodInWords } from '../model/period.ts';
import type { Policy } from '../model/policy.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { People } from '../schemas/people.ts';
import { recordReview } from './record-review.ts';
import { formatReviewCommit, type RecordedReview } from './review-commit-message.ts';
import type { Planned, Refusal } from './writing.ts';

interface Setting {
  readonly asOf: CalendarDate;
  readonly people: People;
}

/** One review of several policies. With one policy a refusal refuses all; of several, those refused are left out. */
export function planReviews(
  policies: readonly Policy[],
  order: ReviewOrder,
  setting: Setting,
): Planned {
  const parts = policies.map((policy) => planOne(policy, order, setting));
  const done = parts.filter((part) => 'file' in part);
  const refused = parts.filter((part) => 'refusal' in part);
  const [first] = refused;
  if (first && done.length === 0) return first;
  const message = formatReviewCommit(
    done.map(({ facts }) => facts),
    personInWords(order.by, setting.people),
  );
  return {
    files: done.map(({ file }) => file),
    lines: done.flatMap(({ lines }) => lines),
    warnings: [
      ...done.flatMap(({ warnings }) => warnings),
      ...refused.map(({ title, refusal }) => `${title} is left out. ${refusal.problem}`),
    ],
    next: [`Run npm run check, then commit with:\n\n${message.trimEnd()}`],
  };
}

interface Part {
  readonly file: SourceFile;
  readonly lines: readonly (readonly [string, string])[];
  readonly warnings: readonly string[];
  readonly facts: RecordedReview;
}

function planOne(
  policy: Policy,
  order: ReviewOrder,
  setting: Setting,
): Part | { readonly title: string; readonly refusal: Refusal } {
  const { frontmatter, source } = policy.current;
  const { title, reviewEvery, nextReview: before } = frontmatter;
  const plan = planReview(policy, order, setting);
  if ('refusal' in plan) return { title, refusal: plan.refusal };
  const { review, nextReview, warnings } = plan;
  const recorded = recordReview(source, review, nextReview);
  if ('problem' in recorded) {
    const remedy = `Write it by hand: the review first in reviews, and nextReview: ${nextReview}.`;
    return { title, refusal: { problem: recorded.problem, remedy } };
  }
  const reviewer = personInWords(review.by, setting.people);
  return {
    file: { file: source.file, text: recorded.text },
    lines: [
      ['policy', title],
      [
        'review',
        `${dateInWords(review.on)}, ${reviewer}, version ${review.version}, ${review.outcome}`,
      ],
      ['note', review.note],
      [
        'nextReview',
        `${dateInWords(nextReview)}, ${periodInWords(reviewEvery)} on; it was ${dateInWords(before)}`,
      ],
    ],
    warnings: [
      ...warnings,
      ...(review.outcome === 'retire'
        ? ['The policy is in force until a version with status: retired is written and approved.']
        : []),
    ],
    facts: { title, review, nextReview },
  };
}
