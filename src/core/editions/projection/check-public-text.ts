import type { PublicBook } from '../../model/edition.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Book } from '../../model/book.ts';
import type { Policy, PolicyVersion } from '../../model/policy.ts';
import type { SourceFile } from '../../model/source-file.ts';
import { findRepeated } from './check-repeated.ts';
import { collectSecrets } from '../scan/collect-secrets.ts';
import { findSecrets, type FoundSecret } from '../scan/find-secrets.ts';
import { publicPolicyTexts, stringsOf } from '../scan/book-texts.ts';
import type { SecretKind, Secrets } from '../scan/secrets.ts';
import {
  describeUnneeded,
  findException,
  linesOfWaived,
  waiveSecrets,
} from '../scan/waive-secrets.ts';

type Words = Pick<Diagnostic, 'problem' | 'remedy'>;

/** Internal words that a public book contains, and exceptions of the book that nothing needs. */
export function* checkPublicText(internal: Book, open: PublicBook): Iterable<Diagnostic> {
  const { secrets, waived } = waiveSecrets(collectSecrets(internal, open), internal);
  const used = linesOfWaived(waived);
  for (const { sentence, diagnostic } of findRepeated(internal, open)) {
    const exception = findException(internal, sentence.text);
    if (exception) used.add(exception.place.line);
    else yield diagnostic;
  }
  yield* describeUnneeded(internal, (line) => !used.has(line));
  const { policies, assets, ...rest } = open;
  for (const policy of policies) {
    const texts = [...publicPolicyTexts(policy), ...stringsOf(policy)];
    yield* checkTexts(texts, sourceOf(internal, policy), secrets);
  }
  // An image that a text shows is found in that text.
  const unused = assets.filter((asset) => !policies.some(({ current }) => shows(current, asset)));
  yield* checkTexts(stringsOf([rest, unused]), internal.settingsSource, secrets);
}

function shows({ body }: PolicyVersion, asset: string): boolean {
  return body.includes(`/${asset.split('/').at(-1) ?? ''}`);
}

/** The file that a public text was made from. */
function sourceOf({ policies, settingsSource }: Book, { id, current }: Policy): SourceFile {
  const own = policies.find((policy) => policy.id === id);
  const version = own?.versions.find((one) => one.version === current.version);
  return (version ?? own?.current)?.source ?? settingsSource;
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
  const lineOf = createLineFinder(source, secrets);
  for (const secret of found.values()) {
    yield {
      code: secret.kind === 'withheld' ? 'edition/withheld-left' : 'edition/secret-left',
      severity: secret.place.isTyped ? 'warning' : 'error',
      at: { file: source.file, line: lineOf(secret) },
      ...describe(secret),
      related: [
        {
          at: { file: secret.place.file, line: secret.place.line },
          note: 'The internal book has it here',
        },
      ],
    };
  }
}

/** Finds the line on which a file has a secret of the same kind; the file is read at most once. */
function createLineFinder(
  { file, text }: SourceFile,
  secrets: Secrets,
): (secret: FoundSecret) => number {
  let lines: Map<SecretKind, number> | undefined;
  return ({ kind, place }) => {
    if (kind === 'text' && place.file === file) return place.line;
    lines ??= new Map(
      text
        .split('\n')
        .flatMap((one, index) =>
          findSecrets(secrets, one).map((secret) => [secret.kind, index + 1] as const),
        )
        .reverse(),
    );
    return lines.get(kind) ?? 1;
  };
}

const things: Readonly<Partial<Record<SecretKind, string>>> = {
  text: 'part of a text that only staff may read',
  name: 'the name of a person',
  address: "a person's address",
  change: 'the id of a change',
  ticket: 'the id of a ticket',
  commit: 'the id of a commit',
  title: 'a title that only staff may read',
  policy: 'the id of a policy that is not public',
  'file-name': 'the name of an internal file',
  link: 'an address that only internal texts give',
  host: 'the address of the internal edition',
};

function describe({ kind, found, place }: FoundSecret): Words {
  const words = found.replaceAll(/\s+/g, ' ');
  const shown = words.length <= 120 ? words : `${words.slice(0, 119)}…`;
  if (kind === 'withheld') {
    return {
      problem: `"${shown}" is a withheld phrase, and the public text still has it in a form that was not replaced.`,
      remedy:
        'Write it on one line, without marks in the middle, or put it between <Internal> and </Internal>. Another form of it, such as a plural, can be an entry of editions.public.withhold too.',
    };
  }
  return {
    problem: `"${shown}" is ${things[kind] ?? `internal (${kind})`}, and the public text contains it.`,
    remedy:
      kind === 'title' && !place.file.startsWith('change ')
        ? 'List the policy in editions.public.nameInternalPolicies, or put the words between <Internal> and </Internal>.'
        : 'Put it between <Internal> and </Internal>, or write it without.',
  };
}
