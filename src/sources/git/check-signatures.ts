import { createHash } from 'node:crypto';
import type { CalendarDate } from '#core/model/calendar-date.ts';
import {
  calendarDateOf,
  clockSkew,
  epochOf,
  parseInstant,
  type Instant,
} from '#core/model/instant.ts';
import type { CheckedSignature, RawCommit } from '#core/model/raw-commit.ts';
import { openValueCache } from '../cache/open-value-cache.ts';
import {
  headerOf,
  parseSshSignature,
  splitSignedCommit,
  splitSignedTag,
  type Signed,
  type SshSignature,
} from './parse-object.ts';
import { readObjects } from './read-objects.ts';
import { runGit } from './run-git.ts';
import { gitNamespace, verifySignatures, type Verification } from './verify-signatures.ts';

/** A key of a person, and when it was theirs; both days included. */
export interface Signer {
  /** Id in people.yaml. */
  readonly person: string;
  /** As in a `.pub` file: `ssh-ed25519 AAAA… comment`. */
  readonly ssh: string;
  readonly from: CalendarDate;
  readonly to?: CalendarDate;
}

// Part of what is kept: a new one for every change of what is verified.
const formatVersion = 'signatures-format-1';

interface SignatureOrder {
  readonly gitDir: string;
  readonly line: readonly RawCommit[];
  /** Signatures of commits on the line, by commit. */
  readonly armors: ReadonlyMap<string, string>;
  readonly signers: readonly Signer[];
  readonly timeZone: string;
  readonly cache?: string;
}

/** A signature that was found, with what is known before anything is verified. */
interface Found {
  readonly object: string;
  readonly commit: string;
  readonly over: 'commit' | 'tag';
  readonly tag?: string;
  readonly armor: string;
  /** As the signed object is dated. */
  readonly at: Instant;
  /** As the commit is dated, of a tag. */
  readonly commitAt?: Instant;
}

type Opinion =
  | Pick<CheckedSignature, 'state' | 'reason' | 'key'>
  | { readonly state: 'claimed'; readonly person: string; readonly key: string };

/** Signatures over the commits of a line and over the annotated tags on them, checked; by commit. */
export async function checkSignatures(
  order: SignatureOrder,
): Promise<ReadonlyMap<string, readonly CheckedSignature[]>> {
  const found = [...listCommitSignatures(order), ...(await readTagSignatures(order))];
  const opinions = found.map((one) => ({ one, opinion: judgeClaim(one, order) }));
  const claims = opinions.flatMap(({ one, opinion }) =>
    opinion.state === 'claimed' ? [{ ...one, key: opinion.key }] : [],
  );
  const verified = await verifyNew(order, claims);

  const checked = opinions.map(({ one, opinion }) => {
    const { commit, over, tag, at } = one;
    const place = { over, ...(tag !== undefined && { tag, at }) };
    if (opinion.state !== 'claimed') return { commit, signature: { ...place, ...opinion } };
    const result = verified.get(nameOf(one.object, opinion.key));
    const key = fingerprintOf(opinion.key.split(' ')[1] ?? '');
    return { commit, signature: { ...place, ...concludeFrom(result, opinion.person), key } };
  });
  const byCommit = Map.groupBy(checked, ({ commit }) => commit);
  return new Map([...byCommit].map(([id, list]) => [id, list.map(({ signature }) => signature)]));
}

function concludeFrom(
  result: Verification | undefined,
  person: string,
): Pick<CheckedSignature, 'state' | 'reason' | 'by'> {
  if (result?.state === 'good') return { state: 'good', by: person };
  if (result?.state === 'not-checked') return result;
  return {
    state: 'bad',
    reason: `It names a key of ${person}, but it does not fit the signed object.`,
  };
}

function* listCommitSignatures({ line, armors }: SignatureOrder): Iterable<Found> {
  if (armors.size === 0) return;
  for (const { id, committer } of line) {
    const armor = armors.get(id);
    if (armor === undefined) continue;
    yield { object: id, commit: id, over: 'commit', armor, at: committer.at };
  }
}

async function readTagSignatures({ gitDir, line }: SignatureOrder): Promise<readonly Found[]> {
  const onLine = new Map(line.map(({ id, committer }) => [id, committer.at]));
  const byObject = Map.groupBy(
    (await listTags(gitDir)).filter(({ commit }) => onLine.has(commit)),
    ({ object }) => object,
  );
  const found: Found[] = [];
  await readObjects(gitDir, [...byObject.keys()], ({ id, bytes }) => {
    const armor = splitSignedTag(bytes)?.armor;
    for (const { name, commit, at } of byObject.get(id) ?? []) {
      // A tag of a tag proves nothing about the commit.
      const isDirect = headerOf(bytes, 'object')?.toString('latin1') === commit;
      if (armor === undefined || !isDirect) continue;
      const commitAt = onLine.get(commit);
      found.push({
        object: id,
        commit,
        over: 'tag',
        tag: name,
        armor,
        at,
        ...(commitAt && { commitAt }),
      });
    }
  });
  return found;
}

