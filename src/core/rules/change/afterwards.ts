import {
  landingOfParts,
  partName,
  type DoneKey,
} from '../../changes/follow-ups/follow-up-contents.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import type { ChangeRecord, PartLanding } from '../../model/change-record.ts';
import { calendarDateOf, epochOf, momentInWords, type Instant } from '../../model/instant.ts';
import { isWithin, lastDayOf, periodInWords, type Period } from '../../model/period.ts';
import type { ChangeTypeRules } from '../../schemas/change-rules.ts';
import { emergency } from '../example.ts';
import { requiredByType } from '../facts/declared.ts';
import { deploymentOf } from '../facts/deployment.ts';
import { readResultOf } from '../facts/heads.ts';
import { findPerson, holdsRole, isActive, isAuthor, rolesInWords } from '../facts/people.ts';
import { fail, fill, notApplicable, pass, unknown } from '../message.ts';
import type { ChangeRule, JudgingContext, Judgement } from '../rule.ts';

const answer = 'Answer the deviation in content/answers.';
const write = 'Write {key} in content/changes/{change}.mdx';
const messages = {
  notInVersion: notApplicable('No type of the version in force allows anything to follow.'),
  notForType: notApplicable(
    'This type requires its approvals, reviews and tests before the merge.',
  ),
  spoken: pass('{name} approved it in words on {at}.'),
  approved: pass('{name} approved it in writing on {at}.'),
  reviewed: pass('{name} reviewed its security on {at}.'),
  tested: pass('It was tested after the deployment on {at}.'),
  open: unknown('It has no {what} yet{rest}; that is due {due}.', `${write}.`),
  missing: fail('It has no {what}{rest}; that was due {due}.', `${write}. ${answer}`),
} as const;

const example = [
  ...emergency,
  'Approved-by: Ben Hollis <ben@example.org>',
  'Security-reviewed-by: Ben Hollis <ben@example.org>',
];
const spoken = 'spokenApproval: { by: ben, at: 2026-03-03T10:30:00Z, note: On the phone. }';

export const changeAfterwards: ChangeRule = {
  code: 'change/afterwards',
  requirement:
    'What a type allows to follow the merge is done in time: after a spoken approval a written one, a security review, tests after the deployment.',
  messages,
  example: {
    good: {
      lines: example,
      followUp: [
        spoken,
        'testedAfter: { by: ben, at: 2026-03-03T15:00:00Z, result: passed, note: All tests. }',
      ],
    },
    bad: {
      lines: example,
      followUp: [
        spoken,
        'testedAfter: { by: ben, at: 2026-03-03T15:00:00Z, result: failed, note: All tests. }',
      ],
    },
  },

  judge(change, context) {
    const demand = requiredByType(
      change,
      context.changeRules,
      ({ afterwards }) => afterwards,
      messages,
    );
    if ('outcome' in demand) return demand;
    const found = listDemands(change, demand.required, context).map((one) =>
      judgeDemand(one, change, context),
    );
    const gravest = (['fail', 'unknown', 'pass'] as const).find((outcome) =>
      found.some((one) => one.outcome === outcome),
    );
    const alike = found.filter(({ outcome }) => outcome === gravest);
    const [first] = alike;
    if (!first) return messages.notForType;
    const { clause } = demand.required;
    return { ...first, clause, statement: alike.map(({ statement }) => statement).join(' ') };
  },
};

type Afterwards = NonNullable<ChangeTypeRules['afterwards']>;

/** Something that was done, by whom and when, and when the book contained it. */
interface Done {
  readonly by: string | undefined;
  readonly at: Instant;
  readonly landed?: PartLanding | undefined;
  readonly result?: string | undefined;
}

interface Demand {
  readonly what: string;
  /** Where to write it. */
  readonly key: string;
  readonly passed: 'spoken' | 'approved' | 'reviewed' | 'tested';
  /** From where the period is counted. */
  readonly start: Instant;
  readonly within: Period;
  readonly done: readonly Done[];
  readonly isDone: (done: Done) => boolean;
}

