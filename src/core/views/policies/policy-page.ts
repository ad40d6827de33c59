import { shownVersion } from '../../history/in-force.ts';
import type { Book } from '../../model/book.ts';
import { isWhole, type PublicBook } from '../../model/edition.ts';
import type { Policy, PolicyVersion } from '../../model/policy.ts';
import { policyDuties, nextReview } from '../reviews/reviews.ts';
import { documentHead } from './document-head.ts';
import { versionBefore } from './version-pairs.ts';
import { bandOf, versionLine, versionRow } from './versions.ts';
import { waitingOn } from './waiting.ts';

/** All that the page of a policy shows beside the text of the version in force, as plain data. */
export type PolicyPage = ReturnType<typeof policyPage>;

/** The page of a policy; a public edition has neither versions nor duties. */
export function policyPage(book: PublicBook, policy: Policy) {
  const { asOf, settings, policies } = book;
  const shown = shownVersion(policy, asOf);
  const { contacts, related } = shown.frontmatter;
  const head = documentHead(book, policy, shown);
  const known = related.flatMap((id) => policies.find((one) => one.id === id) ?? []);
  const page = {
    policy: policy.id,
    asOf,
    head,
    before: versionBefore(policy, shown.version)?.version,
    due: head.nextReview,
    clauses: shown.clauses,
    contacts,
    related: known.map(({ id, current }) => ({ id, title: current.frontmatter.title })),
  };
  if (!isWhole(book)) {
    const notes = publicNotes(book, shown);
    return { ...page, contact: settings.editions.public?.contact, notes, staff: undefined };
  }
  const { due, early } = nextReview(policy, book);
  const waiting = waitingOn({ policies: [policy] }, asOf);
  return {
    ...page,
    due: due ?? page.due,
    contact: settings.organisation.contact,
    notes: [],
    staff: {
      early,
      waiting: waiting.filter(({ version }) => version !== shown.version),
      versions: versionLine(policy, book),
      duties: policyDuties(policy, book),
    },
  };
}

/** What a public page is, in sentences: an extract or the whole, and how much else there is. */
function publicNotes(book: PublicBook, { frontmatter }: PolicyVersion): string[] {
  const extent =
    frontmatter.publish === 'whole'
      ? 'This page contains the whole text of the version.'
      : 'This page is an extract: what is for staff alone is left out.';
  return [extent, ...unlistedInWords(book)];
}

/** How many policies a public edition does not name, as a sentence; nothing where it names all. */
export function unlistedInWords({ settings, unlisted = 0 }: PublicBook): string[] {
  if (unlisted === 0) return [];
  const policies = unlisted === 1 ? '1 more policy' : `${unlisted} more policies`;
  return [`${settings.organisation.name} has ${policies} in force that this site does not list.`];
}

/** All that the permanent page of a version shows beside its text, as plain data. */
export type VersionPage = ReturnType<typeof versionPage>;

export function versionPage(book: Book, policy: Policy, version: PolicyVersion) {
  return {
    policy: policy.id,
    head: documentHead(book, policy, version),
    clauses: version.clauses,
    row: versionRow(policy, version, book),
    band: bandOf(policy, version, book.asOf),
    versions: versionLine(policy, book),
  };
}
