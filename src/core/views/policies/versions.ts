import { personInWords } from '../../model/id-in-words.ts';
import { historyRow, lostRows, shownVersion } from '../../history/in-force.ts';
import type { Book } from '../../model/book.ts';
import { dateInWords, type CalendarDate } from '../../model/calendar-date.ts';
import {
  compareVersions,
  type Correction,
  type Landing,
  type Policy,
  type PolicyVersion,
} from '../../model/policy.ts';
import {
  dayContent,
  fieldsContent,
  fold,
  link,
  listContent,
  span,
  under,
  type Content,
  type FieldLine,
} from '../content.ts';
import { redlinePath } from '../paths.ts';
import { actContent, proofOf, type Act } from './document-head.ts';
import { standingInWords, inForceSpan, spanInWords, versionInForce } from './in-force-words.ts';
import { versionBefore, versionAfter } from './version-pairs.ts';
import { waitingOn } from './waiting.ts';

/** A version whose text is not kept: it has no page and no address. */
export interface LostRow {
  readonly isLost: true;
  readonly version: string;
  readonly standing: string;
  readonly summary: string;
  readonly change: 'normative' | 'editorial';
  readonly written: Act;
}

/** A version in the list of versions. */
export interface VersionRow {
  readonly isLost?: never;
  readonly version: string;
  /** "In force 12 November 2025 to 24 March 2026". */
  readonly standing: string;
  /** Whether the policy's own page shows it. */
  readonly isShown: boolean;
  /** What changed and why. */
  readonly summary?: string;
  readonly change?: 'normative' | 'editorial';
  readonly written?: Act;
  readonly approved?: Act;
  /** The version before it. */
  readonly before?: string;
  /** SHA-256 in hex. */
  readonly fingerprint: string;
  readonly landed?: Landing;
  readonly corrections: readonly Correction[];
  /** Wrong edits of it that were corrected, and how the company closed them. */
  readonly closings: readonly ClosedEdit[];
}

interface ClosedEdit {
  readonly commit: string;
  readonly closed: Act;
  readonly reason: string;
}

/** All versions of a policy, newest first. */
export function versionRows(policy: Policy, book: Book): (VersionRow | LostRow)[] {
  const lost = lostRows(policy).map(({ version, summary, change, by, date }): LostRow => {
    const written = { by: personInWords(by, book.people), on: date };
    return { isLost: true, version, standing: 'Text not kept', summary, change, written };
  });
  return [...policy.versions.map((version) => versionRow(policy, version, book)), ...lost].sort(
    (left, right) => compareVersions(right.version, left.version),
  );
}

export function versionRow(policy: Policy, version: PolicyVersion, book: Book): VersionRow {
  const { frontmatter, fingerprint, landed, corrections = [] } = version;
  const row = historyRow(policy, version);
  const before = versionBefore(policy, version.version);
  const { approval } = frontmatter;
  return {
    version: version.version,
    standing: standingInWords(policy, version, book.asOf),
    isShown: version.version === shownVersion(policy, book.asOf).version,
    ...(row && {
      summary: row.summary,
      change: row.change,
      written: { by: personInWords(row.by, book.people), on: row.date },
    }),
    ...(approval && {
      approved: {
        by: personInWords(approval.by, book.people),
        on: approval.on,
        ...proofOf(policy.proofs?.approvals.get(version.version)),
      },
    }),
    ...(before && { before: before.version }),
    fingerprint,
    ...(landed && { landed }),
    corrections,
    closings: closedEdits(policy, version.version, book),
  };
}

function closedEdits({ faults = [] }: Policy, version: string, { people }: Book): ClosedEdit[] {
  return faults.flatMap(({ version: own, commit, closing }) => {
    if (own !== version || commit === undefined || !closing) return [];
    const closed = { by: personInWords(closing.by, people), on: closing.on };
    return [{ commit, closed, reason: closing.reason }];
  });
}

/** Who wrote and approved a version, and what it changed. */
export function versionFacts(policy: string, row: VersionRow | LostRow): FieldLine[] {
  const { written, change } = row;
  const rewording = change === 'editorial' ? '; wording only, no duty changed' : undefined;
  const facts = written ? [{ label: 'Written', value: [actContent(written), rewording] }] : [];
  if (row.isLost) return facts;
  const { version, approved, before } = row;
  return [
    ...facts,
    { label: 'Approved', value: approved ? actContent(approved) : 'Not yet' },
    ...(before === undefined
      ? []
      : [
          {
            label: 'What changed',
            value: link(redlinePath(policy, before, version), `From ${before} to ${version}`),
          },
        ]),
  ];
}

