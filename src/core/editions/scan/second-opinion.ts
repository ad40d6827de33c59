import { inForceOn } from '../../history/in-force.ts';
import type { Book } from '../../model/book.ts';
import type { Policy, PolicyVersion } from '../../model/policy.ts';
import { stringsOf } from './strings-of.ts';
import { readerText } from './reader-text.ts';

/** What customers may read, as far as it can be told without making the public book. */
export interface SecondOpinion {
  /** Ids of the policies of which something is public. */
  readonly policies: ReadonlySet<string>;
  /** At least everything that the public texts say. */
  readonly texts: readonly string[];
}

/**
 * Reads off the internal book what may be public, by simpler means than those that make the public book and with
 * none of their code: a mistake there must not decide what counts as a secret here. It may take for public what is
 * not (a heading over an internal part), so that only what both say is no secret.
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

function versionShown({ asOf }: Book, policy: Policy): PolicyVersion[] {
  const inForce = inForceOn(policy, asOf);
  if (inForce.kind !== 'version') return [];
  const isOpen = [inForce.version, policy.current].every(
    ({ frontmatter }) => frontmatter.publish === 'extract' || frontmatter.publish === 'whole',
  );
  return isOpen && inForce.version.frontmatter.status === 'approved' ? [inForce.version] : [];
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

const mark = /<\s*(\/?)\s*Internal\b[^>]*?(\/?)\s*>|\{\/\*[\s\S]*?\*\/\}/g;

/** A text less everything between the first tag of an internal part and its last, by counting tags. */
function withoutMarked(body: string): string {
  const kept: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: found, 1: closes, 2: isEmpty, index } of body.matchAll(mark)) {
    if (depth === 0) kept.push(body.slice(from, index));
    from = index + found.length;
    if (found.startsWith('{') || isEmpty) continue;
    depth = Math.max(depth + (closes ? -1 : 1), 0);
  }
  if (depth === 0) kept.push(body.slice(from));
  return kept.join('');
}

/** A text whose links to policies that are not open have lost their addresses. */
function withoutLinks(body: string, open: ReadonlySet<string>): string {
  return body.replaceAll(
    /(\]\(|\]:)(\s*<?)([a-z0-9-]+)(?=[#)>\s]|$)/gm,
    (written, start: string, space: string, policy: string) =>
      open.has(policy) ? written : start + space,
  );
}
