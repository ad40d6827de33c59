import type { Book } from '../../model/book.ts';
import type { Policy, PolicyVersion } from '../../model/policy.ts';
import { readerText, stringsOf } from './book-texts.ts';

/** What customers may read, without a look at the public book. */
export interface SecondOpinion {
  /** Ids of the policies of which something is public. */
  readonly policies: ReadonlySet<string>;
  /** At least all words of the public texts. */
  readonly texts: readonly string[];
}

/**
 * What may be public, read off the internal book by simpler means than the projection's. The two share the parser and
 * the resolving of components, and no decision: not which version is in force, nor what is cut. So a fault of the
 * projection does not decide what is a secret here. This opinion may take too much for public, such as a heading over
 * an internal part; what only one of the two takes for public is a secret.
 */
export function secondOpinion(internal: Book): SecondOpinion {
  const shown = internal.policies.flatMap((policy) => versionShown(internal, policy));
  const { organisation, editions, sample } = internal.settings;
  const open = editions.public;
  const policies = new Set(shown.map(({ policy }) => policy));
  return {
    policies,
    texts: [
      ...shown.flatMap((version) => textsOf(version, policies)),
      ...stringsOf([organisation.name, open?.url, open?.contact, open?.nameInternalPolicies]),
      ...(open?.withhold ?? []).map((phrase) => phrase.with),
      ...stringsOf(sample?.asOf),
    ],
  };
}

/** The newest version of which no day is still to come, where it is approved and open. */
function versionShown({ asOf }: Book, { current, versions }: Policy): PolicyVersion[] {
  const shown = versions.find(
    ({ frontmatter: { status, effective, approval }, landed, isPending }) => {
      const days = [effective, approval?.on ?? '', landed?.on ?? ''];
      return status !== 'draft' && approval && !isPending && days.every((day) => day <= asOf);
    },
  );
  const isOpen = [shown, current].every(
    (one) => one?.frontmatter.publish === 'extract' || one?.frontmatter.publish === 'whole',
  );
  return shown && isOpen && shown.frontmatter.status === 'approved' ? [shown] : [];
}

function textsOf(version: PolicyVersion, open: ReadonlySet<string>): string[] {
  const { frontmatter, policy } = version;
  const { title, owner, controls, history } = frontmatter;
  const related = frontmatter.related.filter((id) => open.has(id));
  const body = withoutLinks(withoutMarked(version.body), open);
  const duties = body.includes('<Duties') ? frontmatter.duties.map(({ what }) => what) : [];
  return [
    ...[policy, title, owner, body, readerText({ ...version, body })],
    ...stringsOf([controls, related]),
    ...history.flatMap(({ publicSummary }) => publicSummary ?? []),
    ...duties,
  ];
}

/** A tag of an internal part, or the beginning of a comment. */
const mark = /<\s*(?:(\/)\s*)?Internal\b([^<>]*)>|\{\/\*/g;

/** A text less everything between the first tag of an internal part and its last, by counting tags. */
function withoutMarked(body: string): string {
  const kept: string[] = [];
  const lastEnd = body.lastIndexOf('*/}');
  let depth = 0;
  let from = 0;
  for (const { 0: found, 1: closes, 2: rest, index } of body.matchAll(mark)) {
    // Within a comment, or the beginning of one that never ends.
    if (index < from || (rest === undefined && index + 2 > lastEnd)) continue;
    if (depth === 0) kept.push(body.slice(from, index));
    from = rest === undefined ? body.indexOf('*/}', index + 2) + 3 : index + found.length;
    if (rest === undefined || rest.trimEnd().endsWith('/')) continue;
    depth = Math.max(depth + (closes ? -1 : 1), 0);
  }
  if (depth === 0) kept.push(body.slice(from));
  return kept.join('');
}

/** A text whose links to policies that are not open have lost their addresses. */
function withoutLinks(body: string, open: ReadonlySet<string>): string {
  return body.replaceAll(
    /(\]\(|\]:)(\s*<?(?:\.{0,2}\/)*(?:policies\/)?)([a-z0-9-]+)(?=(?:\.mdx?|\/)?(?:[?#)>\s]|$))/gm,
    (written, start: string, space: string, policy: string) =>
      open.has(policy) ? written : start + space,
  );
}
