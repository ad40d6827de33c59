import type { Book, JudgedChange } from '../model/book.ts';
import { epochOf } from '../model/instant.ts';
import { approvalRequiredBy, validOf, weighApprovals } from '../rules/facts/approvals.ts';
import { declaredType } from '../rules/facts/declared.ts';
import type { ChangeRules } from '../schemas/change-rules.ts';
import { judgingRules } from './judging-type.ts';
import type { MetricDefinition, Observation } from './metric.ts';
import { requestedAt } from './lead-time.ts';

export const reviewTime: MetricDefinition = {
  metric: 'review-time',
  title: 'Review time',
  unit: 'minutes',
  definition:
    'From the request of a change to its first approval that counts, the median, over the changes whose type needs one. An approval by an author, a bot or somebody unknown counts as little as one that was withdrawn. Where nobody wrote down when the approval was given, the time is unknown and not guessed from the merge, which may wait for a lead time.',
  counts: {
    numerator: 'changes',
    denominator: 'changes measured',
    unknown:
      'changes without a type of the policy, or whose request or first approval that counts has no time',
  },
  sources: ["Requested-at, or the forge's time of creation", "the forge's reviews, or a follow-up"],
  target: 'reviewTime',

  observe(book) {
    return book.changes.flatMap((change): Observation[] => {
      const rules = judgingRules(change, book);
      if (!rules || !mayNeedApproval(change, rules)) return [];
      const { id, day } = change.record;
      const start = requestedAt(change.record);
      const end = firstApproval(change, rules, book);
      return start === undefined || end === undefined || end < start
        ? [{ change: id, day }]
        : [{ change: id, day, value: (end - start) / 60_000 }];
    });
  },
};

/** Of a change without a type of the policy it is open, unless no type needs an approval. */
function mayNeedApproval({ record }: JudgedChange, rules: ChangeRules): boolean {
  const type = declaredType(record, rules);
  return (type ? [type] : Object.values(rules.types)).some(({ approvals }) => approvals > 0);
}

/** The first approval before the merge that counts. Each is weighed alone: of one person the first matters. */
function firstApproval(
  { record }: JudgedChange,
  changeRules: ChangeRules,
  { people, settings, asOf }: Pick<Book, 'people' | 'settings' | 'asOf'>,
): number | undefined {
  const type = declaredType(record, changeRules);
  if (!type) return undefined;
  const required = approvalRequiredBy(type);
  const moments = record.approvals.flatMap((approval) => {
    const { at } = approval;
    const alone = { ...record, approvals: [approval] };
    return at !== undefined &&
      validOf(weighApprovals(alone, { people, changeRules, settings, asOf }, required))[0]
      ? [epochOf(at)]
      : [];
  });
  const [first] = moments
    .filter((moment) => moment <= epochOf(record.mergedAt))
    .sort((left, right) => left - right);
  return first;
}
