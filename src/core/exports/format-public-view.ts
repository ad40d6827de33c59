import type { PublicBook } from '../model/edition.ts';
import { escapeText } from '../diagnostics/escape-text.ts';
import { count } from '../diagnostics/format-diagnostics.ts';
import { projectBook } from '../editions/projection/public-book.ts';
import { isNamed, publicVersion } from '../editions/projection/select-public.ts';
import { readerText } from '../editions/scan/book-texts.ts';
import { countWords } from '../editions/scan/tokenise.ts';
import { describeRedline } from '../history/redline/describe-redline.ts';
import { redlineVersions } from '../history/redline/redline-versions.ts';
import type { Book } from '../model/book.ts';
import type { Policy, PolicyVersion } from '../model/policy.ts';

/** What customers see of each policy, a line each, and what changed for them. Empty without a public edition. */
export function formatPublicView(internal: Book, open: PublicBook): string {
  if (!internal.settings.editions.public) return '';
  const policies = internal.policies.flatMap((policy) => withoutNewest(internal, policy));
  const before = projectBook({ ...internal, policies }).book;
  const lines = internal.policies.map((policy) => {
    const { version, frontmatter } = publicVersion(internal, policy) ?? policy.current;
    const views = [describeView(internal, open, policy), describeChange(open, before, policy)];
    return `  ${frontmatter.title}, version ${version}: ${views.filter(Boolean).join('; ')}`;
  });
  const head = `What customers see (${open.policies.length} of ${internal.policies.length}):`;
  return [head, ...lines].map(escapeText).join('\n');
}

function withoutNewest(internal: Book, policy: Policy): Policy[] {
  const shown = publicVersion(internal, policy);
  const [current, ...older] = shown ? earlierThan(policy, shown.version) : [];
  return current ? [{ id: policy.id, current, versions: [current, ...older] }] : [];
}

function earlierThan({ versions }: Policy, version: string): readonly PolicyVersion[] {
  return versions.slice(versions.findIndex((one) => one.version === version) + 1);
}

function describeView(internal: Book, open: PublicBook, policy: Policy): string {
  const version = publicVersion(internal, policy);
  const shown = open.policies.find(({ id }) => id === policy.id);
  if (!version) return isNamed(internal, policy) ? 'nothing but its name' : 'nothing';
  if (!shown) return 'nothing until its faults are fixed';
  if (version.frontmatter.publish === 'whole') return 'the whole';
  const words = countWords(readerText(version));
  const withheld = Math.max(words - countWords(readerText(shown.current)), 0);
  if (shown.current.frontmatter.publish === 'whole')
    return 'the whole: nothing is withheld of its extract';
  return `an extract, ${withheld.toLocaleString('en')} of ${count(words, 'word')} withheld`;
}

/** Compares with the text that customers had of the version before, made in the same way from what the book has of it. */
function describeChange(open: PublicBook, before: PublicBook, policy: Policy): string {
  const { id } = policy;
  const shown = open.policies.find((one) => one.id === id)?.current;
  if (!shown) return '';
  const [earlier] = earlierThan(policy, shown.version);
  if (!earlier) return 'no earlier version';
  const had = before.policies.find((one) => one.id === id)?.current;
  if (!had) return `version ${earlier.version} was not public`;
  if (readerText(had) === readerText(shown)) return `the same text as version ${earlier.version}`;
  const clauses = describeRedline(redlineVersions(had, shown)).clauses.map(({ text }) =>
    (text.split(/ \(|:/, 1)[0] ?? '').replace(/, before [^,]+,/, ''),
  );
  return `since version ${earlier.version} for them: ${clauses.join(', ')}`;
}
