import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import type { ChangeRecord, FollowUp } from '../../model/change-record.ts';
import { calendarDateOf, clockSkew, epochOf, type Instant } from '../../model/instant.ts';
import { locateField } from '../../parse/locate-field.ts';
import type { FieldPath } from '../../parse/parse-yaml.ts';
import type { FollowUpFields } from '../../schemas/follow-up.ts';
import type { People } from '../../schemas/people.ts';
import { isFiller } from '../message/is-filler.ts';
import { doneKeys, partName } from './follow-up-contents.ts';

/** One piece of evidence of a follow-up. */
interface Evidence {
  readonly path: FieldPath;
  /** As a sentence begins with it. */
  readonly what: string;
  /** When it happened, as it states. */
  readonly stated: Instant | CalendarDate;
  /** The name of its part, by which its landing is known. */
  readonly part: string;
  /** What shows it, with the name of the field. */
  readonly text?: readonly [field: string, text: string];
  /** Who did it and has to have had a role on that day. */
  readonly by?: string;
}

interface CheckedFollowUps {
  /** Without the evidence that does not count. */
  readonly followUps: readonly FollowUp[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The follow-ups without evidence that was in the book before it happened, that shows nothing, or that comes from
 * somebody without a role on that day. Each is a fault of its file.
 */
export function checkEvidence(
  followUps: readonly FollowUp[],
  people: People,
  timeZone: string,
): CheckedFollowUps {
  const checked = followUps.map((followUp) => {
    const faults = listEvidence(followUp.fields).flatMap((evidence) => {
      const found = objectTo(evidence, followUp, people, timeZone);
      return found ? [{ evidence, found }] : [];
    });
    return {
      followUp: without(
        followUp,
        faults.map(({ evidence }) => evidence),
      ),
      faults,
    };
  });
  return {
    followUps: checked.map(({ followUp }) => followUp),
    diagnostics: checked.flatMap(({ faults }) => faults.map(({ found }) => found)),
  };
}

function listEvidence(fields: FollowUpFields): Evidence[] {
  const { approvals, copied, deployed, validated, monitored, retrospective } = fields;
  return [
    ...approvals.map((one, index): Evidence => ({
      path: ['approvals', index],
      what: 'The approval',
      stated: one.at,
      part: partName.approval(one),
      text: ['evidence', one.evidence],
    })),
    ...copied.map((one, index): Evidence => ({
      path: ['copied', index],
      what: 'The copy of a log',
      stated: one.on,
      part: partName.copied(one),
      by: one.by,
    })),
    ...(deployed
      ? [
          {
            path: ['deployed'],
            what: 'The deployment',
            stated: deployed.at,
            part: partName.deployed(deployed),
          },
        ]
      : []),
    ...(validated
      ? [
          {
            path: ['validated'],
            what: 'The validation',
            stated: validated.at,
            part: partName.validated(validated),
            text: ['note', validated.note] as const,
            by: validated.by,
          },
        ]
      : []),
    ...(monitored
      ? [
          {
            path: ['monitored'],
            what: 'The monitoring',
            stated: monitored.until,
            part: partName.monitored(monitored),
            text: ['note', monitored.note] as const,
            by: monitored.by,
          },
        ]
      : []),
    ...doneKeys.flatMap((key): Evidence[] => {
      const done = fields[key];
      if (!done) return [];
      const { at, by, note } = done;
      const part = partName.done(key, done);
      return [{ path: [key], what: `"${key}"`, stated: at, part, text: ['note', note], by }];
    }),
    ...(retrospective
      ? [
          {
            path: ['retrospective'],
            what: 'The retrospective',
            stated: retrospective.on,
            part: partName.retrospective(retrospective),
          },
        ]
      : []),
  ];
}

function objectTo(
  { path, what, stated, part, text, by }: Evidence,
  { source, landing }: FollowUp,
  people: People,
  timeZone: string,
): Diagnostic | undefined {
  const report = (field: string, code: string, problem: string, remedy: string): Diagnostic => ({
    code,
    severity: 'error',
    at: locateField(source, [...path, ...(field === '' ? [] : [field])]),
    problem: `${what} ${problem}, so it does not count.`,
    remedy,
  });
  const landed = landing && 'parts' in landing ? landing.parts[part] : undefined;
  if (landed && isAhead(stated, landed, timeZone)) {
    const remedy = 'Write when it happened, and write it only after it happened.';
    const problem = `is dated ${stated}, and the book has contained that since ${landed}`;
    return report('', 'record/evidence-ahead', problem, remedy);
  }
  if (text && isFiller(text[1])) {
    const problem = `has "${text[1]}" as ${text[0]}, which shows nothing`;
    return report(
      text[0],
      'record/evidence-empty',
      problem,
      'Write what was done and what it showed.',
    );
  }
  const day = isDay(stated) ? stated : calendarDateOf(stated, timeZone);
  if (by === undefined) return undefined;
  const person = Object.hasOwn(people, by) ? people[by] : undefined;
  if (!person) {
    return report(
      'by',
      'record/evidence-by',
      `is by "${by}", who is not in people.yaml`,
      `Add "${by}" to people.yaml, or name another person.`,
    );
  }
  if (person.bot) return undefined;
  if (person.roles.some(({ from, to }) => from <= day && (to === undefined || day <= to))) {
    return undefined;
  }
  return report(
    'by',
    'record/evidence-by',
    `is by ${person.name}, who had no role on ${dateInWords(day)}`,
    'Name the person who did it, or correct the roles of the person in people.yaml.',
  );
}

function isDay(stated: Instant | CalendarDate): stated is CalendarDate {
  return stated.length === 'YYYY-MM-DD'.length;
}

function isAhead(stated: Instant | CalendarDate, landed: Instant, timeZone: string): boolean {
  return isDay(stated)
    ? stated > calendarDateOf(landed, timeZone)
    : epochOf(stated) > epochOf(landed) + clockSkew;
}

function without(followUp: FollowUp, dropped: readonly Evidence[]): FollowUp {
  if (dropped.length === 0) return followUp;
  const isKept = (key: string) => (_: unknown, index: number) =>
    !dropped.some(({ path }) => path[0] === key && path[1] === index);
  const { approvals, copied } = followUp.fields;
  const keys = dropped.flatMap(({ path }) => (path.length === 1 ? [String(path[0])] : []));
  return {
    ...followUp,
    fields: {
      ...followUp.fields,
      approvals: approvals.filter(isKept('approvals')),
      copied: copied.filter(isKept('copied')),
      ...Object.fromEntries(keys.map((key) => [key, undefined])),
    },
  };
}

/** Validations, checks, tests and monitoring that are dated before the change was live. The rules pass over them. */
export function* checkEarly({
  id,
  mergedAt,
  deployed,
  followUps,
}: ChangeRecord): Iterable<Diagnostic> {
  const live = deployed?.value.at ?? mergedAt;
  for (const { source, fields } of followUps) {
    const { validated, monitored, testedAfter, checked } = fields;
    const dated = [
      ...(validated ? [['validated', 'at', validated.at] as const] : []),
      ...(monitored ? [['monitored', 'until', monitored.until] as const] : []),
      ...(testedAfter ? [['testedAfter', 'at', testedAfter.at] as const] : []),
      ...(checked ? [['checked', 'at', checked.at] as const] : []),
    ];
    for (const [key, field, at] of dated) {
      if (epochOf(at) >= epochOf(live)) continue;
      yield {
        code: 'record/evidence-early',
        severity: 'error',
        at: locateField(source, [key, field]),
        problem: `It states "${key}" at ${at}, before ${id} was live at ${live}, so it does not count.`,
        remedy:
          'Write when it was done after the deployment; a trial before it belongs to "tested".',
      };
    }
  }
}
