import { landingOfParts, partName } from '../../changes/follow-ups/follow-up-contents.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import { calendarDateOf, epochOf, momentInWords, type Instant } from '../../model/instant.ts';
import { hasElapsed, isWithin, lastDayOf, parsePeriod, periodInWords } from '../../model/period.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import { declaredType, withoutType } from '../facts/declared.ts';
import { deploymentOf } from '../facts/deployment.ts';
import { readResultOf } from '../facts/heads.ts';
import { landedLateInWords } from '../facts/landing.ts';
import { fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const allowed = 'it was due within {period} of deployment, until {due}';
const validate = 'Validate it in production and write "validated" in content/changes/{change}.mdx';
const answer = 'Answer the deviation in content/answers.';
const onValidation = {
  notInVersion: notApplicable('The version in force requires no validation.'),
  notInScope: notApplicable('The change touches no scope that is validated ({scopes}).'),
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
  late: fail(`Validated only on {done}; ${allowed}.`, answer),
  landedLate: fail(`Its validation is dated {done} and {landed}; ${allowed}.`, answer),
  failed: fail(
    'The validation on {done} ended with "{result}".',
    'Repair the change or roll it back, and validate it again; answer the deviation in content/answers.',
  ),
  unread: unknown(
    'The validation on {done} does not state with which result it ended{result}.',
    'Write "result: passed" below "validated" in content/changes/{change}.mdx, if it passed.',
  ),
  written: ' ("{written}")',
  validated: pass(`Validated on {done}; ${allowed}.`),
} as const;

const paths = ['src/auth/session.ts'];

export const changeValidation: ChangeRule = {
  code: 'change/validation',
  requirement:
    'A change in a scope that the policy names is validated in production in time after its deployment.',
  messages: onValidation,
  example: {
    good: {
      paths,
      followUp: [
        'validated: { at: 2026-03-03T15:00:00Z, by: ben, result: passed, note: Signed in and out. }',
      ],
    },
    bad: {
      paths,
      followUp: [
        'validated: { at: 2026-03-09T15:00:00Z, by: ben, result: passed, note: Signed in and out. }',
      ],
    },
  },

  judge(change, context) {
    const { changeRules, settings, asOf } = context;
    const { validation } = changeRules;
    if (!validation) return onValidation.notInVersion;
    const { clause, level = 'must', within, scopes } = validation;
    const at = { level, clause };
    const scope = scopes.find((one) => change.scopes.includes(one));
    if (scope === undefined) {
      return { ...fill(onValidation.notInScope, { scopes: scopes.join(', ') }), ...at };
    }
    const deployed = deploymentOf(change, context)?.at;
    if (deployed === undefined) return { ...onValidation.deploymentUnknown, ...at };
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
        const { at: done, result } = validated;
        return [{ done, result, ...(isLandedLate && { late: landed }) }];
      })
      .filter(
        ({ done }) =>
          epochOf(done) >= epochOf(deployed) && calendarDateOf(done, settings.timeZone) <= asOf,
      )
      .sort((left, right) => epochOf(left.done) - epochOf(right.done));
    const isPassed = ({ result }: { readonly result: string | undefined }) =>
      readResultOf(result, context) === 'passed';
    const first =
      stated.find((one) => !one.late && isPassed(one)) ??
      stated.find(({ late }) => !late) ??
      stated[0];
    if (!first)
      return { ...fill(due < asOf ? onValidation.missing : onValidation.open, facts), ...at };
    const { late, result } = first;
    const done = momentInWords(first.done, settings.timeZone);
    const outcome = readResultOf(result, context);
    if (!isInTime(first.done)) return { ...fill(onValidation.late, { ...facts, done }), ...at };
    if (outcome === 'not-passed') {
      return { ...fill(onValidation.failed, { done, result: result ?? '' }), ...at };
    }
    if (late) {
      const landed = landedLateInWords(late, context);
      return { ...fill(onValidation.landedLate, { ...facts, done, landed }), ...at };
    }
    if (outcome === 'unread') {
      const written = result === undefined ? '' : fill(onValidation.written, { written: result });
      return { ...fill(onValidation.unread, { done, result: written, change: change.id }), ...at };
    }
    return { ...fill(onValidation.validated, { ...facts, done }), ...at };
  },
};

