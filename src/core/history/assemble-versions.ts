import { calendarDateOf } from '../model/instant.ts';
import {
  compareVersions,
  type Correction,
  type Landing,
  type Policy,
  type PolicyVersion,
} from '../model/policy.ts';
import type { ArchivedText, PolicyHistory, PolicyText } from '../model/policy-text.ts';
import type { VersionFault } from '../model/version-fault.ts';
import type { People } from '../schemas/people.ts';
import { findAlteration } from './find-alteration.ts';
import { findContradictions } from './find-contradictions.ts';
import { findRemovedReviews } from './find-removed-reviews.ts';
import { landVersions, nextVersion, type LandedVersion, type Landings } from './land-versions.ts';

interface Setting {
  readonly timeZone: string;
  readonly people: People;
}

/**
 * The policies of a book with the versions that git and the archive have. The first approved text that landed under a
 * number is that version; the file in the content folder stays the current one and is compared with it.
 */
export function assembleVersions(
  policies: readonly Policy[],
  history: PolicyHistory,
  setting: Setting,
): Policy[] {
  const texts = Map.groupBy(history.texts, ({ policy }) => policy);
  const archive = new Map(history.archive.map((one) => [one.file, one]));
  return policies.map((policy) =>
    assemblePolicy(policy, texts.get(policy.id) ?? [], archive, setting),
  );
}

/**
 * The policies of a book whose versions come from files, with what git shows against these files as far as its history
 * reaches. When a version landed does not count in such a book.
 */
export function compareWithGit(
  policies: readonly Policy[],
  history: PolicyHistory,
  setting: Setting,
): Policy[] {
  const texts = Map.groupBy(history.texts, ({ policy }) => policy);
  const archive = new Map(history.archive.map((one) => [one.file, one]));
  return policies.map((policy) => {
    const own = texts.get(policy.id) ?? [];
    const landings = landVersions(own, setting.timeZone);
    const faults = [
      ...findCurrentFaults(policy.current, landings),
      ...findPastFaults(policy.current, landings),
      ...placeArchived(policy, landings, archive, setting.timeZone).faults,
      ...findRemovedReviews(policy.current, own, setting),
    ];
    return faults.length > 0 ? { ...policy, faults } : policy;
  });
}

function assemblePolicy(
  policy: Policy,
  texts: readonly PolicyText[],
  archive: ReadonlyMap<string, ArchivedText>,
  setting: Setting,
): Policy {
  const landings = landVersions(texts, setting.timeZone);
  const archived = placeArchived(policy, landings, archive, setting.timeZone);
  const current = placeCurrent(policy.current, landings, archived.older);
  const earlier = [...landings.versions.values()]
    .filter(({ version }) => version.version !== current.version)
    .map((landed) => ({ ...landed.version, ...storyOf(landed, archived.older) }));
  const versions = [...earlier, ...archived.versions].sort((left, right) =>
    compareVersions(right.version, left.version),
  );
  const faults = [
    ...findCurrentFaults(policy.current, landings),
    ...findPastFaults(policy.current, landings),
    ...archived.faults,
    ...findContradictions(policy.current, landings, texts, setting.people),
    ...findRemovedReviews(policy.current, texts, setting),
  ];
  const formerIds = listFormerIds(policy.id, texts);
  return {
    id: policy.id,
    ...(formerIds.length > 0 && { formerIds }),
    current,
    versions: [current, ...versions],
    ...(faults.length > 0 && { faults }),
  };
}

function listFormerIds(id: string, texts: readonly PolicyText[]): string[] {
  const ids = texts.map(({ file }) => /(?<![^/])([^/]+)\.mdx?$/.exec(file)?.[1] ?? id);
  return [...new Set(ids)].filter((one) => one !== id);
}

function placeCurrent(
  current: PolicyVersion,
  { versions }: Landings,
  older: ReadonlySet<string>,
): PolicyVersion {
  const landed = versions.get(current.version);
  return { ...current, ...(landed ? storyOf(landed, older) : { isPending: true }) };
}

// The archive proves that a text which it contains too is older than the first commit that counts.
function storyOf(
  { version, landed, corrections }: LandedVersion,
  older: ReadonlySet<string>,
): { landed?: Landing; corrections?: readonly Correction[] } {
  return {
    ...(!older.has(version.version) && { landed }),
    ...(corrections.length > 0 && { corrections }),
  };
}

