import { nearestName } from '../diagnostics/nearest-name.ts';
import type { Acknowledgement } from '../model/acknowledgement.ts';
import type { Book } from '../model/book.ts';
import { latestDay, type CalendarDate } from '../model/calendar-date.ts';
import { memoize } from '../model/memoize.ts';
import { addPeriod } from '../model/period.ts';
import type { Policy, PolicyVersion } from '../model/policy.ts';
import type { Person } from '../schemas/people.ts';
import { historyRow, inForceOn, inForceSpans } from './in-force.ts';

/** An acknowledgement with what its names mean in the book; what is absent is not known. */
export interface ReadAcceptance {
  readonly row: Acknowledgement;
  /** Id in people.yaml. */
  readonly person?: string;
  readonly policy?: Policy;
  readonly version?: PolicyVersion;
}

/**
 * Every acknowledgement with its person (by id, address, account or whole name), its policy (by id or title) and its
 * version. A name that several people have is not known.
 */
export const readAcceptances = memoize((book: Book): readonly ReadAcceptance[] => {
  const people = peopleByName(book);
  const policies = policiesByName(book);
  return book.acknowledgements.map((row) => {
    const person = people.get(plain(row.person));
    const policy = policies.get(plain(row.policy));
    const number = numberOf(row.version);
    const version = policy?.versions.find((one) => one.version === number);
    return {
      row,
      ...(person && { person }),
      ...(policy && { policy }),
      ...(version && { version }),
    };
  });
});

/** The names of people or policies that are nearest to one that is not known; undefined where none is near. */
export function nearestKnown(
  book: Book,
  kind: 'person' | 'policy',
  name: string,
): string | undefined {
  const known = kind === 'person' ? peopleByName(book) : policiesByName(book);
  return nearestName(plain(name), [...known.keys()]);
}

/** Whether several people have this name, so that it names nobody. */
export function isSharedName(book: Book, name: string): boolean {
  const people = Object.values(book.people);
  return people.filter((person) => plain(person.name) === plain(name)).length > 1;
}

type AcceptanceState = 'accepted' | 'open' | 'overdue' | 'unknown';

/** What one person has to accept, and has accepted. */
export interface Acceptance {
  /** Id in people.yaml. */
  readonly person: string;
  readonly policy: Policy;
  /** The version in force; absent where it is not certain which one is. */
  readonly version?: string;
  readonly state: AcceptanceState;
  /** The acceptance that counts, the earliest of its version. */
  readonly accepted?: Acknowledgement;
  /** The latest acceptance of an earlier version, where none counts. */
  readonly earlier?: Acknowledgement;
  /** The last day for it. */
  readonly due?: CalendarDate;
}

/**
 * For each policy that somebody has to accept, each person who has to. An acceptance counts for the version in force and
 * for the versions before it from which it differs only in wording. Overdue from the day after the last one.
 */
export const listAcceptances = memoize((book: Book): readonly Acceptance[] => {
  const { settings, policies, asOf } = book;
  const read = readAcceptances(book);
  return Object.entries(settings.acknowledgements.policies).flatMap(([id, roles]) => {
    const policy = policies.find((one) => one.id === id);
    const inForce = policy && inForceOn(policy, asOf);
    if (!policy || !inForce || inForce.kind === 'none') return [];
    const own = read.filter((one) => one.policy === policy);
    return peopleOf(book, roles).map(({ person, since }): Acceptance => {
      const rows = own.filter((one) => one.person === person);
      if (inForce.kind === 'uncertain') return { person, policy, state: 'unknown' };
      const { version } = inForce;
      const counted = alikeVersions(policy, version);
      const accepted = earliest(rows, (one) => counted.includes(one));
      const began = startOf(policy, counted);
      const start = began !== undefined && began > since ? began : since;
      const due = addPeriod(start, settings.acknowledgements.within);
      const earlier = accepted ? undefined : latest(rows, (one) => !counted.includes(one));
      return {
        person,
        policy,
        version: version.version,
        state: accepted ? 'accepted' : due < asOf ? 'overdue' : 'open',
        due,
        ...(accepted && { accepted }),
        ...(earlier && { earlier }),
      };
    });
  });
});

