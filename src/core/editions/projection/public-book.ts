import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { inForceOn, inForceSpans } from '../../history/in-force.ts';
import type { Book } from '../../model/book.ts';
import type { PublicBook } from '../../model/edition.ts';
import type { Policy, PolicyVersion } from '../../model/policy.ts';
import { findAsset, findClause, readLinkTarget } from '../../parse/link-target.ts';
import { listReferences } from '../../parse/list-references.ts';
import { versionTree } from '../../parse/parse-markdown.ts';
import { assembleVersion } from '../../parse/parse-policy.ts';
import type { Settings } from '../../schemas/settings.ts';
import { countedReviews } from '../../history/review-clock.ts';
import { reviewDay } from '../../history/early-reviews.ts';
import { readerText } from '../scan/book-texts.ts';
import { isUnspaced } from '../scan/tokenise.ts';
import { checkConsent, warnOfWhole } from './check-consent.ts';
import { checkPublicText } from './check-public-text.ts';
import { extractBody, type PublicExtract } from './extract-body.ts';
import { publicFrontmatter } from './public-frontmatter.ts';
import { relinkForPublic, type PublicTargets } from './relink-for-public.ts';
import { isNamed, linkForPublic, publicVersion } from './select-public.ts';

/**
 * The book as customers may see it. Nothing is in it unless it is named here or in the files that this one calls:
 * of each public policy the version in force, less its internal parts; no people, no changes, no records. The
 * diagnostics state what cannot be made public; while there are errors the book must not be built.
 */
export function publicBook(internal: Book): ProjectedBook {
  const { book, diagnostics } = projectBook(internal);
  return { book, diagnostics: [...diagnostics, ...checkPublicText(internal, book)] };
}

export interface ProjectedBook {
  readonly book: PublicBook;
  readonly diagnostics: readonly Diagnostic[];
}

/** The same without the check of the public texts; for comparing, never for publishing. */
export function projectBook(internal: Book): ProjectedBook {
  const diagnostics: Diagnostic[] = internal.policies.flatMap((policy) =>
    describeDoubt(internal, policy),
  );
  const extracts: (PublicExtract & { policy: Policy })[] = [];
  for (const policy of internal.policies) {
    const version = publicVersion(internal, policy);
    if (!version) continue;
    const result = extractBody(version);
    diagnostics.push(...checkConsent(internal, policy, version), ...result.diagnostics);
    if (!result.extract) continue;
    extracts.push({ ...result.extract, policy });
    if (losesNothing(version, result.extract.body)) diagnostics.push(...warnOfWhole(version));
  }

  const policies = extracts
    .map(({ policy, ...extract }) =>
      publicPolicy(internal, policy, extract, targetsOf(internal, extract, extracts)),
    )
    .sort((left, right) =>
      left.current.frontmatter.title.localeCompare(right.current.frontmatter.title, 'en'),
    );
  return { book: assemble(internal, policies), diagnostics };
}

function assemble(internal: Book, policies: readonly Policy[]): PublicBook {
  const closed = internal.policies.filter((policy) => !publicVersion(internal, policy));
  const named = closed.filter((policy) => isNamed(internal, policy));
  const inForce = closed.filter((policy) => inForceOn(policy, internal.asOf).kind !== 'none');
  const shown = policies.flatMap(({ current: { references } }) => [
    ...references.images,
    ...references.links,
  ]);
  const assets = new Set(
    shown.flatMap(({ url }) => {
      const target = readLinkTarget(url);
      return target.kind === 'file' ? (findAsset(internal.assets, target.path) ?? []) : [];
    }),
  );
  return {
    asOf: internal.asOf,
    engine: internal.engine,
    settings: publicSettings(
      internal.settings,
      named.map(({ id }) => id),
    ),
    policies,
    unlisted: inForce.filter((policy) => !named.includes(policy)).length,
    assets: internal.assets.filter((asset) => assets.has(asset)),
  };
}

function describeDoubt({ asOf }: Book, policy: Policy): Diagnostic[] {
  const inForce = inForceOn(policy, asOf);
  const [newest] = inForce.kind === 'uncertain' ? inForce.candidates : [];
  if (!newest || policy.current.frontmatter.publish === 'none') return [];
  return [
    {
      code: 'edition/in-force-uncertain',
      severity: 'warning',
      at: { file: newest.source.file, line: 1 },
      problem: `Which version of "${newest.frontmatter.title}" is in force on ${asOf} is not certain, so none is public.`,
      remedy: 'Write the day from which the version is in force, if it is known.',
    },
  ];
}

/** What links may lead to is decided by the texts after the cut: a clause may be gone. */
function targetsOf(
  internal: Book,
  own: PublicExtract,
  extracts: readonly PublicExtract[],
): PublicTargets {
  const clausesOf = (policy: string) =>
    extracts.find(({ version }) => version.policy === policy)?.clauses;
  return {
    standingOf: (policy) => linkForPublic(internal, policy),
    hasClause: (anchor, policy = own.version.policy) =>
      findClause(clausesOf(policy) ?? [], anchor) !== undefined,
    contact: internal.settings.editions.public?.contact ?? '',
  };
}

