import type { PublicBook } from '../../model/edition.ts';
import { createHash } from 'node:crypto';
import type { Book } from '../../model/book.ts';
import type { Policy, PolicyVersion, TextReferences } from '../../model/policy.ts';
import {
  changeDigests,
  changePhrases,
  commitPhrases,
  identityPhrases,
} from './collect-change-phrases.ts';
import type { SecondOpinion } from './second-opinion.ts';
import { firmPhrase, placeIn, softPhrase, type SecretPhrase, type SecretPlace } from './secrets.ts';
import { surnamePhrases } from './surname-phrases.ts';
import { countWords, foldText } from './tokenise.ts';

/** Names, addresses, ids and titles of the internal book that customers must not read. */
export function* collectPhrases(
  internal: Book,
  open: PublicBook,
  opinion: SecondOpinion,
): Iterable<SecretPhrase> {
  yield* peoplePhrases(internal, open);
  yield* settingsPhrases(internal);
  yield* filePhrases(internal, open, opinion);
  for (const policy of internal.policies) {
    yield* policyPhrases(internal, opinion, policy);
    for (const version of policy.versions) yield* correctionPhrases(version);
  }
  for (const change of internal.changes) yield* changePhrases(change);
}

/** Ids of commits and fingerprints of texts, which are recognised by how they begin. */
export function* collectDigests(internal: Book, open: PublicBook): Iterable<SecretPhrase> {
  yield* changeDigests(internal);
  const published = new Set(open.policies.map(({ current }) => current.fingerprint));
  const versions = internal.policies.flatMap((policy) => policy.versions);
  for (const { fingerprint, source, landed, corrections = [] } of versions) {
    const place = { file: source.file, line: 1 };
    yield* commitPhrases([landed?.commit, ...corrections.map(({ commit }) => commit)], place);
    if (published.has(fingerprint)) continue;
    yield firmPhrase('fingerprint', fingerprint, 'literal', place);
  }
  for (const [id, person] of Object.entries(internal.people)) {
    const place = placeIn(internal.peopleSource, `${id}:`);
    for (const email of person.emails) {
      for (const algorithm of ['md5', 'sha1', 'sha256']) {
        const text = createHash(algorithm).update(email.trim().toLowerCase()).digest('hex');
        yield firmPhrase('address', text, 'literal', place);
      }
    }
  }
}

/** The phrases that the settings withhold. */
export function withheldPhrases({ settings, settingsSource }: Book): SecretPhrase[] {
  return (settings.editions.public?.withhold ?? []).map(({ text }) =>
    firmPhrase('withheld', text, 'words', placeIn(settingsSource, text)),
  );
}

function* peoplePhrases(internal: Book, open: PublicBook): Iterable<SecretPhrase> {
  const { people, peopleSource } = internal;
  const ordinary = ordinaryWords(internal, open);
  for (const [id, { name, emails, forge = {}, bot }] of Object.entries(people)) {
    const place = placeIn(peopleSource, `${id}:`);
    yield* identityPhrases({ name, email: '' }, place);
    if (!bot) yield* surnamePhrases(name, ordinary, place);
    for (const text of emails) {
      const isContact = text === open.settings.editions.public?.contact;
      if (!isContact) yield firmPhrase('address', text, 'words', place);
    }
    for (const text of Object.values(forge)) {
      if (text !== undefined && text.length >= 4) yield softPhrase('login', text, 'literal', place);
    }
  }
}

/** Words from which a surname is told only beside a given name: those that texts have in small letters, and titles. */
function ordinaryWords(
  { people, policies, settings }: Book,
  open: PublicBook,
): ReadonlySet<string> {
  const smallIn = (own: readonly Policy[]) =>
    own.flatMap(({ current }) => current.body.match(smallWord) ?? []);
  const times = Map.groupBy(smallIn(policies), (word) => word);
  const small = [...smallIn(policies), ...smallIn(open.policies)].filter(
    // A long one that is written once may be the name itself.
    (word) => word.length < fewestInName || (times.get(word)?.length ?? 0) > 1,
  );
  const named = [
    settings.organisation.name,
    calendarWords,
    ...policies.map(({ current }) => current.frontmatter.title),
    ...Object.values(people).flatMap(({ roles }) => roles.map(({ role }) => role)),
  ].flatMap((text) => text.split(/[^\p{L}\p{M}]+/u));
  return new Set([...small, ...named].map((word) => foldText(word).toLowerCase()));
}

const fewestInName = 6;
const smallWord = /(?<![\p{L}\p{M}\p{N}])[\p{Ll}\p{M}]+(?![\p{L}\p{M}\p{N}])/gu;
const calendarWords =
  'January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday';