const tooShort =
  'Deployed on {deployed} and monitored only until {until}; this type requires {period}.';
const onMonitoring = {
  notInVersion: notApplicable('The version in force requires no monitoring.'),
  notForType: notApplicable('This type requires no monitoring.'),
  missing: unknown(
    'No follow-up states how long the change was monitored; this type requires {period}.',
    'Write "monitored" in content/changes/{change}.mdx.',
  ),
  deploymentUnknown: unknown(
    'The change was monitored until {until}; the time of its deployment is not known.',
    'Write "deployed" in content/changes/{change}.mdx.',
  ),
  monitored: pass('Monitored until {until}, at least {period}.'),
  failed: fail(
    'The monitoring until {until} ended with "{result}".',
    'Repair the change or roll it back, and name the change that does so.',
  ),
  unread: unknown(
    'The monitoring until {until} does not state with which result it ended.',
    'Write "result: passed" below "monitored" in content/changes/{change}.mdx, if nothing was found.',
  ),
  tooShort: fail(tooShort, 'Answer the deviation in content/answers.'),
  tooShortAsAdvice: fail(tooShort, 'State in the follow-up why it was monitored for less.'),
} as const;

export const changeMonitoring: ChangeRule = {
  code: 'change/monitoring',
  requirement: 'A change is monitored after its deployment for as long as its type requires.',
  messages: onMonitoring,
  example: {
    good: {
      followUp: [
        'monitored: { until: 2026-03-03T14:00:00Z, by: ada, result: passed, note: No errors. }',
      ],
    },
    bad: {
      followUp: [
        'monitored: { until: 2026-03-03T11:30:00Z, by: ada, result: passed, note: No errors. }',
      ],
    },
  },

  judge(change, context) {
    const { changeRules, settings, asOf } = context;
    const { monitoring } = changeRules;
    if (!monitoring) return onMonitoring.notInVersion;
    const { clause, level = 'must' } = monitoring;
    const at = { level, clause };
    if (!declaredType(change, changeRules)) return { ...withoutType(clause), level };
    const required = periodFor(monitoring, change.fields.type?.value ?? '');
    if (!required) return { ...onMonitoring.notForType, ...at };
    const period = periodInWords(required);
    const deployed = deploymentOf(change, context)?.at;
    const last = change.followUps
      .flatMap(({ fields }) => fields.monitored ?? [])
      .filter(({ until: moment }) => calendarDateOf(moment, settings.timeZone) <= asOf)
      .sort((left, right) => epochOf(right.until) - epochOf(left.until))[0];
    if (!last) return { ...fill(onMonitoring.missing, { period, change: change.id }), ...at };
    const until = momentInWords(last.until, settings.timeZone);
    const outcome = readResultOf(last.result, context);
    if (outcome === 'not-passed') {
      return { ...fill(onMonitoring.failed, { until, result: last.result ?? '' }), ...at };
    }
    if (outcome === 'unread') {
      return { ...fill(onMonitoring.unread, { until, change: change.id }), ...at };
    }
    if (deployed === undefined) {
      return { ...fill(onMonitoring.deploymentUnknown, { until, change: change.id }), ...at };
    }
    if (hasElapsed(deployed, required, last.until, settings.timeZone)) {
      return { ...fill(onMonitoring.monitored, { until, period }), ...at };
    }
    const message = level === 'must' ? onMonitoring.tooShort : onMonitoring.tooShortAsAdvice;
    const facts = { deployed: momentInWords(deployed, settings.timeZone), until, period };
    return { ...fill(message, facts), ...at };
  },
};

function periodFor(monitoring: NonNullable<ChangeRules['monitoring']>, type: string) {
  const value: unknown = Object.hasOwn(monitoring, type) ? monitoring[type] : undefined;
  return typeof value === 'string' ? parsePeriod(value) : undefined;
}