/** People who have to accept a policy on the day of the book, each with the first day of the role that says so. */
function peopleOf(
  { people, asOf }: Book,
  roles: 'everybody' | readonly string[],
): { person: string; since: CalendarDate }[] {
  return Object.entries(people).flatMap(([person, { bot, roles: held }]) => {
    const days = bot ? [] : heldRoles(held, roles, asOf).map(({ from }) => from);
    const [since] = days.sort();
    return since === undefined ? [] : [{ person, since }];
  });
}

function heldRoles(
  held: Person['roles'],
  roles: 'everybody' | readonly string[],
  day: CalendarDate,
): Person['roles'] {
  return held.filter(
    ({ role, from, to }) =>
      (roles === 'everybody' || roles.includes(role)) &&
      from <= day &&
      (to === undefined || day <= to),
  );
}

/** A version and those before it that differ from it only in wording, newest first. */
function alikeVersions(policy: Policy, version: PolicyVersion): PolicyVersion[] {
  const older = policy.versions.slice(policy.versions.indexOf(version));
  const last = older.findIndex((one) => historyRow(policy, one)?.change !== 'editorial');
  return last < 0 ? older : older.slice(0, last + 1);
}

function startOf(policy: Policy, versions: readonly PolicyVersion[]): CalendarDate | undefined {
  const spans = inForceSpans(policy);
  const [first] = versions
    .flatMap(({ version }) => spans.get(version)?.from ?? [])
    .map(latestDay)
    .sort();
  return first;
}

function ofVersions(
  rows: readonly ReadAcceptance[],
  wanted: (version: PolicyVersion) => boolean,
): Acknowledgement[] {
  return rows
    .filter(({ version, row }) => version && wanted(version) && !isTooEarly(version, row))
    .map(({ row }) => row)
    .sort((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0));
}

function earliest(...given: Parameters<typeof ofVersions>): Acknowledgement | undefined {
  return ofVersions(...given)[0];
}

function latest(...given: Parameters<typeof ofVersions>): Acknowledgement | undefined {
  return ofVersions(...given).at(-1);
}

/** Whether somebody accepted a version before it was approved: the text was not settled then. */
export function isTooEarly({ frontmatter }: PolicyVersion, { on }: Acknowledgement): boolean {
  const { status, approval } = frontmatter;
  return status === 'draft' || approval === undefined || on < approval.on;
}

/** "v1.2" and "Version 1.2" as 1.2; a spreadsheet makes 1 of 1.0. */
function numberOf(written: string): string {
  const number = written.replace(/^(?:v|version|rev\.?|revision)?\s*/i, '');
  return /^\d+$/.test(number) ? `${number}.0` : number;
}

function plain(name: string): string {
  return name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

const peopleByName = memoize(({ people }: Book): ReadonlyMap<string, string> => {
  const names = Object.entries(people).flatMap(([id, { name, emails, forge = {} }]) =>
    [id, name, ...emails, ...Object.values(forge)].map((one) => [plain(String(one)), id] as const),
  );
  const owners = Map.groupBy(names, ([name]) => name);
  return new Map(
    names.filter(([name]) => new Set(owners.get(name)?.map(([, id]) => id)).size === 1),
  );
});

const policiesByName = memoize(({ policies }: Book): ReadonlyMap<string, Policy> => {
  const named = policies.flatMap((policy) => [
    ...policy.versions.map(({ frontmatter }) => [plain(frontmatter.title), policy] as const),
    ...(policy.formerIds ?? []).map((id) => [plain(id), policy] as const),
  ]);
  // Today's ids and titles go before former ones, which another policy may have had.
  const today = policies.flatMap((policy) => [
    [plain(policy.current.frontmatter.title), policy] as const,
    [plain(policy.id), policy] as const,
  ]);
  return new Map([...named, ...today]);
});