function listDemands(
  change: ChangeRecord,
  { spoken: isSpoken, approval, securityReview, tests }: Afterwards,
  context: JudgingContext,
): readonly Demand[] {
  const { mergedAt } = change;
  const live = deploymentOf(change, context)?.at ?? mergedAt;
  const recordWithin = approval ?? ('PT24H' as Period);
  const isIndependent = ({ by }: Done) => isIndependentPerson(by, change, context);
  const demands: Demand[] = [];
  if (isSpoken) {
    demands.push({
      what: 'spoken approval by an independent person before the merge',
      key: '"spokenApproval"',
      passed: 'spoken',
      start: mergedAt,
      within: recordWithin,
      done: listDone(change, 'spokenApproval'),
      isDone: (done) => epochOf(done.at) <= epochOf(mergedAt) && isIndependent(done),
    });
  }
  if (approval !== undefined) {
    demands.push({
      what: 'written approval by an independent person',
      key: 'an approval under "approvals"',
      passed: 'approved',
      start: mergedAt,
      within: approval,
      done: listApprovals(change, 'approved'),
      isDone: isIndependent,
    });
  }
  if (securityReview) {
    const { within, roles } = securityReview;
    demands.push({
      what: `security review by a holder of the role ${rolesInWords(roles)}`,
      key: '"securityReview"',
      passed: 'reviewed',
      start: live,
      within,
      done: [...listDone(change, 'securityReview'), ...listApprovals(change, 'security-reviewed')],
      isDone: (done) => {
        const person = findPerson(context.people, done.by);
        const day = calendarDateOf(done.at, context.settings.timeZone);
        return (
          isIndependent(done) &&
          person !== undefined &&
          roles.some((role) => holdsRole(person, role, day))
        );
      },
    });
  }
  if (tests !== undefined) {
    demands.push({
      what: 'test after the deployment with the result "passed"',
      key: '"testedAfter"',
      passed: 'tested',
      start: live,
      within: tests,
      done: listDone(change, 'testedAfter'),
      isDone: ({ at, result }) =>
        readResultOf(result, context) === 'passed' && epochOf(at) >= epochOf(live),
    });
  }
  return demands;
}

function listDone({ followUps }: ChangeRecord, key: DoneKey): readonly Done[] {
  return followUps.flatMap((followUp) => {
    const done = followUp.fields[key];
    return done ? [{ ...done, landed: landingOfParts(followUp, [partName.done(key, done)]) }] : [];
  });
}

/** Those of the message, of an export and of follow-ups, also those that were given after the merge. */
function listApprovals(
  { approvals, mergedAt }: ChangeRecord,
  capacity: 'approved' | 'security-reviewed',
): readonly Done[] {
  return approvals
    .filter((one) => one.void === undefined || one.isLate === true)
    .filter((one) => (one.capacity === 'security-reviewed') === (capacity === 'security-reviewed'))
    .map(({ by, at = mergedAt, landed }) => ({ by: by.person, at, landed }));
}

function isIndependentPerson(
  id: string | undefined,
  change: ChangeRecord,
  { people }: JudgingContext,
): boolean {
  const person = findPerson(people, id);
  if (!person || person.bot || !isActive(person, change.day)) return false;
  return !isAuthor(change, {
    name: person.name,
    email: '',
    ...(id !== undefined && { person: id }),
  });
}

function judgeDemand(
  { what, key, passed, start, within, done, isDone }: Demand,
  change: ChangeRecord,
  { people, settings: { timeZone }, asOf }: JudgingContext,
): Pick<Judgement, 'outcome' | 'statement' | 'remedy'> {
  const due = lastDayOf(start, within, timeZone);
  const isInTime = (at: Instant | undefined) =>
    at === undefined ? asOf <= due : isWithin(start, within, at, timeZone);
  const known = done.filter(({ at }) => calendarDateOf(at, timeZone) <= asOf);
  const first = known.find(
    (one) => isDone(one) && isInTime(one.at) && (!one.landed || isInTime(one.landed.at)),
  );
  if (first) {
    const name = findPerson(people, first.by)?.name ?? '';
    return fill(messages[passed], { name, at: momentInWords(first.at, timeZone) });
  }
  return fill(asOf > due ? messages.missing : messages.open, {
    what,
    rest: known.length > 0 ? ' that counts and was recorded in time' : '',
    due: `within ${periodInWords(within)}, by ${dateInWords(due)}`,
    key,
    change: change.id,
  });
}