interface Archived {
  readonly versions: readonly PolicyVersion[];
  /** Numbers of the versions that the archive had before the first commit that counts. */
  readonly older: ReadonlySet<string>;
  readonly faults: readonly VersionFault[];
}

function placeArchived(
  { current, versions: all }: Policy,
  { versions: landedVersions }: Landings,
  archive: ReadonlyMap<string, ArchivedText>,
  timeZone: string,
): Archived {
  const versions: PolicyVersion[] = [];
  const older = new Set<string>();
  const faults: VersionFault[] = [];
  for (const version of all.filter((one) => one !== current)) {
    const { source, version: number } = version;
    const { file } = source;
    const first = archive.get(file);
    if (first?.isBase) older.add(number);
    if (first && first.text !== source.text) {
      const { commit, blob } = first;
      const landedOn = calendarDateOf(first.landed, timeZone);
      const at = { file, line: firstDifference(first.text, source.text) };
      faults.push({ kind: 'archive-edited', at, version: number, commit, blob, landedOn });
    }
    const landed = landedVersions.get(number);
    if (!landed) versions.push({ ...version, ...landingOf(first, timeZone) });
    else if (findAlteration(landed.version, version)) {
      const { commit, blob, file: other } = landed.text;
      const at = { file, line: 1 };
      faults.push({ kind: 'twice', at, version: number, other, blob, commit });
    }
  }
  return { versions, older, faults };
}

function landingOf(
  first: ArchivedText | undefined,
  timeZone: string,
): Pick<PolicyVersion, 'landed' | 'isPending'> {
  if (!first) return { isPending: true };
  if (first.isBase) return {};
  return { landed: { commit: first.commit, on: calendarDateOf(first.landed, timeZone) } };
}

function firstDifference(before: string, after: string): number {
  const old = before.split('\n');
  const index = after.split('\n').findIndex((line, place) => line !== old[place]);
  return index < 0 ? old.length : index + 1;
}

/** What is wrong with the file in the content folder, which its author can still correct. */
function* findCurrentFaults(current: PolicyVersion, landings: Landings): Iterable<VersionFault> {
  const { version, source, frontmatter } = current;
  const { highest, versions, alterations } = landings;
  if (highest === undefined) return;
  if (compareVersions(version, highest) < 0) {
    if (frontmatter.status === 'draft' && !versions.has(version)) return;
    const at = { file: source.file, line: 1 };
    yield { kind: 'down', at, version, from: highest, isMended: false };
    return;
  }
  const landed = versions.get(version);
  const alteration = landed && findAlteration(landed.version, current);
  if (!alteration) return;
  const commit = alterations.find((one) => one.version.version === version)?.text.commit;
  yield {
    kind: 'altered',
    at: { file: source.file, line: alteration.line },
    version,
    alteration,
    landedOn: landed.landed.on,
    next: nextVersion(highest),
    isMended: false,
    ...(commit !== undefined && { commit }),
  };
}

/** Faults of earlier commits that later ones corrected. They stay known. */
function* findPastFaults(current: PolicyVersion, landings: Landings): Iterable<VersionFault> {
  const at = { file: current.source.file, line: 1 };
  const { alterations, descents, backwards, versions, highest = '' } = landings;
  const landedText = versions.get(current.version);
  const isStillAltered = landedText && findAlteration(landedText.version, current) !== undefined;
  for (const { version, text, alteration, next } of alterations) {
    const landed = versions.get(version.version);
    if (!landed || (isStillAltered && version.version === current.version)) continue;
    const found = { alteration, landedOn: landed.landed.on, next, commit: text.commit };
    yield { kind: 'altered', at, version: version.version, ...found, isMended: true };
  }
  const isDown = highest !== '' && compareVersions(current.version, highest) < 0;
  for (const { version, from, text } of isDown ? [] : descents) {
    yield { kind: 'down', at, version, from, isMended: true, commit: text.commit };
  }
  for (const { version, text } of backwards) {
    const { committer, landed: counted, commit } = text;
    yield { kind: 'landed-backwards', at, version, commit, stated: committer.at, counted };
  }
}
