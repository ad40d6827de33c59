import { inForceSpans } from '../history/in-force.ts';
import type { Book } from '../model/book.ts';
import type { PartialDate } from '../model/calendar-date.ts';
import { policyPath } from '../views/paths.ts';
import { siteAddress } from './site-address.ts';

interface SitemapPage {
  readonly path: string;
  /** When its text last changed; a month is a date that sitemaps know too. */
  readonly changed?: PartialDate;
}

/** The pages of the public edition for search engines. Takes the public book, so that it can name no other page. */
export function formatSitemap(open: Book, url: string): string {
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
