import { compareVersions } from '../../model/compare-versions.ts';
import { lostRows, shownVersion } from '../../history/in-force.ts';
import type { Book } from '../../model/book.ts';
import type { CalendarDate, PartialDate } from '../../model/calendar-date.ts';
import type { Correction, Landing, Policy, PolicyVersion } from '../../model/policy.ts';
import { dayContent, fieldsContent, fold, link, listContent, span, under } from '../content.ts';
import type { Content, FieldLine } from '../content.ts';
import { redlinePath } from '../paths.ts';
import { standingInWords } from './in-force-words.ts';
import { versionBefore } from './version-pairs.ts';

/** Something done on a day by somebody. */
interface Act<D extends PartialDate = CalendarDate> {
  readonly by: string;
  readonly on: D;
}

/** A version whose text is not kept: it has no page and no address. */
export interface LostRow {
  readonly isLost: true;
  readonly version: string;
  readonly standing: string;
  readonly summary: string;
  readonly change: 'normative' | 'editorial';
  readonly written: Act<PartialDate>;
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
  readonly written?: Act<PartialDate>;
  readonly approved?: Act;
  /** The version before it. */
  readonly before?: string;
  /** SHA-256 in hex. */
  readonly fingerprint: string;
  readonly landed?: Landing;
  readonly corrections: readonly Correction[];
}

/** All versions of a policy, newest first. */
export function versionRows(policy: Policy, book: Book): (VersionRow | LostRow)[] {
  const lost = lostRows(policy).map(({ version, summary, change, by, date }): LostRow => {
    const written = { by: book.people[by]?.name ?? by, on: date };
    return { isLost: true, version, standing: 'Text not kept', summary, change, written };
  });
  return [...policy.versions.map((version) => versionRow(policy, version, book)), ...lost].sort(
    (left, right) => compareVersions(right.version, left.version),
  );
}

/** One version; its own history is believed before that of later texts. */
export function versionRow(policy: Policy, version: PolicyVersion, book: Book): VersionRow {
  const { frontmatter, fingerprint, landed, corrections = [] } = version;
  const nameOf = (id: string) => book.people[id]?.name ?? id;
  const row = [...frontmatter.history, ...policy.current.frontmatter.history].find(
    (one) => one.version === version.version,
  );
  const before = versionBefore(policy, version.version);
  const { approval } = frontmatter;
  return {
    version: version.version,
    standing: standingInWords(policy, version, book.asOf),
    isShown: version.version === shownVersion(policy, book.asOf).version,
    ...(row && {
      summary: row.summary,
      change: row.change,
      written: { by: nameOf(row.by), on: row.date },
    }),
    ...(approval && { approved: { by: nameOf(approval.by), on: approval.on } }),
    ...(before && { before: before.version }),
    fingerprint,
    ...(landed && { landed }),
    corrections,
  };
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

function actContent({ by, on }: Act<PartialDate>): Content {
  return [`${by}, `, dayContent(on)];
}

const shortLength = 12;

/** What proves which text a version has. */
export function versionRecord({ fingerprint, landed, corrections }: VersionRow): Content {
  const commitOf = (commit: string) => commit.slice(0, shortLength);
  const items = corrections.map(({ on, by, subject, commit }) => [
    dayContent(on),
    `, ${by}: ${subject} `,
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
  ];
  return fieldsContent(facts, 'fields record');
}
