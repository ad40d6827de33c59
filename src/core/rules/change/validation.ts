import { landingOfParts, partName } from '../../changes/follow-ups/follow-up-contents.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import { calendarDateOf, epochOf, type Instant } from '../../model/instant.ts';
import { isWithin, lastDayOf, periodInWords } from '../../model/period.ts';
import { deploymentOf } from '../facts/deployment.ts';
import { landedLateInWords } from '../facts/landing.ts';
import { fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const allowed = 'it was due within {period} of deployment, until {due}';
const validate = 'Validate it in production and write "validated" in content/changes/{change}.mdx';
const answer = 'Answer the deviation in content/answers.';
const messages = {
  notRequired: notApplicable('The change touches no scope that is validated.'),
  deploymentUnknown: unknown(
    'The time of the deployment is not known, from which the time to validate is counted.',
    'Add the file of deployments that "deployments" in policybook.yaml names, or write "deployed" in a follow-up.',
  ),
  open: unknown(
    `The change touches the scope {scope} and is not validated; ${allowed}.`,
    `${validate}.`,
  ),
  missing: fail(
    `The change touches the scope {scope} and is not validated; ${allowed}.`,
    `${validate}; answer the deviation in content/answers.`,
  ),
  late: fail(`Validated only at {done}; ${allowed}.`, answer),
  landedLate: fail(`Its validation is dated {done} and {landed}; ${allowed}.`, answer),
  validated: pass(`Validated at {done}; ${allowed}.`),
} as const;

const paths = ['src/auth/session.ts'];

export const changeValidation: ChangeRule = {
  code: 'change/validation',
  requirement:
    'A change in a scope that the policy names is validated in production in time after its deployment.',
  messages,
  example: {
    good: {
      paths,
      followUp: ['validated: { at: 2026-03-03T15:00:00Z, by: ben, note: Signed in and out. }'],
    },
    bad: {
      paths,
      followUp: ['validated: { at: 2026-03-09T15:00:00Z, by: ben, note: Signed in and out. }'],
    },
  },

  judge(change, context) {
    const { changeRules, settings, asOf } = context;
    const { validation } = changeRules;
    const scope = validation?.scopes.find((one) => change.scopes.includes(one));
    if (!validation || scope === undefined) return messages.notRequired;
    const { clause, level = 'must', within } = validation;
    const at = { level, clause };
    const deployed = deploymentOf(change, context)?.at;
    if (deployed === undefined) return { ...messages.deploymentUnknown, ...at };
    const due = lastDayOf(deployed, within, settings.timeZone);
    const facts = {
      scope,
      period: periodInWords(within),
      due: dateInWords(due),
      change: change.id,
    };
    const isInTime = (done: Instant) => isWithin(deployed, within, done, settings.timeZone);
    const stated = change.followUps
      .flatMap((followUp) => {
        const { validated } = followUp.fields;
        if (!validated) return [];
        const landed = landingOfParts(followUp, [partName.validated(validated)]);
        const isLandedLate = landed && !(landed.at ? isInTime(landed.at) : asOf <= due);
        return [{ done: validated.at, ...(isLandedLate && { late: landed }) }];
      })
      .filter(
        ({ done }) =>
          epochOf(done) >= epochOf(deployed) && calendarDateOf(done, settings.timeZone) <= asOf,
      )
      .sort((left, right) => epochOf(left.done) - epochOf(right.done));
    const first = stated.find(({ late }) => !late) ?? stated[0];
    if (!first) return { ...fill(due < asOf ? messages.missing : messages.open, facts), ...at };
    const { done, late } = first;
    if (!isInTime(done)) return { ...fill(messages.late, { ...facts, done }), ...at };
    if (!late) return { ...fill(messages.validated, { ...facts, done }), ...at };
    const landed = landedLateInWords(late, context);
    return { ...fill(messages.landedLate, { ...facts, done, landed }), ...at };
  },
};
