import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Book } from '../model/book.ts';
import type { Part } from '../parse/parse-content.ts';
import type { ChangeRule, DocumentRule } from './rule.ts';
import { addressTwice } from './book/address-twice.ts';
import { judgingPolicyUnknown } from './book/judging-policy-unknown.ts';
import { deviationUnanswered } from './book/deviation-unanswered.ts';
import {
  nextReviewDisagrees,
  reviewInFuture,
  reviewBeforeVersion,
  reviewUnknownVersion,
  reviewNoteRepeated,
  reviewByLastEditor,
} from './policy/reviews.ts';
import { reviewOverdue, reviewDue } from './policy/review-dates.ts';
import { dutyInFuture, dutyEvidenceMissing, dutyWithoutHolder } from './policy/duty-records.ts';
import {
  versionAltered,
  versionDown,
  versionTwice,
  landedBackwards,
  historyContradicted,
  archiveEdited,
} from './policy/version-faults.ts';
import {
  historyMissing,
  historyExtra,
  historyBackwards,
  archiveMisnamed,
} from './policy/history.ts';
import {
  approvalMissing,
  approvalByOwnerAlone,
  inForceBeforeApproval,
} from './policy/approvals.ts';
import {
  clauseUnknown,
  parameterUnknown,
  linkUnknown,
  imageUnknown,
  personUnknown,
  relatedUnknown,
} from './policy/references.ts';
import {
  answerUnmatched,
  answerEmpty,
  answerTwice,
  answerMisdated,
  answerExpired,
  answerByAuthor,
  answerByOne,
} from './book/answers.ts';
import { changeApprovals } from './change/approvals.ts';
import { changeCategory } from './change/category.ts';
import { changeEmergencyIncident } from './change/emergency-incident.ts';
import { changeLeadTime } from './change/lead-time.ts';
import { changeMonitoring } from './change/monitoring.ts';
import { changeRecordFields } from './change/record-fields.ts';
import { changeRecordInTime } from './change/record-in-time.ts';
import { changeRemediation } from './change/remediation.ts';
import { changeRetention } from './change/retention.ts';
import { changeRetrospective } from './change/retrospective.ts';
import { changeReviewState } from './change/review-state.ts';
import { changeRiskParts } from './change/risk-parts.ts';
import { changeRollbackIncident } from './change/rollback-incident.ts';
import { changeRollbackReal } from './change/rollback-real.ts';
import { changeSecurityReview } from './change/security-review.ts';
import { changeSeparation } from './change/separation.ts';
import { changeSignOff } from './change/sign-off.ts';
import { changeStaging } from './change/staging.ts';
import { changeTests } from './change/tests.ts';
import { changeTrailers } from './change/trailers.ts';
import { changeTwoPeople } from './change/two-people.ts';
import { changeType } from './change/type.ts';
import { changeValidation } from './change/validation.ts';
import { changeWindow } from './change/window.ts';
import { controlUnknown } from './policy/control-unknown.ts';
import { dutyOverdue } from './policy/duty-overdue.ts';
import { dutyUnknown } from './policy/duty-unknown.ts';
import { editorialHidesDuty } from './policy/editorial-hides-duty.ts';
import { headingMissing } from './policy/heading-missing.ts';
import { importResidue } from './policy/import-residue.ts';
import { nameUnknown, roleUnknown } from './policy/names.ts';
import { reviewDueEarly } from './policy/review-due-early.ts';
import { reviewsBunched } from './policy/reviews-bunched.ts';

/** Rules on documents, in the order of the catalogue. */
export const documentRules: readonly DocumentRule[] = [
  reviewOverdue,
  reviewDue,
  reviewDueEarly,
  nextReviewDisagrees,
  reviewInFuture,
  reviewBeforeVersion,
  reviewUnknownVersion,
  reviewNoteRepeated,
  reviewByLastEditor,
  reviewsBunched,
  dutyOverdue,
  dutyUnknown,
  dutyInFuture,
  dutyWithoutHolder,
  dutyEvidenceMissing,
  approvalMissing,
  versionAltered,
  versionDown,
  versionTwice,
  editorialHidesDuty,
  inForceBeforeApproval,
  approvalByOwnerAlone,
  landedBackwards,
  historyMissing,
  historyExtra,
  historyBackwards,
  historyContradicted,
  archiveMisnamed,
  archiveEdited,
  headingMissing,
  importResidue,
  clauseUnknown,
  parameterUnknown,
  linkUnknown,
  imageUnknown,
  relatedUnknown,
  roleUnknown,
  nameUnknown,
  personUnknown,
  addressTwice,
  controlUnknown,
  judgingPolicyUnknown,
  answerUnmatched,
  answerEmpty,
  answerTwice,
  answerMisdated,
  answerExpired,
  answerByAuthor,
  answerByOne,
  deviationUnanswered,
];

/** Rules on changes, in the order in which a record is read. */
export const changeRules: readonly ChangeRule[] = [
  changeType,
  changeCategory,
  changeRecordFields,
  changeTrailers,
  changeRiskParts,
  changeRollbackReal,
  changeTests,
  changeStaging,
  changeApprovals,
  changeSignOff,
  changeSecurityReview,
  changeReviewState,
  changeSeparation,
  changeTwoPeople,
  changeLeadTime,
  changeWindow,
  changeRecordInTime,
  changeEmergencyIncident,
  changeRetrospective,
  changeRemediation,
  changeRollbackIncident,
  changeValidation,
  changeMonitoring,
  changeRetention,
];

/** All violations of the rules on documents, or of some of them, each with the code of its rule. */
export function checkDocuments(
  book: Book,
  unread: ReadonlySet<Part> = new Set(),
  rules: readonly DocumentRule[] = documentRules,
): Diagnostic[] {
  return rules.flatMap(({ code, severity, check }) =>
    Array.from(check(book, unread), (violation) => ({ severity, ...violation, code })),
  );
}