function* settingsPhrases({ settings, settingsSource }: Book): Iterable<SecretPhrase> {
  const { contact } = settings.organisation;
  yield softPhrase('address', contact, 'words', placeIn(settingsSource, contact));
  const { internal, public: open } = settings.editions;
  const { host } = new URL(internal.url);
  if (open && host !== new URL(open.url).host) {
    yield firmPhrase('host', host, 'literal', placeIn(settingsSource, host));
  }
}

function* correctionPhrases({ source, corrections = [] }: PolicyVersion): Iterable<SecretPhrase> {
  const place = { file: source.file, line: 1, isTyped: true } as const;
  for (const { by } of corrections) yield* identityPhrases({ name: by, email: '' }, place);
}

function* policyPhrases(
  internal: Book,
  opinion: SecondOpinion,
  policy: Policy,
): Iterable<SecretPhrase> {
  for (const version of policy.versions) {
    yield* idPhrases(version);
    const { frontmatter, source } = version;
    for (const text of Object.values(frontmatter.contacts)) {
      yield softPhrase('address', text, 'words', placeIn(source, text));
    }
  }
  const named = internal.settings.editions.public?.nameInternalPolicies ?? [];
  if (opinion.policies.has(policy.id) || named.includes(policy.id)) return;
  const place = { file: policy.current.source.file, line: 1 };
  const id = policy.id.includes('-') ? policy.id : `policies/${policy.id}`;
  yield softPhrase('policy', id, 'literal', place);
  for (const { frontmatter, source } of policy.versions) {
    const { title } = frontmatter;
    const isPartOfPublic = internal.policies.some(
      ({ id, current }) => opinion.policies.has(id) && current.frontmatter.title.includes(title),
    );
    const isFirm = countWords(title) > 1 && !isPartOfPublic;
    yield { ...softPhrase('title', title, 'cased', placeIn(source, title)), isFirm };
  }
}

/** Files of assets that the public edition does not have, by name; a name that it uses is not a secret. */
export function listInternalImages(
  internal: Book,
  open: PublicBook,
  { texts }: SecondOpinion,
): { name: string; stem: string; place: SecretPlace }[] {
  const isShown = (asset: string) => {
    const name = asset.split('/').at(-1) ?? '';
    return texts.some((text) => text.includes(`/${name}`) || text.includes(`/${encodeURI(name)}`));
  };
  const shown = new Set(open.assets.filter(isShown).map(baseName).map(stemOf));
  const referred = internal.policies
    .flatMap(({ versions }) => versions)
    .flatMap(({ references, source }) => references.images.map(({ url }) => ({ url, source })));
  const files = [
    ...internal.assets.map((file) => ({ name: baseName(file), place: { file, line: 1 } })),
    ...referred.map(({ url, source }) => ({ name: baseName(url), place: placeIn(source, url) })),
  ];
  return files
    .map((one) => ({ ...one, stem: stemOf(one.name) }))
    .filter(({ stem }) => stem !== '' && !shown.has(stem));
}

function* filePhrases(
  internal: Book,
  open: PublicBook,
  opinion: SecondOpinion,
): Iterable<SecretPhrase> {
  for (const { name, stem, place } of listInternalImages(internal, open, opinion)) {
    yield softPhrase('file-name', name, 'literal', place);
    if (countWords(stem) > 1) yield softPhrase('file-name', stem, 'literal', place);
  }
  for (const { source } of [...internal.answers, ...internal.duties]) {
    const place = { file: source.file, line: 1 };
    yield softPhrase('file-name', source.file, 'literal', place);
  }
}

function baseName(path: string): string {
  return (path.split('/').at(-1) ?? '').toLowerCase();
}

function stemOf(name: string): string {
  return name.split('.')[0] ?? '';
}

// A list of its own: a fault in the projection's must not decide what is a secret.
const standards = new Set(['soc2', 'iso27001', 'hipaa', 'gdpr']);

/** Ids of duties, of controls in private catalogues, and addresses of links. A single word may be an ordinary one. */
function* idPhrases({ frontmatter, references, source }: PolicyVersion): Iterable<SecretPhrase> {
  const controls = Object.entries(frontmatter.controls).flatMap(([framework, ids]) =>
    standards.has(framework) ? [] : ids,
  );
  for (const text of [...frontmatter.duties.map(({ id }) => id), ...controls]) {
    if (countWords(text) < 2) continue;
    yield softPhrase('id', text, 'literal', placeIn(source, text));
  }
  for (const text of listAddresses(references)) {
    yield softPhrase('link', text, 'literal', placeIn(source, text));
  }
}

/** Addresses elsewhere without their scheme; those inside the book are known by the ids of its policies. */
function listAddresses({ links }: TextReferences): string[] {
  return links.flatMap(({ url }) => {
    const [, address = ''] = /^https?:\/\/(.+)$/i.exec(url) ?? [];
    return address.replace(/(?<!\/)\/+$/, '') || [];
  });
}
