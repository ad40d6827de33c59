import {
  addDays,
  dateInWords,
  weekdayInWords,
  weekdayOf,
  type Weekday,
} from '../../model/calendar-date.ts';
import {
  civilTimeOf,
  momentInWords,
  parseInstant,
  type CivilTime,
  type Instant,
} from '../../model/instant.ts';
import { hasElapsed, periodInWords } from '../../model/period.ts';
import type { ChangeRules } from '../../schemas/change-rules.ts';
import type { Settings } from '../../schemas/settings.ts';
import { declaredType, isForEmergencies, requiredByType, withoutType } from '../facts/declared.ts';
import { deploymentOf } from '../facts/deployment.ts';
import { answerAfterwards, fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule } from '../rule.ts';

const addRequest =
  'Before the merge: add a trailer such as "Requested-at: 2026-03-25T14:05:00+01:00". Afterwards: add the export of the forge, which contains the day of the pull request. For a change made outside git, write requestedAt in its record.';
const onLeadTime = {
  notInVersion: notApplicable('The version in force requires no lead time.'),
  notForType: notApplicable('This type requires no lead time.'),
  followUpOnly: unknown(
    'The request is dated {written} only in a follow-up, which was written after the merge.',
    'Add the export of the forge, which contains the day of the pull request. Next time add "Requested-at" to the message.',
  ),
  unknownRequest: unknown(
    'The time of the request is not known; {period} are required between request and merge.',
    addRequest,
  ),
  unreadRequest: unknown(
    'The request is dated "{written}", which is not a moment with its offset.',
    addRequest,
  ),
  inTime: pass('Requested on {requested} and merged on {merged}, at least {period} later.'),
  tooShort: fail(
    'Requested on {requested} and merged on {merged}; {period} are required between them.',
    `Before the merge: wait, or declare an emergency if it is one. ${answerAfterwards}`,
  ),
} as const;

export const changeLeadTime: ChangeRule = {
  code: 'change/lead-time',
  requirement:
    'The time that a type requires passes between the request for a change and its merge.',
  messages: onLeadTime,
  example: {
    good: { lines: ['Requested-at: 2026-03-02T09:00:00Z'], mergedAt: '2026-03-03T11:00:00Z' },
    bad: { lines: ['Requested-at: 2026-03-03T09:00:00Z'], mergedAt: '2026-03-03T11:00:00Z' },
  },

  judge(change, { changeRules, settings: { timeZone } }) {
    const demand = requiredByType(
      change,
      changeRules,
      ({ leadTime }) => leadTime,
      onLeadTime,
      'leadTime',
    );
    if ('outcome' in demand) return demand;
    const { clause, required } = demand;
    const { value: written = '', source } = change.fields['requested-at'] ?? {};
    const period = periodInWords(required);
    if (source === 'follow-up' && change.form !== 'outside-git') {
      return { ...fill(onLeadTime.followUpOnly, { written }), clause };
    }
    if (source === undefined) return { ...fill(onLeadTime.unknownRequest, { period }), clause };
    const requested = parseInstant(written);
    if (!requested) return { ...fill(onLeadTime.unreadRequest, { written }), clause };
    const message = hasElapsed(requested, required, change.mergedAt, timeZone)
      ? onLeadTime.inTime
      : onLeadTime.tooShort;
    const facts = {
      requested: momentInWords(requested, timeZone),
      merged: momentInWords(change.mergedAt, timeZone),
      period,
    };
    return { ...fill(message, facts), clause };
  },
};

const wait = 'Before the merge: wait for the next window.';
const onWindow = {
  notInVersion: notApplicable('The version in force names no hours for deployments.'),
  notForType: notApplicable('This type is deployed at any time.'),
  deploymentUnknown: unknown(
    'The time of the deployment is not known.',
    'Have the pipeline write the file of deployments that "deployments" in policybook.yaml names, or write "deployed" in a follow-up in content/changes.',
  ),
  within: pass('Deployed on {time} ({zone}).'),
  outside: fail('Deployed on {time} ({zone}): {objection}.', `${wait} ${answerAfterwards}`),
  outsideAsAdvice: fail(
    'Deployed on {time} ({zone}): {objection}.',
    `${wait} Afterwards: state in a follow-up why it could not wait.`,
  ),
  wrongDay: '{day} is not a day for deployments',
  wrongHour: 'the time is outside {from} to {to}',
  holiday: '{day} is a holiday',
  quiet: '{day} is a quiet day because of {what}',
  avoided: 'the policy avoids "{avoided}"',
} as const;

