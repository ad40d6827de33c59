import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { dateInWords, type CalendarDate } from '../model/calendar-date.ts';
import { calendarDateOf, epochOf } from '../model/instant.ts';
import type { PolicyHistory, PolicyText } from '../model/policy-text.ts';
import {
  compareVersions,
  type Correction,
  type Landing,
  type PolicyVersion,
} from '../model/policy.ts';
import type { Alteration } from '../model/version-fault.ts';
import { findAlteration } from './find-alteration.ts';

/** The first approved text that landed under a number. */
export interface LandedVersion {
  readonly version: PolicyVersion;
  readonly text: PolicyText;
  readonly landed: Landing;
  readonly corrections: Correction[];
}

/** What became of one policy along the line, text by text. */
export interface Landings {
  /** By number, in the order in which they landed. */
  readonly versions: ReadonlyMap<string, LandedVersion>;
  readonly highest?: string;
  /** Texts that differ in content from the version whose number they have. */
  readonly alterations: readonly Altered[];
  /** Texts whose number is lower than one that had landed. */
  readonly descents: readonly { version: string; from: string; text: PolicyText }[];
  /** Versions whose commit states an earlier time than a commit below it. */
  readonly backwards: readonly { version: string; text: PolicyText }[];
}

interface Altered {
  readonly version: PolicyVersion;
  readonly text: PolicyText;
  readonly alteration: Alteration;
  readonly next: string;
}

/** Goes through the texts of one policy in the order in which they landed. Drafts and unreadable texts are not versions. */
export function landVersions(texts: readonly PolicyText[], timeZone: string): Landings {
  const versions = new Map<string, LandedVersion>();
  const alterations: Altered[] = [];
  const descents: { version: string; from: string; text: PolicyText }[] = [];
  const backwards: { version: string; text: PolicyText }[] = [];
  let highest: string | undefined;
  let lastNumber: string | undefined;
  const lastTexts = new Map<string, PolicyVersion>();

  for (const text of texts) {
    const { version } = text;
    const known = version && versions.get(version.version);
    if (!version || (!known && !isApproved(version))) continue;
    const last = lastTexts.get(version.version);
    const landed = { commit: text.commit, on: dayOf(text, timeZone) };
    if (highest !== undefined && compareVersions(version.version, highest) < 0) {
      if (lastNumber !== version.version)
        descents.push({ version: version.version, from: highest, text });
    } else if (!known) {
      versions.set(version.version, { version, text, landed, corrections: [] });
      highest = version.version;
      if (epochOf(text.committer.at) < epochOf(text.landed))
        backwards.push({ version: version.version, text });
    } else if (last && saysElse(last, version)) {
      const alteration = findAlteration(known.version, version);
      const isFurther = findAlteration(last, version) !== undefined;
      if (!alteration) known.corrections.push(correctionOf(text, landed));
      else if (isFurther)
        alterations.push({ version, text, alteration, next: nextVersion(highest ?? '') });
    }
    lastNumber = version.version;
    if (highest === version.version) lastTexts.set(version.version, version);
  }
  return { versions, ...(highest !== undefined && { highest }), alterations, descents, backwards };
}

/** The number after another, in its last part. */
export function nextVersion(version: string): string {
  const [major = '0', minor = '0'] = version.split('.');
  return `${major}.${Number(minor) + 1}`;
}

function isApproved({ frontmatter }: PolicyVersion): boolean {
  return frontmatter.status !== 'draft' && frontmatter.approval !== undefined;
}

function dayOf({ landed }: PolicyText, timeZone: string): CalendarDate {
  return calendarDateOf(landed, timeZone);
}

// The fingerprint is exact on the body and leaves out who approved.
function saysElse(before: PolicyVersion, after: PolicyVersion): boolean {
  return before.fingerprint !== after.fingerprint || findAlteration(before, after) !== undefined;
}

function correctionOf({ author, subject }: PolicyText, landed: Landing): Correction {
  return { ...landed, by: author.name, subject };
}

/** Policies with a commit that states a day in the future: every later version would count from that day. */
export function checkLandings(
  { texts }: PolicyHistory,
  { today, timeZone }: { readonly today: CalendarDate; readonly timeZone: string },
): Diagnostic[] {
  const commits = new Map(texts.map((text) => [text.commit, text]));
  return [...commits.values()].flatMap(({ file, commit, landed }): Diagnostic[] => {
    const on = calendarDateOf(landed, timeZone);
    if (on <= today) return [];
    return [
      {
        code: 'policy/landed-in-future',
        severity: 'error',
        at: { file, line: 1 },
        problem: `The commit ${commit.slice(0, 12)} counts as landed on ${dateInWords(on)}, since it or one below it states that day; today is ${dateInWords(today)}.`,
        remedy:
          'Make the commit that states the day again with the right time, before others build on it.',
      },
    ];
  });
}

interface Present {
  readonly timeZone: string;
  /** Ids of the policies that have a file, readable or not. */
  readonly ids: readonly string[];
  /** Ids of drafts that lack fields. */
  readonly incomplete: readonly string[];
  /** Path of the settings. */
  readonly settingsFile: string;
}

/** Policies that had an approved version and have no file any more: no rule would judge their requirements. */
export function* findLostPolicies(
  { texts }: PolicyHistory,
  { timeZone, ids, incomplete, settingsFile }: Present,
): Iterable<Diagnostic> {
  for (const [id, own] of Map.groupBy(texts, ({ policy }) => policy)) {
    if (ids.includes(id)) continue;
    const isThere = incomplete.includes(id);
    const { highest } = landVersions(own, timeZone);
    const file = own.at(-1)?.file ?? id;
    if (highest === undefined) continue;
    yield {
      code: 'book/policy-lost',
      severity: 'error',
      at: { file: settingsFile, line: 1 },
      problem: `Version ${highest} of the policy "${id}" landed on the branch, and its file ${file} ${isThere ? 'lacks fields' : 'is missing'}.`,
      remedy: isThere
        ? 'Add the fields that the file lacks: a draft of a policy that is in force has all of them.'
        : `Bring it back with the status retired and a version of its own, or write "${id}: <its id>" under policies.renamed if it has another name.`,
    };
  }
}
