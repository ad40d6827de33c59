import { isForStaff, type EditionName, type PublicBook } from '../model/edition.ts';
import { inForceSpans } from '../history/in-force.ts';
import { addMonths, type PartialDate } from '../model/calendar-date.ts';
import { policyPath, siteAddress } from '../views/paths.ts';
import { securityHeaders } from './security-policy.ts';

/** A file of the site by its path below the site's root. */
export interface ExportedFile {
  readonly path: string;
  /** One text, or the pieces of one that is too long for one string. */
  readonly contents: Iterable<string>;
}

/** What crawlers and hosts look for in a published folder. The internal edition keeps crawlers out. */
export function siteFiles(book: PublicBook, edition: EditionName): ExportedFile[] {
  const headers = { path: '_headers', contents: formatHeaders(edition) };
  const open = book.settings.editions.public;
  if (isForStaff(edition) || !open) {
    return [headers, { path: 'robots.txt', contents: 'User-agent: *\nDisallow: /\n' }];
  }
  return [
    headers,
    { path: 'robots.txt', contents: formatRobots(open.url) },
    { path: 'sitemap.xml', contents: formatSitemap(book, open.url) },
    { path: '.well-known/security.txt', contents: formatSecurityText(book, open) },
  ];
}

/** Settings for web servers. They are beside the published folder, so that they are not published. */
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
  { policies, asOf }: PublicBook,
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

interface SitemapPage {
  readonly path: string;
  /** When its text last changed; a month is a date that sitemaps know too. */
  readonly changed?: PartialDate;
}

/** The pages of the public edition for search engines. Takes the public book, so that it can name no other page. */
function formatSitemap(open: PublicBook, url: string): string {
  const pages: SitemapPage[] = [
    { path: '/' },
    { path: '/policies/' },
    ...open.policies.map((policy) => {
      const changed = inForceSpans(policy).get(policy.current.version)?.from;
      return { path: policyPath(policy.id), ...(changed !== undefined && { changed }) };
    }),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.map((page) => formatPage(page, url)).join('')}</urlset>
`;
}

function formatPage({ path, changed }: SitemapPage, url: string): string {
  const address = siteAddress(url, path).replaceAll('&', '&amp;').replaceAll("'", '&apos;');
  const day = changed === undefined ? '' : `<lastmod>${changed}</lastmod>`;
  return `  <url><loc>${address}</loc>${day}</url>\n`;
}

const wasmNote =
  "'wasm-unsafe-eval' lets the search compile its WebAssembly, and allows nothing else.";

/** `_headers`, which several static hosts read from the published folder. */
function formatHeaders(edition: EditionName): string {
  const lines = securityHeaders(edition).map(([name, value]) => `  ${name}: ${value}`);
  return ['/*', ...lines, ''].join('\n');
}

/** For nginx: to be included in the server or location that serves an edition below `base`. */
function formatNginx(edition: EditionName, base: string): string {
  return [
    `# The ${edition} edition: include this file in the block that serves it.`,
    '# A location with an add_header of its own inherits none of these; include the file there too.',
    `# ${wasmNote}`,
    ...securityHeaders(edition).map(([name, value]) => `add_header ${name} "${value}" always;`),
    `error_page 404 ${base}404.html;`,
    ...(isForStaff(edition) ? accessNote : []),
    '',
  ].join('\n');
}

/** For Caddy: to be imported into the site that serves an edition below `base`. */
function formatCaddy(edition: EditionName, base: string): string {
  return [
    `# The ${edition} edition: import this file into the site that serves it.`,
    `# ${wasmNote}`,
    'header {',
    ...securityHeaders(edition).map(([name, value]) => `\t${name} "${value}"`),
    '}',
    'handle_errors 404 {',
    `\trewrite * ${base}404.html`,
    '\tfile_server',
    '}',
    ...(isForStaff(edition) ? accessNote : []),
    '',
  ].join('\n');
}

const accessNote = [
  '# This edition is for staff and auditors: put access control before it. Headers are none.',
];
