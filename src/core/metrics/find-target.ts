import { inForceOn } from '../history/in-force.ts';
import type { Book } from '../model/book.ts';
import type { CalendarDate } from '../model/calendar-date.ts';
import { minutesIn, parsePeriod } from '../model/period.ts';
import type { Policy } from '../model/policy.ts';
import type { MetricUnit, Target, TargetKey } from './metric.ts';

/** The target on a day; undefined where policies differ or the version in force is not known. */
export function findTarget(
  { policies, settings }: Pick<Book, 'policies' | 'settings'>,
  key: TargetKey,
  day: CalendarDate,
): Target | undefined {
  const judging = new Set([
    ...settings.repositories.map(({ policy }) => policy),
    ...(settings.outsideGit ? [settings.outsideGit.policy] : []),
  ]);
  const targets = policies
    .filter(({ id }) => judging.has(id))
    .flatMap((policy) => targetsOf(policy, key, day));
  const [first] = targets;
  return targets.every((target) => target?.bound === first?.bound) ? first : undefined;
}

function targetsOf(policy: Policy, key: TargetKey, day: CalendarDate): (Target | undefined)[] {
  const held = inForceOn(policy, day);
  if (held.kind === 'none') return [];
  const versions = held.kind === 'version' ? [held.version] : held.candidates;
  const targets = versions.map(({ version, frontmatter }) => {
    const metrics = frontmatter.changeRules?.metrics;
    const target = metrics?.[key];
    if (!target) return undefined;
    return {
      bound: target.target,
      every: target.every,
      policy: policy.id,
      version,
      ...(metrics.clause !== undefined && { clause: metrics.clause }),
    };
  });
  // The target of a lost version is not known, so it differs from every other.
  return held.kind === 'uncertain' && held.lost ? [...targets, undefined] : targets;
}

/** A bound as a number in the unit of its metric. */
export interface Bound {
  readonly sign: '<' | '<=' | '>' | '>=';
  readonly limit: number;
}

/** Undefined where the bound is of another kind than the metric, such as a share for a length of time. */
export function parseBound(text: string, unit: MetricUnit): Bound | undefined {
  const [, sign, share, length] = /^([<>]=?) ?(?:([\d.]+) ?%|(P\S+))$/.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const period = length === undefined ? undefined : parsePeriod(length);
  const limit =
    unit === 'percent' && share !== undefined
      ? Number(share)
      : unit === 'minutes' && period !== undefined
        ? minutesIn(period)
        : undefined;
  return limit === undefined ? undefined : { sign: sign as Bound['sign'], limit };
}

export function isWithinBound(value: number, { sign, limit }: Bound): boolean {
  switch (sign) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
  }
}
