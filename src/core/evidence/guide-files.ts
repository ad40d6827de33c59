import { dateInWords } from '../model/calendar-date.ts';
import type { PackFile, PackOrder } from './pack.ts';

/** The namespace of signatures over packs, so that no signature for another purpose counts. */
export const signatureNamespace = 'policybook-evidence';

/** What is beside the sums and cannot be listed in them. */
export const besideSums = ['SHA256SUMS', 'SHA256SUMS.sig', 'SHA256SUMS.tsr'] as const;

/** The marks of a pack: an invented book, and one that nobody signed. */
export function marksOf({ book, signer }: PackOrder): readonly string[] {
  return [...(book.settings.sample ? ['SAMPLE'] : []), ...(signer ? [] : ['UNSIGNED'])];
}

/** How to verify the pack, the key by which it is signed, and a second program that verifies it. */
export function* guideFiles(order: PackOrder): Iterable<PackFile> {
  yield { path: 'VERIFY.md', bytes: formatGuide(order) };
  yield { path: 'verify.py', bytes: order.verifier };
  const { signer } = order;
  if (!signer) return;
  const line = `${signer.principal} namespaces="${signatureNamespace}" ${signer.key}\n`;
  yield { path: 'allowed_signers', bytes: line };
}

/** The commands that verify a pack in a shell, in this order. */
export function listCommands({ signer }: PackOrder): readonly string[] {
  const others = besideSums.map((file) => `! -path ./${file}`).join(' ');
  return [
    ...(signer
      ? [
          `ssh-keygen -Y verify -f allowed_signers -I ${signer.principal} -n ${signatureNamespace} -s SHA256SUMS.sig < SHA256SUMS`,
        ]
      : []),
    'sha256sum --check --strict --quiet SHA256SUMS',
    `test -z "$({ cut -c 67- SHA256SUMS; find . ! -type d ${others} | cut -c 3-; } | sort | uniq -u)"`,
  ];
}

function formatGuide(order: PackOrder): string {
  const { book, from, until, signer } = order;
  const marks = marksOf(order);
  const commands = listCommands(order).map((command) => `    ${command}\n`);
  const { name, contact } = book.settings.organisation;
  return `# How to verify this pack
${marks.length > 0 ? `\n**${marks.join(' · ')}**\n` : ''}
Evidence of ${name} from ${dateInWords(from)} to ${dateInWords(until)}, judged as of ${dateInWords(book.asOf)} by ${book.engine}.
${signer ? '' : '\nNobody signed this pack. The sums show that it is whole, and not who made it.\n'}
## The commands

They need a shell, the tools of every Linux system and OpenSSH 8.2 or later. Run them in the folder of this file. Each is silent or ends with "Good", and its exit code is 0. Any other answer means that the pack was altered.

${commands.join('\n')}
${
  signer
    ? `The key in \`allowed_signers\` came with the pack. Compare what \`ssh-keygen -lf allowed_signers\` prints with the fingerprint that ${contact} gives you by another way.

`
    : ''
}Where there is a file SHA256SUMS.tsr, an authority stamped the sums with a time. AUTHORITY.pem is its certificate:

    openssl ts -verify -data SHA256SUMS -in SHA256SUMS.tsr -CAfile AUTHORITY.pem

\`python3 verify.py\` checks the commits and the population too. \`policybook verify\` judges every record again from \`judge/\`.

## What they prove

- ${signer ? 'The holder of the key signed exactly these files.' : 'These are the files that the sums list.'} No file is missing, and none was added.
- A record is of the commit beside it: \`git hash-object -t commit records/ID.commit\` prints the id that the record states.
- \`commits/\` contains every commit of each branch. Each names its parent by a digest, so that none can be left out.
- \`checkpoint.json\` states where each branch ends. A later pack that does not extend it was made from a rewritten history.

## What they do not prove

- That all changes to production are in the recorded systems. A change in a console that nobody recorded is not here.
- That people are who the register of people states.
- That an approval was thoughtful.
- When something happened, where the proof is less than an export of a forge or a signature. Dates in commits are text.
- That nobody rewrote history before the first checkpoint that you received. Keep a copy of \`checkpoint.json\`.
- That a policy is complied with. The pack presents records, and what the declared rules found in them.
`;
}
