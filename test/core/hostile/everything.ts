import { linkToOf } from '#astro/edition.ts';
import { formatAnnotations, formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { collectSiteSecrets } from '#core/editions/scan/collect-secrets.ts';
import { findLeaks } from '#core/editions/scan/find-leaks.ts';
import { waiveSecrets } from '#core/editions/scan/waive-secrets.ts';
import { exportFiles } from '#core/exports/export-files.ts';
import { formatPublicView } from '#core/exports/format-public-view.ts';
import { formatRuleCounts } from '#core/exports/format-rule-counts.ts';
import { formatSummary } from '#core/exports/format-summary.ts';
import { redlineVersions } from '#core/history/redline/redline-versions.ts';
import { renderVersion } from '#core/history/render-version.ts';
import type { Book } from '#core/model/book.ts';
import type { EditionName, PublicBook } from '#core/model/edition.ts';
import { changeStory } from '#core/views/changes/change-story.ts';
import { formatContent, type Content } from '#core/views/content.ts';
import { listControls } from '#core/views/controls/controls.ts';
import { policyPage, versionPage } from '#core/views/policies/policy-page.ts';
import { policiesTable, policyRows } from '#core/views/policies/policy-rows.ts';
import { nextReviews } from '#core/views/reviews/reviews.ts';
import { judge, type BookOrder } from '../../helpers/book.ts';

/** What the core makes of a book. */
interface Everything {
  /** What a terminal shows. */
  readonly printed: string;
  /** Texts of policies and lists, as HTML. */
  readonly pages: readonly string[];
  /** What pages are made from, and files for programs. */
  readonly data: readonly string[];
}

/** Everything that the core makes of a book: messages, both editions with their pages and files, and the scan. */
export function makeEverything(order: BookOrder): Everything {
  const { book, diagnostics } = judge(order);
  const printed = [formatDiagnostics(diagnostics), formatAnnotations(diagnostics)];
  if (!book) return { printed: printed.join('\n'), pages: [], data: [] };
  printed.push(formatRuleCounts(book, true), formatSummary(book));
  const { book: open, diagnostics: faults } = publicBook(book);
  printed.push(formatDiagnostics(faults), formatPublicView(book, open));
  const [internal, site] = [printEdition(book, 'internal'), printEdition(open, 'public')];
  const { secrets } = waiveSecrets(collectSiteSecrets(book, open, { sources: [], code: [] }), book);
  for (const [index, text] of [...site.pages, ...site.data].entries()) {
    const leaks = findLeaks(secrets, { path: `${index}.html`, bytes: Buffer.from(text) });
    printed.push(...leaks.map(({ found }) => found));
  }
  return {
    printed: printed.join('\n'),
    pages: [...internal.pages, ...site.pages, ...printStaffPages(book)],
    data: [...internal.data, ...site.data],
  };
}

function printEdition(book: PublicBook, edition: EditionName): Omit<Everything, 'printed'> {
  const linkTo = linkToOf(book, '/');
  const showImage = (src: string, attributes: object) => ({ ...attributes, src });
  const versions = book.policies.flatMap((policy) =>
    policy.versions.map(
      (version, index) => [policy.versions[index + 1] ?? version, version] as const,
    ),
  );
  return {
    pages: [
      ...versions.map(([, version]) => renderVersion(version, { linkTo, showImage })),
      formatContent(policiesTable(policyRows(book), book), (path) => path),
    ],
    data: [
      ...versions.map(([before, version]) => JSON.stringify(redlineVersions(before, version))),
      ...book.policies.map((policy) => JSON.stringify(policyPage(book, policy))),
      ...[...exportFiles(book, edition)].map(({ contents }) => [...contents].join('')),
    ],
  };
}

function printStaffPages(book: Book): string[] {
  const print = (content: Content) => formatContent(content, (path) => path);
  return [
    ...book.changes.flatMap((change) =>
      changeStory(change, book).flatMap((part) => ('content' in part ? [print(part.content)] : [])),
    ),
    JSON.stringify([
      listControls(book),
      nextReviews(book),
      ...book.policies.flatMap((policy) =>
        policy.versions.map((version) => versionPage(book, policy, version)),
      ),
    ]).replaceAll('<', '&lt;'),
  ];
}