const shortLength = 12;

/** What proves which text a version has. */
export function versionRecord({ fingerprint, landed, corrections, closings }: VersionRow): Content {
  const commitOf = (commit: string) => commit.slice(0, shortLength);
  const items = corrections.map(({ on, by, subject, commit }) => [
    dayContent(on),
    `, ${by}: ${subject} `,
    span('id quiet', commitOf(commit)),
  ]);
  const closed = closings.map(({ commit, closed: act, reason }) => [
    actContent(act),
    `: ${reason} `,
    span('id quiet', commitOf(commit)),
  ]);
  const facts = [
    {
      label: 'Fingerprint',
      value: fold(span('id', fingerprint.slice(0, shortLength)), [
        span('id', fingerprint),
        under('SHA-256 over the text and the frontmatter that rules read, in their canonical form'),
      ]),
    },
    ...(landed
      ? [
          {
            label: 'Landed',
            value: [dayContent(landed.on), ', commit ', span('id', commitOf(landed.commit))],
          },
        ]
      : []),
    ...(items.length > 0
      ? [{ label: 'Editorial corrections', value: listContent(undefined, items) }]
      : []),
    ...(closed.length > 0
      ? [{ label: 'Wrong edits, closed', value: listContent(undefined, closed) }]
      : []),
  ];
  return fieldsContent(facts, 'fields record');
}

/** A version on the line of versions. */
export interface VersionMark {
  readonly version: string;
  /** "12 November 2025 to 24 March 2026". */
  readonly span: string;
  /** Whether it is the one in force. */
  readonly isInForce: boolean;
  readonly summary?: string;
  /** "Written by Jonas Leitner". */
  readonly by?: string;
  /** Its text is lost, and it has no page. */
  readonly isLost?: true;
}

/** All versions of a policy with their spans, oldest first as time runs. */
export function versionLine(policy: Policy, { people, asOf }: Book): VersionMark[] {
  const inForce = versionInForce(policy, asOf);
  const kept = policy.versions.map((own): VersionMark => {
    const { version } = own;
    const span = inForceSpan(policy, version);
    const row = historyRow(policy, own);
    const writer = row && people[row.by]?.name;
    return {
      version,
      span: span
        ? spanInWords(span, asOf).replace(/^./, (first) => first.toUpperCase())
        : 'Not in force',
      isInForce: version === inForce?.version,
      ...(row && { summary: row.summary }),
      ...(writer !== undefined && { by: `Written by ${writer}` }),
    };
  });
  const lost = lostRows(policy).map(({ version, summary }): VersionMark => {
    return { version, span: 'Text not kept', isInForce: false, summary, isLost: true };
  });
  return [...kept, ...lost].sort((left, right) => compareVersions(left.version, right.version));
}

/** The band above a version that is not the one in force. */
export interface VersionBand {
  /** What follows its number: "in force 12 November 2025 to 24 March 2026", "which is a draft, planned to be in force from May 2027". */
  readonly words: string;
  /** What to compare it with: the version that came after it or, for one newer than that in force, the one before it. */
  readonly compared?: { readonly from: string; readonly to: string; readonly isLater: boolean };
}

export function bandOf(policy: Policy, version: PolicyVersion, asOf: CalendarDate): VersionBand {
  const isNewer = compareVersions(version.version, shownVersion(policy, asOf).version) > 0;
  const neighbour = (isNewer ? versionBefore : versionAfter)(policy, version.version)?.version;
  const own = version.version;
  const words = describeVersion(policy, version, asOf);
  if (neighbour === undefined) return { words };
  const [from, to] = isNewer ? [neighbour, own] : [own, neighbour];
  return { words, compared: { from, to, isLater: !isNewer } };
}

function describeVersion(
  policy: Policy,
  { version, landed }: PolicyVersion,
  asOf: CalendarDate,
): string {
  const waiting = waitingOn({ policies: [policy] }, asOf).find((one) => one.version === version);
  if (waiting) return `which ${waiting.words}`;
  const span = inForceSpan(policy, version);
  if (span) return `in force ${spanInWords(span, asOf)}`;
  return landed
    ? `whose text landed on ${dateInWords(landed.on)}, after the next version, so it was never in force`
    : 'which was never in force';
}
