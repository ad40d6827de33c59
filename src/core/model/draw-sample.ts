import type { ChangeRecord } from './change-record.ts';

/** One change as a sample is drawn from it. */
export interface SampleUnit {
  readonly id: string;
  /** Its type, or "none". */
  readonly type: string;
}

/** The type of a change in a population; "none" where it states none. */
export function typeOfUnit({ fields }: Pick<ChangeRecord, 'fields'>): string {
  return fields.type?.value ?? 'none';
}

export interface SampleOrder {
  /** How many are drawn, besides all those of the types in `all`. */
  readonly size: number;
  readonly seed: string;
  /** Whether each type gets its share. */
  readonly isByType: boolean;
  /** Types of which every change is in the sample. */
  readonly all: readonly string[];
}

export interface Sample<Unit extends SampleUnit> {
  /** SHA-256 of the ids in the order of their bytes, each with a line feed behind it. */
  readonly populationDigest: string;
  /** By the order of their digests; those of the types in `all` come first. */
  readonly drawn: readonly (Unit & { readonly key: string; readonly isOfAll: boolean })[];
}

/**
 * Draws a sample that anybody can draw again. Each change has a key: the SHA-256, in hex, of the seed, a line feed and
 * its id. All changes of the types in `all` are in; of the others those with the smallest keys. By type, one after the
 * other goes to the type with the largest quotient: first each type without one, the largest type before the others, then
 * by count / (2 × given + 1); of equal ones to the type whose name is first. `digest` makes SHA-256 in hex of a text.
 */
export function drawSample<Unit extends SampleUnit>(
  population: readonly Unit[],
  { size, seed, isByType, all }: SampleOrder,
  digest: (text: string) => string,
): Sample<Unit> {
  const ids = population.map(({ id }) => id).sort(compare);
  const keyed = population
    .map((unit) => ({
      ...unit,
      key: digest(`${seed}\n${unit.id}`),
      isOfAll: all.includes(unit.type),
    }))
    .sort((left, right) => compare(left.key, right.key));
  const rest = keyed.filter(({ isOfAll }) => !isOfAll);
  const quotas = isByType
    ? shareByType(rest, size)
    : new Map([...new Set(rest.map(({ type }) => type))].map((type) => [type, Infinity]));
  const taken = new Map<string, number>();
  const drawn = rest
    .filter(({ type }) => {
      const count = (taken.get(type) ?? 0) + 1;
      taken.set(type, count);
      return count <= (quotas.get(type) ?? 0);
    })
    .slice(0, size);
  return {
    populationDigest: digest(ids.map((id) => `${id}\n`).join('')),
    drawn: [...keyed.filter(({ isOfAll }) => isOfAll), ...drawn],
  };
}

/** How many of each type are drawn. */
function shareByType(units: readonly SampleUnit[], size: number): Map<string, number> {
  const strata = [...Map.groupBy(units, ({ type }) => type)]
    .map(([type, own]) => ({ type, count: own.length, given: 0 }))
    .sort((left, right) => compare(left.type, right.type));
  for (let left = Math.min(size, units.length); left > 0; left -= 1) {
    const open = strata.filter(({ count, given }) => given < count);
    const next = open.reduce((best, one) => (comesBefore(one, best) ? one : best));
    next.given += 1;
  }
  return new Map(strata.map(({ type, given }) => [type, given]));
}

interface Stratum {
  readonly count: number;
  readonly given: number;
}

function comesBefore(one: Stratum, best: Stratum): boolean {
  if ((one.given === 0) !== (best.given === 0)) return one.given === 0;
  return one.count * (2 * best.given + 1) > best.count * (2 * one.given + 1);
}

// Ids and digests are ASCII, so the order of their UTF-16 units is that of their bytes.
function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
