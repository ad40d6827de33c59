import { isWhole, type PublicBook } from '../model/edition.ts';
import type { Book } from '../model/book.ts';
import {
  dateInWords,
  earliestDay,
  latestDay,
  type CalendarDate,
  type PartialDate,
} from '../model/calendar-date.ts';
import { policyPath, siteAddress, versionPath } from '../views/paths.ts';

/** One version as a line of the feed. */
interface VersionEntry {
  readonly policy: string;
  /** The id that the policy had first. */
  readonly origin: string;
  readonly title: string;
  readonly version: string;
  /** When it landed or, without git and for customers, when it was written. */
  readonly date: PartialDate;
  readonly path: string;
  readonly words: string;
  readonly author?: string;
}

/** Name of the file in both editions. */
export const feedPath = 'versions.xml';

/**
 * The versions of all policies as Atom, newest first: for staff all with a text, for customers the public history. An
 * edit of the book does not change the id of an entry. A month counts as its first day, since Atom has no months.
 */
export function formatFeed(book: PublicBook): string {
  const { organisation, editions, sample } = book.settings;
  const site = (isWhole(book) ? editions.internal : editions.public)?.url ?? editions.internal.url;
  const entries = (isWhole(book) ? listVersions(book) : listPublicRows(book)).sort((left, right) =>
    sortKey(left) > sortKey(right) ? -1 : 1,
  );
  const newest = entries[0]?.date ?? book.asOf;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title>${xml(`${organisation.name}: versions of policies${sample ? ' (sample book)' : ''}`)}</title>
  <id>${xml(siteAddress(site, `/${feedPath}`))}</id>
  <link rel="self" type="application/atom+xml" href="${xml(siteAddress(site, `/${feedPath}`))}"/>
  <link rel="alternate" type="text/html" href="${xml(siteAddress(site, '/'))}"/>
  <updated>${instantOf(newest)}</updated>
  <author><name>${xml(organisation.name)}</name></author>
${entries.map((entry) => formatEntry(entry, site)).join('')}</feed>
`;
}

function listVersions({ policies, people }: Book): VersionEntry[] {
  return policies.flatMap((policy) => {
    const { id, formerIds = [], current, versions } = policy;
    return versions.flatMap(({ version, frontmatter, landed }): VersionEntry[] => {
      const { status, title, effective, history } = frontmatter;
      const row = [...current.frontmatter.history, ...history].find(
        (one) => one.version === version,
      );
      if (status === 'draft' || !row) return [];
      const author = people[row.by]?.name;
      return [
        {
          policy: id,
          origin: formerIds[0] ?? id,
          title,
          version,
          date: laterOf(row.date, landed?.on),
          path: versionPath(id, version),
          words: `${row.summary}\n\n${status === 'retired' ? 'Retired' : 'Effective'} ${dateInWords(effective)}.`,
          ...(author !== undefined && { author }),
        },
      ];
    });
  });
}

// A version that landed after it was written is news from then on.
function laterOf(written: PartialDate, landed: CalendarDate | undefined): PartialDate {
  return landed !== undefined && landed > latestDay(written) ? landed : written;
}

// The public book has one text of each policy; its history has the earlier versions that are public.
function listPublicRows({ policies }: PublicBook): VersionEntry[] {
  return policies.flatMap(({ id, formerIds = [], current: { frontmatter } }) =>
    frontmatter.history.flatMap(({ version, date, publicSummary }): VersionEntry[] =>
      publicSummary === undefined
        ? []
        : [
            {
              policy: id,
              origin: formerIds[0] ?? id,
              title: frontmatter.title,
              version,
              date,
              path: policyPath(id),
              words: publicSummary,
            },
          ],
    ),
  );
}

function sortKey({ date, policy, version }: VersionEntry): string {
  return `${earliestDay(date)} ${policy} ${version}`;
}

function formatEntry(entry: VersionEntry, site: string): string {
  const { policy, origin, title, version, date, path, words, author } = entry;
  return `  <entry>
    <title>${xml(`${title}, version ${version}`)}</title>
    <id>${xml(siteAddress(site, versionPath(origin, version)))}</id>
    <link rel="alternate" type="text/html" href="${xml(siteAddress(site, path))}"/>
    <updated>${instantOf(date)}</updated>
${author === undefined ? '' : `    <author><name>${xml(author)}</name></author>\n`}    <category term="${xml(policy)}"/>
    <summary type="text">${xml(words)}</summary>
  </entry>
`;
}

function instantOf(date: PartialDate): string {
  return `${earliestDay(date)}T00:00:00Z`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text for an element or a quoted attribute, without the characters that XML 1.0 cannot contain even escaped. */
function xml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