function judgeClaim(
  { armor, at, commitAt = at }: Found,
  { signers, timeZone }: SignatureOrder,
): Opinion {
  if (!armor.startsWith('-----BEGIN SSH SIGNATURE-----')) {
    return {
      state: 'not-checked',
      reason: 'It is not an SSH signature; PGP and X.509 are not checked.',
    };
  }
  const signature = parseSshSignature(armor);
  if (!signature) {
    return { state: 'bad', reason: 'It is damaged, or text follows it.' };
  }
  if (signature.namespace !== gitNamespace) {
    const shown = JSON.stringify(signature.namespace.slice(0, 40));
    const reason = `It was made for ${shown} and not for git.`;
    return { state: 'bad', reason, key: fingerprintOf(signature.key) };
  }
  // Its date is what the signer typed, and with an earlier one a key that has ended would count.
  if (epochOf(at) + clockSkew < epochOf(commitAt)) {
    return {
      state: 'bad',
      reason: `It is dated ${at}, before the commit that it tags (${commitAt}).`,
    };
  }
  return judgeKey(signature, signers, calendarDateOf(at, timeZone));
}

function judgeKey(
  { key, algorithm }: SshSignature,
  signers: readonly Signer[],
  day: CalendarDate,
): Opinion {
  const unknown = (reason: string): Opinion => ({
    state: 'unknown-key',
    reason,
    key: fingerprintOf(key),
  });
  if (algorithm === 'ssh-dss') return unknown('DSA keys are too weak to count.');
  const own = signers.filter(({ ssh }) => ssh.trim().split(/\s+/)[1] === key);
  const [first] = own;
  if (!first) return unknown('Its key does not belong to anybody in people.yaml.');
  if (own.some(({ person }) => person !== first.person)) {
    return unknown('Two people in people.yaml have its key.');
  }
  const valid = own.find(({ from, to }) => from <= day && (to === undefined || day <= to));
  if (valid) return { state: 'claimed', person: first.person, key: `${algorithm} ${key}` };
  return unknown(
    first.to !== undefined && first.to < day
      ? `The key of ${first.person} ended on ${first.to}, and it is dated ${day}.`
      : `The key of ${first.person} begins on ${first.from}, and it is dated ${day}.`,
  );
}

/** As ssh-keygen prints it, of a key in base64. */
function fingerprintOf(key: string): string {
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64');
  return `SHA256:${digest.replace(/(?<!=)=+$/, '')}`;
}

interface ClaimOf extends Found {
  readonly key: string;
}

/** Verifies what no earlier run did. Whether a signature fits its object never changes; whose key it is, may. */
async function verifyNew(
  { gitDir, cache: folder }: SignatureOrder,
  claims: readonly ClaimOf[],
): Promise<ReadonlyMap<string, Verification>> {
  const cache =
    folder === undefined ? undefined : openValueCache({ folder, version: formatVersion });
  const known = new Map<string, Verification>();
  const open = new Map<string, ClaimOf>();
  for (const claim of claims) {
    const name = nameOf(claim.object, claim.key);
    const state = cache?.read(name);
    if (state === 'good' || state === 'bad') known.set(name, { state });
    else open.set(claim.object, claim);
  }
  if (open.size === 0) return known;

  const signed: (Signed & { name: string; key: string })[] = [];
  await readObjects(gitDir, [...open.keys()], ({ id, type, bytes }) => {
    const parts = type === 'tag' ? splitSignedTag(bytes) : splitSignedCommit(bytes);
    const key = open.get(id)?.key ?? '';
    // The bytes are a view on what the next piece will overwrite.
    if (parts)
      signed.push({ ...parts, payload: Buffer.from(parts.payload), name: nameOf(id, key), key });
  });
  for (const [index, result] of (await verifySignatures(signed)).entries()) {
    const name = signed[index]?.name ?? '';
    known.set(name, result);
    if (result.state !== 'not-checked') cache?.write(name, result.state);
  }
  cache?.save();
  return known;
}

function nameOf(object: string, key: string): string {
  return `${object}:${key.replace(' ', ':')}`;
}

/** An annotated tag. */
interface Tag {
  readonly name: string;
  /** Id of the tag itself. */
  readonly object: string;
  /** The commit that it ends on. */
  readonly commit: string;
  readonly at: Instant;
}

const format =
  '%(objecttype)%00%(objectname)%00%(*objectname)%00%(taggerdate:iso-strict)%00%(refname)';

/** The annotated tags of a repository. One without a readable date is left out. */
async function listTags(gitDir: string): Promise<readonly Tag[]> {
  const printed = await runGit({
    gitDir,
    args: ['for-each-ref', `--format=${format}`, 'refs/tags/'],
  });
  return printed.split('\n').flatMap((line) => {
    const [type, object = '', commit = '', date = '', name = ''] = line.split('\0');
    const at = parseInstant(date);
    if (type !== 'tag' || !at) return [];
    return [{ name: name.slice('refs/tags/'.length), object, commit, at }];
  });
}