export const changeWindow: ChangeRule = {
  code: 'change/window',
  requirement:
    'A change is deployed in the hours that the policy names, and not on a holiday or a quiet day.',
  messages: onWindow,
  example: {
    good: { mergedAt: '2026-03-03T11:00:00Z' },
    bad: { mergedAt: '2026-03-07T11:00:00Z' },
  },

  judge(change, context) {
    const { changeRules, settings } = context;
    const { windows } = changeRules;
    if (!windows) return onWindow.notInVersion;
    const { clause, level, zone } = windows;
    const at = { level, clause };
    const type = declaredType(change, changeRules);
    if (!type) return { ...withoutType(clause), level };
    const name = change.fields.type?.value ?? '';
    const isExempt = windows.exempt?.includes(name) ?? isForEmergencies(name, type);
    if (isExempt) return { ...onWindow.notForType, ...at };
    const deployed = deploymentOf(change, context);
    if (!deployed) return { ...onWindow.deploymentUnknown, ...at };
    const time = windowTimeOf(deployed.at, windows);
    const objection = objectToTime(time, windows, settings);
    if (objection === undefined) {
      return { ...fill(onWindow.within, { time: time.words, zone }), ...at };
    }
    const message = level === 'must' ? onWindow.outside : onWindow.outsideAsAdvice;
    return { ...fill(message, { time: time.words, zone, objection }), ...at };
  },
};

type Windows = NonNullable<ChangeRules['windows']>;

/** The civil time of a moment in the zone of the windows, which decides on daylight saving time. */
interface WindowTime extends CivilTime {
  readonly weekday: Weekday;
  /** "Friday 27 March 2026, 15:30" */
  readonly words: string;
}

function windowTimeOf(moment: Instant, { zone }: Windows): WindowTime {
  const { day, clock } = civilTimeOf(moment, zone);
  const weekday = weekdayOf(day);
  return { day, weekday, clock, words: `${weekdayInWords(weekday)} ${dateInWords(day)}, ${clock}` };
}

/** Why a moment is outside the windows; undefined where it is within. `from` is within, `to` is outside. */
function objectToTime(
  { day, weekday, clock }: WindowTime,
  { days, from, to, avoid }: Windows,
  { holidays, quietDays }: Pick<Settings, 'holidays' | 'quietDays'>,
): string | undefined {
  // After midnight a window over night belongs to the evening before.
  const isTail = from > to && clock < to;
  const opened = isTail ? addDays(day, -1) : day;
  const openedOn = weekdayOf(opened);
  if (!days.includes(openedOn)) return fill(onWindow.wrongDay, { day: weekdayInWords(openedOn) });
  if (holidays.includes(opened)) return fill(onWindow.holiday, { day: dateInWords(opened) });
  const quiet = quietDays.find((one) => one.from <= opened && opened <= one.to);
  if (quiet) return fill(onWindow.quiet, { day: dateInWords(opened), what: quiet.what });
  if (!isBetween(clock, from, to)) return fill(onWindow.wrongHour, { from, to });
  const avoided = avoid.find((one) => isAvoided(one, weekday, clock));
  return avoided === undefined ? undefined : fill(onWindow.avoided, { avoided });
}

function isBetween(clock: string, from: string, to: string): boolean {
  if (from > to) return clock >= from || clock < to;
  return clock >= from && clock < to;
}

/** `fri` is the whole day, `fri 15:00-` from then on, `fri -10:00` until then. */
function isAvoided(avoided: string, weekday: Weekday, clock: string): boolean {
  const [day, hours = '-'] = avoided.split(' ');
  const [from = '', to = ''] = hours.split('-');
  return day === weekday && clock >= from && (to === '' || clock < to);
}
