import { inForceOn, inForceSpans } from '../history/in-force.ts';
import type { Book, JudgedChange } from '../model/book.ts';
import { earliestDay, latestDay, type CalendarDate } from '../model/calendar-date.ts';
import type { Policy, PolicyVersion } from '../model/policy.ts';
import type { Verdict } from '../model/verdict.ts';
import { judgeChange } from './judge-change.ts';

/** One verdict that differs under a draft. */
export interface Difference {
  /** Id of the change. */
  readonly change: string;
  readonly day: CalendarDate;
  /** Absent where no version judged it. */
  readonly before?: Verdict;
  /** Absent where the draft has no such rule to judge by. */
  readonly after?: Verdict;
}

export interface Replay {
  readonly draft: PolicyVersion;
  /** The first day on which the draft counts as in force. */
  readonly from: CalendarDate;
  /** The changes of the policy from that day on, newest first, as they were judged. */
  readonly before: readonly JudgedChange[];
  /** The same as the draft judges them. */
  readonly after: readonly JudgedChange[];
  /** By rule, in the order of the registry; rules without a difference are left out. */
  readonly differences: ReadonlyMap<string, readonly Difference[]>;
}

/** Judges changes again as if a draft were in force from a day, by default the first day of the version in force. */
export function replayChanges(
  { changes, people, settings, asOf, answers, policies }: Book,
  draft: PolicyVersion,
  from: CalendarDate = firstDay(
    policies.find(({ id }) => id === draft.policy),
    asOf,
  ) ?? earliestDay(draft.frontmatter.effective),
): Replay {
  const policy = asInForce(draft, from);
  const shared = { people, settings, asOf, answers: answers.map(({ value }) => value) };
  const before = changes.filter(
    ({ record, judgedBy }) => judgedBy.policy === draft.policy && record.day >= from,
  );
  const after = before.map(({ record }) => judgeChange(record, policy, shared));
  const differences = new Map<string, Difference[]>();
  for (const [index, change] of before.entries()) {
    for (const [rule, difference] of compare(change, after[index])) {
      const list = differences.get(rule);
      if (list) list.push(difference);
      else differences.set(rule, [difference]);
    }
  }
  return { draft, from, before, after, differences };
}

/** The first day of the version in force; the last day of the month where it names no day. */
function firstDay(policy: Policy | undefined, asOf: CalendarDate): CalendarDate | undefined {
  if (!policy) return undefined;
  const inForce = inForceOn(policy, asOf);
  if (inForce.kind !== 'version') return undefined;
  const span = inForceSpans(policy).get(inForce.version.version);
  return span && latestDay(span.from);
}

/** The draft as the only version, approved on its first day. */
function asInForce(
  { landed: _, isPending: __, ...draft }: PolicyVersion,
  from: CalendarDate,
): Policy {
  const { frontmatter } = draft;
  const approval = { by: frontmatter.approval?.by ?? '', on: from };
  const version: PolicyVersion = {
    ...draft,
    frontmatter: { ...frontmatter, status: 'approved', effective: from, approval },
  };
  return { id: draft.policy, current: version, versions: [version] };
}

function* compare(
  { record, verdicts }: JudgedChange,
  replayed: JudgedChange | undefined,
): Iterable<[string, Difference]> {
  const after = new Map(replayed?.verdicts.map((verdict) => [verdict.rule, verdict]));
  const before = new Map(verdicts.map((verdict) => [verdict.rule, verdict]));
  for (const rule of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(rule), after.get(rule)];
    if (was?.outcome === is?.outcome && (was?.outcome !== 'fail' || was.level === is?.level))
      continue;
    const { id: change, day } = record;
    yield [rule, { change, day, ...(was && { before: was }), ...(is && { after: is }) }];
  }
}
