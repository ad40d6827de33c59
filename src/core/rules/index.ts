import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Book } from '../model/book.ts';
import type { Part } from '../parse/find-unread.ts';
import type { ChangeRule, DocumentRule } from './rule.ts';
import {
  acknowledgementMisdated,
  acknowledgementOverdue,
  acknowledgementScope,
  acknowledgementUnknown,
} from './book/acknowledgements.ts';
import { addressTwice } from './book/address-twice.ts';
import {
  answerUnmatched,
  answerEmpty,
  answerTwice,
  answerMisdated,
  answerExpired,
  answerExpires,
  answerByAuthor,
  answerByOne,
} from './book/answers.ts';
import { deviationUnanswered } from './book/deviation-unanswered.ts';
import { exceptionTooLong, exceptionUnknown } from './book/exceptions.ts';
import { judgingPolicyUnknown } from './book/judging-policy-unknown.ts';
import { changeAiAgreement, changeAiIsolation, changeAiResults } from './change/ai-checks.ts';
import { changeAfterwards } from './change/afterwards.ts';
import { changeApprovals } from './change/approvals.ts';
import { changeCategory } from './change/category.ts';
import {
  changeTests,
  changeStaging,
  changeRiskParts,
  changeRollbackReal,
} from './change/evidence.ts';
import { changeEmergencyIncident, changeRollbackIncident } from './change/incidents.ts';
import { changeMonitoring } from './change/monitoring.ts';
import { changeRecordInTime } from './change/record-in-time.ts';
import { changeRecordFields, changeTrailers } from './change/record.ts';
import { changeRemediation } from './change/remediation.ts';
import { changeRetention } from './change/retention.ts';
import { changeRetrospective } from './change/retrospective.ts';
import { changeReviewState } from './change/review-state.ts';
import { changeSecurityReview } from './change/security-review.ts';
import { changeSeparation, changeTwoPeople } from './change/separation.ts';
import { changeSignOff } from './change/sign-off.ts';
import { changeLeadTime, changeWindow } from './change/times.ts';
import { changeTitle } from './change/title.ts';
import { changeType } from './change/type.ts';
import {
  changeDeploymentChecks,
  changeRollbackVerified,
  changeTargetedTest,
  changeValidation,
} from './change/validation.ts';
import {
  approvalMissing,
  approvalByOwnerAlone,
  approverUnfit,
  inForceBeforeApproval,
} from './policy/approvals.ts';
import { controlUnknown } from './policy/control-unknown.ts';
import {
  dutyInFuture,
  dutyEvidenceMissing,
  dutyWithoutHolder,
  dutyOverdue,
  dutyUnknown,
} from './policy/duties.ts';
import { approvalUnproven, reviewUnproven } from './policy/decision-proofs.ts';
import { editorialHidesDuty } from './policy/editorial-hides-duty.ts';
import { headingMissing, importResidue } from './policy/headings.ts';
import {
  historyMissing,
  historyExtra,
  historyBackwards,
  archiveMisnamed,
} from './policy/history.ts';
import { clauseMentioned } from './policy/mentions.ts';
import { nameUnknown, roleUnknown } from './policy/names.ts';
import {
  clauseUnknown,
  parameterUnknown,
  linkUnknown,
  imageUnknown,
  personUnknown,
  relatedUnknown,
} from './policy/references.ts';
import { reviewerUnfit, reviewByLastEditor, reviewRemoved } from './policy/reviewers.ts';
import { policyWording } from './policy/wording.ts';
import { reviewOverdue, reviewDue, reviewDueEarly, reviewsBunched } from './policy/review-dates.ts';
import {
  nextReviewDisagrees,
  reviewIntervalTooLong,
  reviewInFuture,
  reviewBeforeVersion,
  reviewUnknownVersion,
  reviewNoteRepeated,
} from './policy/reviews.ts';
import {
  versionAltered,
  versionDown,
  versionTwice,
  landedBackwards,
  historyContradicted,
  archiveEdited,
} from './policy/version-faults.ts';

/** Rules on documents, in the order of the catalogue. */
export const documentRules: readonly DocumentRule[] = [
  reviewOverdue,
  reviewDue,
  reviewDueEarly,
  nextReviewDisagrees,
  reviewIntervalTooLong,
  reviewInFuture,
  reviewBeforeVersion,
  reviewUnknownVersion,
  reviewNoteRepeated,
  reviewerUnfit,
  reviewByLastEditor,
  reviewRemoved,
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
  approverUnfit,
  approvalUnproven,
  reviewUnproven,
  landedBackwards,
  historyMissing,
  historyExtra,
  historyBackwards,
  historyContradicted,
  archiveMisnamed,
  archiveEdited,
  headingMissing,
  importResidue,
  policyWording,
  clauseUnknown,
  clauseMentioned,
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
  answerExpires,
  answerByAuthor,
  answerByOne,
  exceptionUnknown,
  exceptionTooLong,
  deviationUnanswered,
  acknowledgementUnknown,
  acknowledgementMisdated,
  acknowledgementOverdue,
  acknowledgementScope,
];

/** Rules on changes, in the order in which a record is read. */
export const changeRules: readonly ChangeRule[] = [
  changeType,
  changeCategory,
  changeTitle,
  changeRecordFields,
  changeTrailers,
  changeRiskParts,
  changeRollbackReal,
  changeTests,
  changeStaging,
  changeTargetedTest,
  changeAiResults,
  changeAiIsolation,
  changeAiAgreement,
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
  changeAfterwards,
  changeRetrospective,
  changeRemediation,
  changeRollbackIncident,
  changeRollbackVerified,
  changeValidation,
  changeDeploymentChecks,
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
