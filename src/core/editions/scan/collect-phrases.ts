import { createHash } from 'node:crypto';
import type { Book } from '../../model/book.ts';
import type { Policy, PolicyVersion } from '../../model/policy.ts';
import { changePhrases, changeDigests, commitPhrases } from './collect-change-phrases.ts';
import { idPhrases } from './collect-id-phrases.ts';
import { identityPhrases } from './identity-phrases.ts';
import { placeIn } from './place-in.ts';
import type { SecondOpinion } from './second-opinion.ts';
import type { SecretPhrase, SecretPlace } from './secrets.ts';
import { countWords } from './tokenise.ts';

/** The names, addresses, ids and titles that customers must not read, whatever the public book says. */
export function* collectPhrases(
  internal: Book,
  open: Book,
  opinion: SecondOpinion,
): Iterable<SecretPhrase> {
  yield* withheldPhrases(internal);
  yield* peoplePhrases(internal, open);
  yield* settingsPhrases(internal);
  yield* filePhrases(internal, open, opinion);
  for (const policy of internal.policies) {
    yield* policyPhrases(internal, opinion, policy);
    for (const version of allVersions(policy)) yield* correctionPhrases(version);
  }
  for (const change of internal.changes) yield* changePhrases(change);
}

/** Ids of commits and fingerprints of texts, which are recognised by how they begin. */
export function* collectDigests(internal: Book, open: Book): Iterable<SecretPhrase> {
  yield* changeDigests(internal);
  const published = new Set(open.policies.map(({ current }) => current.fingerprint));
  for (const { fingerprint, source, landed, corrections = [] } of internal.policies.flatMap(
    allVersions,
  )) {
    const place = { file: source.file, line: 1 };
    yield* commitPhrases([landed?.commit, ...corrections.map(({ commit }) => commit)], place);
    if (published.has(fingerprint)) continue;
    yield { kind: 'fingerprint', text: fingerprint, match: 'literal', place, isFirm: true };
  }
  for (const [id, person] of Object.entries(internal.people)) {
    const place = placeIn(internal.peopleSource, `${id}:`);
    for (const email of person.emails) {
      for (const algorithm of ['md5', 'sha1', 'sha256']) {
        const text = createHash(algorithm).update(email.trim().toLowerCase()).digest('hex');
        yield { kind: 'address', text, match: 'literal', place, isFirm: true };
      }
    }
  }
}

function allVersions({ current, versions }: Policy): PolicyVersion[] {
  return [...new Set([current, ...versions])];
}

function* withheldPhrases({ settings, settingsSource }: Book): Iterable<SecretPhrase> {
  for (const { text } of settings.editions.public?.withhold ?? []) {
    const place = placeIn(settingsSource, text);
    yield { kind: 'withheld', text, match: 'words', place, isFirm: true };
    const joined = text.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '');
    if (joined.length >= 8)
      yield { kind: 'withheld', text: joined, match: 'words', place, isFirm: true };
  }
}

function* peoplePhrases({ people, peopleSource }: Book, open: Book): Iterable<SecretPhrase> {
  for (const [id, { name, emails, forge = {} }] of Object.entries(people)) {
    const place = placeIn(peopleSource, `${id}:`);
    yield* identityPhrases({ name, email: '' }, place);
    for (const text of emails) {
      const isContact = text === open.settings.editions.public?.contact;
      if (!isContact) yield { kind: 'address', text, match: 'words', place, isFirm: true };
    }
    for (const text of Object.values(forge)) {
      if (text !== undefined && text.length >= 4)
        yield { kind: 'login', text, match: 'literal', place, isFirm: false };
    }
  }
}

function* settingsPhrases({ settings, settingsSource }: Book): Iterable<SecretPhrase> {
  const { contact } = settings.organisation;
  const isFirm = false;
  yield {
    kind: 'address',
    text: contact,
    match: 'words',
    place: placeIn(settingsSource, contact),
    isFirm,
  };
  const { internal, public: open } = settings.editions;
  const { host } = new URL(internal.url);
  if (open && host !== new URL(open.url).host) {
    yield {
      kind: 'host',
      text: host,
      match: 'words',
      place: placeIn(settingsSource, host),
      isFirm: true,
    };
  }
}

function* correctionPhrases({ source, corrections = [] }: PolicyVersion): Iterable<SecretPhrase> {
  const place = { file: source.file, line: 1 };
  for (const { by } of corrections) yield* identityPhrases({ name: by, email: '' }, place);
}

function* policyPhrases(
  internal: Book,
  opinion: SecondOpinion,
  policy: Policy,
): Iterable<SecretPhrase> {
  for (const version of allVersions(policy)) {
    yield* idPhrases(version);
    const { frontmatter, source } = version;
    for (const text of Object.values(frontmatter.contacts)) {
      yield { kind: 'address', text, match: 'words', place: placeIn(source, text), isFirm: false };
    }
  }
  const named = internal.settings.editions.public?.nameInternalPolicies ?? [];
  if (opinion.policies.has(policy.id) || named.includes(policy.id)) return;
  const place = { file: policy.current.source.file, line: 1 };
  const id = policy.id.includes('-') ? policy.id : `policies/${policy.id}`;
  yield { kind: 'policy', text: id, match: 'literal', place, isFirm: false };
  for (const { frontmatter, source } of allVersions(policy)) {
    const { title } = frontmatter;
    const isPartOfPublic = internal.policies.some(
      ({ id, current }) => opinion.policies.has(id) && current.frontmatter.title.includes(title),
    );
    const isFirm = countWords(title) > 1 && !isPartOfPublic;
    yield { kind: 'title', text: title, match: 'cased', place: placeIn(source, title), isFirm };
  }
}

/** Images that the public edition does not show, by name; what is called alike there is no secret. */
export function listInternalImages(
  internal: Book,
  open: Book,
  { texts }: SecondOpinion,
): { name: string; stem: string; place: SecretPlace }[] {
  const isShown = (asset: string) =>
    texts.some((text) => text.includes(`/${asset.split('/').at(-1) ?? ''}`));
  const shown = new Set(open.assets.filter(isShown).map(baseName).map(stemOf));
  const referred = internal.policies
    .flatMap(allVersions)
    .flatMap(({ references, source }) => references.images.map(({ url }) => ({ url, source })));
  const files = [
    ...internal.assets.map((file) => ({ name: baseName(file), place: { file, line: 1 } })),
    ...referred.map(({ url, source }) => ({ name: baseName(url), place: placeIn(source, url) })),
  ];
  return files
    .map((one) => ({ ...one, stem: stemOf(one.name) }))
    .filter(({ stem }) => stem !== '' && !shown.has(stem));
}

function* filePhrases(internal: Book, open: Book, opinion: SecondOpinion): Iterable<SecretPhrase> {
  for (const { name, stem, place } of listInternalImages(internal, open, opinion)) {
    yield { kind: 'file-name', text: name, match: 'literal', place, isFirm: false };
    if (countWords(stem) > 1)
      yield { kind: 'file-name', text: stem, match: 'literal', place, isFirm: false };
  }
  for (const { source } of [...internal.answers, ...internal.duties]) {
    const place = { file: source.file, line: 1 };
    yield { kind: 'file-name', text: source.file, match: 'literal', place, isFirm: false };
  }
}

function baseName(path: string): string {
  return (path.split('/').at(-1) ?? '').toLowerCase();
}

function stemOf(name: string): string {
  return name.split('.')[0] ?? '';
}
