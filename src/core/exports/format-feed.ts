import type { Book } from '../model/book.ts';
import { dateInWords, earliestDay, type PartialDate } from '../model/calendar-date.ts';
import { policyPath, versionPath } from '../views/paths.ts';
import { siteAddress } from './site-address.ts';

/** One version as a line of the feed. */
interface VersionEntry {
  readonly policy: string;
  readonly title: string;
  readonly version: string;
  /** When the version was written, as the history gives it. */
  readonly date: PartialDate;
  readonly path: string;
  readonly words: string;
  readonly author?: string;
}

/** Name of the file in both editions. */
export const feedPath = 'versions.xml';

/**
 * The versions of all policies as Atom, newest first: for staff every version with a text, for customers the rows of
 * the public history. The id of an entry hangs on host, policy, version and the year in which it was written, none
 * of which changes later. Of a month-only date the feed takes the first day, since Atom has no months.
 */
export function formatFeed(book: Book, edition: 'internal' | 'public'): string {
  const { organisation, editions, sample } = book.settings;
  const site =
    (edition === 'public' ? editions.public : editions.internal)?.url ?? editions.internal.url;
  const entries = (edition === 'internal' ? listVersions(book) : listPublicRows(book)).sort(
    (left, right) => (sortKey(left) > sortKey(right) ? -1 : 1),
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
  return policies.flatMap(({ id, current, versions }) =>
    versions.flatMap(({ version, frontmatter }): VersionEntry[] => {
      const { status, title, effective, history } = frontmatter;
      const row = [...current.frontmatter.history, ...history].find(
        (one) => one.version === version,
      );
      if (status === 'draft' || !row) return [];
      const author = people[row.by]?.name;
      return [
        {
          policy: id,
          title,
          version,
          date: row.date,
          path: versionPath(id, version),
          words: `${row.summary}\n\n${status === 'retired' ? 'Retired' : 'Effective'} ${dateInWords(effective)}.`,
          ...(author !== undefined && { author }),
        },
      ];
    }),
  );
}

// The public book holds one text of each policy; its history has the earlier versions, as far as they are told of.
function listPublicRows({ policies }: Book): VersionEntry[] {
  return policies.flatMap(({ id, current: { frontmatter } }) =>
    frontmatter.history.flatMap(({ version, date, publicSummary }): VersionEntry[] =>
      publicSummary === undefined
        ? []
        : [
            {
              policy: id,
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
  const { policy, title, version, date, path, words, author } = entry;
  return `  <entry>
    <title>${xml(`${title}, version ${version}`)}</title>
    <id>${xml(tagOf(entry, site))}</id>
    <link rel="alternate" type="text/html" href="${xml(siteAddress(site, path))}"/>
    <updated>${instantOf(date)}</updated>
${author === undefined ? '' : `    <author><name>${xml(author)}</name></author>\n`}    <category term="${xml(policy)}"/>
    <summary type="text">${xml(words)}</summary>
  </entry>
`;
}

/** RFC 4151; the path of the edition is in it, since two editions may share a host. */
function tagOf({ policy, version, date }: VersionEntry, site: string): string {
  const { hostname, pathname } = new URL(site);
  const place = pathname.replace(/\/+$/, '');
  return `tag:${hostname},${date.slice(0, 4)}:${place}/policies/${policy}/${version}`;
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

/** Text for an element or a quoted attribute, without the characters that XML 1.0 cannot hold even escaped. */
function xml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}
