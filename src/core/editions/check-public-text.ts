import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Book } from '../model/book.ts';
import type { SourceFile } from '../model/source-file.ts';
import { collectNamedSecrets } from './collect-secrets.ts';
import { findSecrets, type FoundSecret } from './find-secrets.ts';
import { publicPolicyTexts } from './public-texts.ts';
import type { SecretKind, Secrets } from './secrets.ts';
import { publicVersion } from './select-public.ts';
import { stringsOf } from './strings-of.ts';

type Words = Pick<Diagnostic, 'problem' | 'remedy'>;

/** What the author of a public text wrote although customers must not read it. */
export function* checkPublicText(internal: Book, open: Book): Iterable<Diagnostic> {
  const secrets = collectNamedSecrets(internal, open);
  for (const policy of open.policies) {
    const own = internal.policies.find(({ id }) => id === policy.id);
    const source = own && publicVersion(internal, own)?.source;
    if (source) yield* checkTexts(publicPolicyTexts(policy), source, secrets);
  }
  yield* checkTexts(stringsOf(open.settings), internal.settingsSource, secrets);
}

function* checkTexts(
  texts: Iterable<string>,
  source: SourceFile,
  secrets: Secrets,
): Iterable<Diagnostic> {
  const found = new Map<string, FoundSecret>();
  for (const text of texts) {
    for (const secret of findSecrets(secrets, text)) {
      const key = `${secret.kind} ${secret.found.replaceAll(/\W+/g, ' ').toLowerCase()}`;
      if (!found.has(key)) found.set(key, secret);
    }
  }
  for (const secret of found.values()) {
    yield {
      code: secret.kind === 'withheld' ? 'edition/withheld-left' : 'edition/secret-left',
      severity: 'error',
      at: { file: source.file, line: lineOf(source, secret, secrets) },
      ...describe(secret),
      related: [{ at: secret.place, note: 'The internal book has it here.' }],
    };
  }
}

function lineOf({ text }: SourceFile, { kind }: FoundSecret, secrets: Secrets): number {
  const line = text
    .split('\n')
    .findIndex((one) => findSecrets(secrets, one).some((secret) => secret.kind === kind));
  return Math.max(line, 0) + 1;
}

const things: Readonly<Partial<Record<SecretKind, string>>> = {
  name: 'the name of a person',
  address: "a person's address",
  change: 'the id of a change',
  ticket: 'the id of a ticket',
  commit: 'the id of a commit',
  title: 'the title of a policy that is not public',
  host: 'the address of the internal edition',
};

function describe({ kind, found }: FoundSecret): Words {
  const shown = found.replaceAll(/\s+/g, ' ');
  if (kind === 'withheld') {
    return {
      problem: `"${shown}" is a withheld phrase, and the public text still has it in a form that was not replaced.`,
      remedy:
        'Write it on one line, without marks in the middle, or put it between <Internal> and </Internal>.',
    };
  }
  return {
    problem: `"${shown}" is ${things[kind] ?? `internal (${kind})`}, and the public text says it.`,
    remedy:
      kind === 'title'
        ? 'List the policy in editions.public.nameInternalPolicies, or put the words between <Internal> and </Internal>.'
        : 'Put it between <Internal> and </Internal>, or write it without.',
  };
}
