import { landingOfParts } from '../../changes/follow-ups/follow-up-contents.ts';
import { dateInWords } from '../../model/calendar-date.ts';
import type { ChangeRecord, FollowUp, PartLanding } from '../../model/change-record.ts';
import { calendarDateOf, epochOf, momentInWords, type Instant } from '../../model/instant.ts';
import { isWithin, lastDayOf, periodInWords, type Period } from '../../model/period.ts';
import { fail, fill, pass, unknown } from '../message.ts';
import type { JudgingContext, Judgement } from '../rule.ts';
import { deploymentOf } from './deployment.ts';
import { readResultOf } from './heads.ts';
import { landedLateInWords } from './landing.ts';

const allowed = 'it was due within {period} of deployment, until {due}';
const write = 'Do it in production and write "{key}" in content/changes/{change}.mdx';
const answer = 'Answer the deviation in content/answers.';

export const afterDeploymentMessages = {
  deploymentUnknown: unknown(
    'The time of the deployment is not known, from which the time to check is counted.',
    'Add the file of deployments that "deployments" in policybook.yaml names, or write "deployed" in a follow-up.',
  ),
  open: unknown(`The change {why} and is not {key}; ${allowed}.`, `${write}.`),
  missing: fail(
    `The change {why} and is not {key}; ${allowed}.`,
    `${write}; answer the deviation in content/answers.`,
  ),
  late: fail(`{Key} only on {done}; ${allowed}.`, answer),
  landedLate: fail(`Its {noun} is dated {done} and {landed}; ${allowed}.`, answer),
  failed: fail(
    'The {noun} on {done} ended with "{result}".',
    'Repair the change or roll it back, and do it again; answer the deviation in content/answers.',
  ),
  unread: unknown(
    'The {noun} on {done} does not state with which {result} it ended{written}.',
    'Write "{result}: passed" below "{key}" in content/changes/{change}.mdx, if it passed.',
  ),
  written: ' ("{written}")',
  done: pass(`{Key} on {done}; ${allowed}.`),
} as const;

/** One piece of evidence of a follow-up. */
interface DoneAfter {
  readonly at: Instant;
  /** The name of its part, by which its landing is known. */
  readonly part: string;
  /** The words of its results by their fields, each of which has to be passed. */
  readonly results: Readonly<Record<string, string | undefined>>;
}

interface Demand {
  readonly key: 'validated' | 'checked';
  readonly noun: string;
  /** Why it is required, as a part of a sentence. */
  readonly why: string;
  readonly within: Period;
  readonly find: (followUp: FollowUp) => DoneAfter | undefined;
}

/** Whether something was done after the deployment, in time and with the result passed. */
export function judgeAfterDeployment(
  change: ChangeRecord,
  context: JudgingContext,
  { key, noun, why, within, find }: Demand,
): Judgement {
  const { settings, asOf } = context;
  const { timeZone } = settings;
  const deployed = deploymentOf(change, context)?.at;
  if (deployed === undefined) return afterDeploymentMessages.deploymentUnknown;
  const due = lastDayOf(deployed, within, timeZone);
  const facts = {
    why,
    key,
    Key: `${key.charAt(0).toUpperCase()}${key.slice(1)}`,
    noun,
    period: periodInWords(within),
    due: dateInWords(due),
    change: change.id,
  };
  const isInTime = (at: Instant) => isWithin(deployed, within, at, timeZone);
  const stated = change.followUps
    .flatMap((followUp) => {
      const done = find(followUp);
      if (!done) return [];
      const landed = landingOfParts(followUp, [done.part]);
      const isLandedLate = landed && !(landed.at ? isInTime(landed.at) : asOf <= due);
      return [{ ...done, ...(isLandedLate && { late: landed }) }];
    })
    .filter(({ at }) => epochOf(at) >= epochOf(deployed) && calendarDateOf(at, timeZone) <= asOf)
    .sort((left, right) => epochOf(left.at) - epochOf(right.at));
  const first =
    stated.find((one) => !one.late && !findWorst(one, context)) ??
    stated.find(({ late }) => !late) ??
    stated[0];
  if (!first) {
    const { missing, open } = afterDeploymentMessages;
    return fill(due < asOf ? missing : open, facts);
  }
  return judgeDone(first, facts, { context, isInTime });
}

type Facts = Readonly<Record<'why' | 'key' | 'Key' | 'noun' | 'period' | 'due' | 'change', string>>;

function judgeDone(
  done: DoneAfter & { readonly late?: PartLanding },
  facts: Facts,
  { context, isInTime }: { context: JudgingContext; isInTime: (at: Instant) => boolean },
): Judgement {
  const own = { ...facts, done: momentInWords(done.at, context.settings.timeZone) };
  if (!isInTime(done.at)) return fill(afterDeploymentMessages.late, own);
  const worst = findWorst(done, context);
  if (worst?.outcome === 'not-passed') {
    return fill(afterDeploymentMessages.failed, { ...own, result: worst.text ?? '' });
  }
  if (done.late) {
    const landed = landedLateInWords(done.late, context);
    return fill(afterDeploymentMessages.landedLate, { ...own, landed });
  }
  if (worst) {
    const { field: result, text } = worst;
    const written =
      text === undefined ? '' : fill(afterDeploymentMessages.written, { written: text });
    return fill(afterDeploymentMessages.unread, { ...own, result, written });
  }
  return fill(afterDeploymentMessages.done, own);
}

/** The first result that failed, else the first that cannot be read. */
function findWorst({ results }: DoneAfter, context: JudgingContext) {
  const read = Object.entries(results).map(([field, text]) => ({
    field,
    text,
    outcome: readResultOf(text, context),
  }));
  return (
    read.find(({ outcome }) => outcome === 'not-passed') ??
    read.find(({ outcome }) => outcome === 'unread')
  );
}
