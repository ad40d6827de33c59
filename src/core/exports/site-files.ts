import type { Book } from '../model/book.ts';
import { addMonths } from '../model/calendar-date.ts';
import { policyPath } from '../views/paths.ts';
import { formatCaddy, formatHeaders, formatNginx } from './format-hosting.ts';
import { formatSitemap } from './format-sitemap.ts';
import { siteAddress } from './site-address.ts';

type EditionName = 'internal' | 'public';

/** A file of the site by its path below the site's root. */
export interface ExportedFile {
  readonly path: string;
  /** One text, or the pieces of one that would be too long to hold. */
  readonly contents: Iterable<string>;
}

/** What crawlers and hosts look for in a published folder. Staff's edition asks them to stay away. */
export function siteFiles(book: Book, edition: EditionName): ExportedFile[] {
  const headers = { path: '_headers', contents: formatHeaders(edition) };
  const open = book.settings.editions.public;
  if (edition === 'internal' || !open) {
    return [headers, { path: 'robots.txt', contents: 'User-agent: *\nDisallow: /\n' }];
  }
  return [
    headers,
    { path: 'robots.txt', contents: formatRobots(open.url) },
    { path: 'sitemap.xml', contents: formatSitemap(book, open.url) },
    { path: '.well-known/security.txt', contents: formatSecurityText(book, open) },
  ];
}

/** Settings for web servers. They stand beside the published folder, since nobody is to read them there. */
export function hostFiles(edition: EditionName, url: string): ExportedFile[] {
  const base = new URL(siteAddress(url, '/')).pathname;
  return [
    { path: `${edition}.nginx.conf`, contents: formatNginx(edition, base) },
    { path: `${edition}.Caddyfile`, contents: formatCaddy(edition, base) },
  ];
}

function formatRobots(url: string): string {
  const { pathname } = new URL(siteAddress(url, '/'));
  return `User-agent: *\nAllow: ${pathname}\nSitemap: ${siteAddress(url, '/sitemap.xml')}\n`;
}

/** RFC 9116. It expires a year after the day on which the book was judged; a site that is rebuilt renews it. */
function formatSecurityText(
  { policies, asOf }: Book,
  { url, contact }: { readonly url: string; readonly contact: string },
): string {
  const policy = policies.find(({ id }) => id === 'information-security');
  return [
    `Contact: mailto:${contact}`,
    `Expires: ${addMonths(asOf, 12)}T00:00:00Z`,
    'Preferred-Languages: en',
    `Canonical: ${siteAddress(url, '/.well-known/security.txt')}`,
    ...(policy ? [`Policy: ${siteAddress(url, policyPath(policy.id))}`] : []),
    '',
  ].join('\n');
}
