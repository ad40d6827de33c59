import type { ChangeRule, DocumentRule } from './rule.ts';
import { answerByAuthor } from './book/answer-by-author.ts';
import { answerExpired } from './book/answer-expired.ts';
import { answerUnmatched } from './book/answer-unmatched.ts';
import { deviationUnanswered } from './book/deviation-unanswered.ts';
import { changeApprovals } from './change/approvals.ts';
import { changeRecordFields } from './change/record-fields.ts';
import { changeRetrospective } from './change/retrospective.ts';
import { changeSeparation } from './change/separation.ts';
import { changeType } from './change/type.ts';
import { approvalMissing } from './policy/approval-missing.ts';
import { archiveDisagrees } from './policy/archive-disagrees.ts';
import { clauseUnknown } from './policy/clause-unknown.ts';
import { controlUnknown } from './policy/control-unknown.ts';
import { headingMissing } from './policy/heading-missing.ts';
import { imageUnknown } from './policy/image-unknown.ts';
import { linkUnknown } from './policy/link-unknown.ts';
import { nextReviewDisagrees } from './policy/next-review-disagrees.ts';
import { parameterUnknown } from './policy/parameter-unknown.ts';
import { personUnknown } from './policy/person-unknown.ts';
import { relatedUnknown } from './policy/related-unknown.ts';
import { reviewDue } from './policy/review-due.ts';
import { reviewOverdue } from './policy/review-overdue.ts';
import { roleUnknown } from './policy/role-unknown.ts';

/** Rules on documents, in the order of the catalogue. */
export const documentRules: readonly DocumentRule[] = [
  reviewOverdue,
  reviewDue,
  nextReviewDisagrees,
  approvalMissing,
  archiveDisagrees,
  headingMissing,
  clauseUnknown,
  parameterUnknown,
  linkUnknown,
  imageUnknown,
  relatedUnknown,
  roleUnknown,
  personUnknown,
  controlUnknown,
  answerUnmatched,
  answerExpired,
  answerByAuthor,
  deviationUnanswered,
];

/** Rules on changes, in the order in which a record is read. */
export const changeRules: readonly ChangeRule[] = [
  changeType,
  changeRecordFields,
  changeApprovals,
  changeSeparation,
  changeRetrospective,
];
