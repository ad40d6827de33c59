import { calendarDateOf, epochOf } from '../../model/instant.ts';
import { hasElapsed, parsePeriod, periodInWords } from '../../model/period.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import { declaredType, withoutType } from '../facts/declared.ts';
import { deploymentOf } from '../facts/deployment.ts';
import { fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const tooShort =
  'Deployed at {deployed} and monitored only until {until}; this type requires {period}.';
const messages = {
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
  tooShort: fail(tooShort, 'Answer the deviation in content/answers.'),
  tooShortAsAdvice: fail(tooShort, 'State in the follow-up why it was monitored for less.'),
} as const;

export const changeMonitoring: ChangeRule = {
  code: 'change/monitoring',
  requirement: 'A change is monitored after its deployment for as long as its type requires.',
  messages,
  example: {
    good: { followUp: ['monitored: { until: 2026-03-03T14:00:00Z, by: ada, note: No errors. }'] },
    bad: { followUp: ['monitored: { until: 2026-03-03T11:30:00Z, by: ada, note: No errors. }'] },
  },

  judge(change, context) {
    const { changeRules, settings, asOf } = context;
    const { monitoring } = changeRules;
    if (!monitoring) return messages.notInVersion;
    const { clause, level = 'must' } = monitoring;
    const at = { level, clause };
    if (!declaredType(change, changeRules)) return { ...withoutType(clause), level };
    const required = periodFor(monitoring, change.fields.type?.value ?? '');
    if (!required) return { ...messages.notForType, ...at };
    const period = periodInWords(required);
    const deployed = deploymentOf(change, context)?.at;
    const until = change.followUps
      .flatMap(({ fields }) => fields.monitored?.until ?? [])
      .filter((moment) => calendarDateOf(moment, settings.timeZone) <= asOf)
      .sort((left, right) => epochOf(right) - epochOf(left))[0];
    if (!until) return { ...fill(messages.missing, { period, change: change.id }), ...at };
    if (deployed === undefined) {
      return { ...fill(messages.deploymentUnknown, { until, change: change.id }), ...at };
    }
    if (hasElapsed(deployed, required, until, settings.timeZone)) {
      return { ...fill(messages.monitored, { until, period }), ...at };
    }
    const message = level === 'must' ? messages.tooShort : messages.tooShortAsAdvice;
    return { ...fill(message, { deployed, until, period }), ...at };
  },
};

function periodFor(monitoring: NonNullable<ChangeRules['monitoring']>, type: string) {
  const value: unknown = Object.hasOwn(monitoring, type) ? monitoring[type] : undefined;
  return typeof value === 'string' ? parsePeriod(value) : undefined;
}