function publicPolicy(
  internal: Book,
  policy: Policy,
  { version, body: cut }: PublicExtract,
  targets: PublicTargets,
): Policy {
  const phrases = internal.settings.editions.public?.withhold ?? [];
  const body = withhold(relinkForPublic(cut, targets), phrases, 'markdown');
  // Neither the path, which may contain a commit, nor the text, which contains the internal parts.
  const source = { file: `${version.policy}.mdx`, text: '' };
  const { data } = listReferences(versionTree({ body, source }), 1);
  const frontmatter = publicFrontmatter(version.frontmatter, {
    printed: data,
    isPublic: (policy) => targets.standingOf(policy) === 'page',
    withhold: (text) => withhold(text, phrases, 'plain'),
    isWhole: losesNothing(version, withhold(cut, phrases, 'markdown')),
    approvedBy: roleOfApprover(internal.people, version),
    reviewed: countedReviews(policy, internal)
      .map(({ on }) => on)
      .filter((on) => on <= internal.asOf),
    inForceFrom: inForceSpans(policy).get(version.version)?.from ?? version.frontmatter.effective,
    nextReview: reviewDay(policy, internal),
  });
  // Its fingerprint is another one: that of the internal text would let a guess at it be confirmed.
  const current = assembleVersion({
    policy: version.policy,
    frontmatter,
    body,
    bodyLine: 1,
    source,
  });
  const formerIds = publicFormerIds(policy);
  return {
    id: policy.id,
    ...(formerIds.length > 0 && { formerIds }),
    current,
    versions: [current],
  };
}

/** Whether customers read every word of a version. */
function losesNothing(version: PolicyVersion, publicBody: string): boolean {
  const words = (body: string) =>
    readerText({ ...version, body })
      .match(/\S+/g)
      ?.join(' ');
  return words(publicBody) === words(version.body);
}

function roleOfApprover(
  people: Book['people'],
  { frontmatter: { approval } }: PolicyVersion,
): string | undefined {
  if (!approval) return undefined;
  const { by, on } = approval;
  const roles = Object.hasOwn(people, by) ? (people[by]?.roles ?? []) : [];
  return roles.find(({ from, to }) => from <= on && (to === undefined || on <= to))?.role;
}

/** Former ids under which a text was public: an id from a time before may itself be for staff. */
function publicFormerIds({ formerIds = [], versions }: Policy): string[] {
  const wasPublic = (id: string) =>
    versions.some(
      ({ source, frontmatter: { publish, status } }) =>
        publish !== 'none' &&
        status !== 'draft' &&
        source.file.split('@')[0]?.endsWith(`/policies/${id}.mdx`),
    );
  return formerIds.filter(wasPublic);
}

/** The settings that public pages need, each named here. The one address that customers get is the public contact. */
function publicSettings(
  { organisation, timeZone, editions, sample }: PublicBook['settings'],
  namedPolicies: readonly string[],
): PublicBook['settings'] {
  const contact = editions.public?.contact ?? '';
  const url = editions.public?.url ?? '';
  return {
    organisation: { name: organisation.name, contact },
    timeZone,
    editions: {
      internal: { url },
      public: { url, contact, nameInternalPolicies: [...namedPolicies], withhold: [], allow: [] },
    },
    ...(sample && { sample: { asOf: sample.asOf, landed: {} } }),
  };
}

const markdownSigns = /[\\`*_{}[\]<>|]/g;

/** Replaces withheld phrases, longest first: whole words, in any case, over any white space. */
export function withhold(
  text: string,
  phrases: NonNullable<Settings['editions']['public']>['withhold'],
  form: 'plain' | 'markdown',
): string {
  const ordered = phrases
    .filter((one) => one.text.trim() !== '')
    .sort((a, b) => b.text.length - a.text.length);
  if (ordered.length === 0) return text;
  const pattern = new RegExp(ordered.map((one) => `(${patternOf(one.text)})`).join('|'), 'giu');
  return text.replaceAll(pattern, (...match: unknown[]) => {
    const index = match.slice(1, 1 + ordered.length).findIndex((group) => group !== undefined);
    const words = ordered[index]?.with ?? '';
    return form === 'plain' ? words : words.replaceAll(markdownSigns, String.raw`\$&`);
  });
}

// Words have no edges in a script that puts no space between them.
function patternOf(phrase: string): string {
  const plain = phrase.trim();
  const before = isUnspaced(plain.slice(0, 1)) ? '' : String.raw`(?<![\p{L}\p{M}\p{N}])`;
  const after = isUnspaced(plain.slice(-1)) ? '' : String.raw`(?![\p{L}\p{M}\p{N}])`;
  const words = plain
    .split(/\s+/)
    .map((word) => word.replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`))
    .join(String.raw`\s+`);
  return `${before}${words}${after}`;
}
