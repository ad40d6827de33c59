import { calendarDateOf, epochOf, momentInWords } from '../../model/instant.ts';
import { hasElapsed, parsePeriod, periodInWords } from '../../model/period.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import { declaredType, withoutType } from '../facts/declared.ts';
import { deploymentOf } from '../facts/deployment.ts';
import { readResultOf } from '../facts/heads.ts';
import { fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

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
