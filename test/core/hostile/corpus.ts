import type { Instant } from '#core/model/instant.ts';
import type { RawCommit } from '#core/model/raw-commit.ts';
import { policyText, settingsText, type BookOrder } from '../../helpers/book.ts';

/** A hostile input: a book of text. */
export interface HostileBook {
  readonly name: string;
  readonly book: BookOrder;
}

/** Texts that somebody somewhere runs, prints or trusts. What runs one of them makes the canary. */
export function hostileTexts(canary: string): string[] {
  const write = `require('node:fs').writeFileSync('${canary}', '')`;
  return [
    `$(touch ${canary})`,
    `\`touch ${canary}\``,
    `; touch ${canary} ;`,
    `--upload-pack=touch ${canary}`,
    `ext::sh -c touch% ${canary}`,
    `<script>${write}</script>`,
    `{${write}}`,
    '${' + write + '}',
    `<%= ${write} %>`,
    `{{constructor.constructor("${write}")()}}`,
    `!!js/function 'function () { ${write} }'`,
    `import x from 'data:text/javascript,${write}'`,
    `javascript:${write}`,
    `data:text/html,<script>${write}</script>`,
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    '</title></style></textarea><iframe srcdoc="<script>alert(1)</script>">',
    '<a href="javascript:alert(1)">a</a>',
    '__proto__',
    'constructor',
    'a\0b',
    'a\u001b]0;owned\u0007\u001b[2Jb',
    'a\u202egnp.exe\u2066b',
    '=HYPERLINK("https://evil.example","a")',
    '%s%n%x%2500%0d%0aSet-Cookie: a=b',
    '../../../../../../etc/passwd',
    "' OR 1=1; DROP TABLE policies; --",
    '<!-- --><![CDATA[ ]]> &xxe; <!ENTITY a SYSTEM "file:///etc/passwd">',
    `::set-output name=a::b\n::error file=a::b`,
    '\ud800 \udc00 \uffff',
    '\u2028\u2029\u0085\u000b\u000c',
    'A'.repeat(20_000),
  ];
}

const quoted = (text: string) => JSON.stringify(text);
const row = (summary: string) =>
  `[{ version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: ${summary} }]`;

/** Where an author of a policy may write a text. */
const places: Readonly<Record<string, (text: string) => [fields: object, body?: string]>> = {
  title: (text) => [{ title: quoted(text) }],
  owner: (text) => [{ owner: quoted(text) }],
  appliesTo: (text) => [{ appliesTo: quoted(text) }],
  'a summary': (text) => [{ history: row(quoted(text)) }],
  'a duty': (text) => [
    { duties: `[{ id: a-b, every: P3M, owner: cto, what: ${quoted(text)}, clause: "1" }]` },
  ],
  'a key': (text) => [{ contacts: `{ ${quoted(text)}: a@example.org }` }],
  'plain YAML': (text) => [{ appliesTo: text }],
  'the body': (text) => [{}, `## 1. Purpose\n\n${text}\n`],
  'a heading': (text) => [{}, `## 1. ${text}\n\nIt is.\n`],
  'a link': (text) => [{}, `## 1. Purpose\n\n[a](<${text}>) ![b](<${text}>)\n`],
  code: (text) => [{}, `## 1. Purpose\n\n\`\`\`${text}\n${text}\n\`\`\`\n`],
  'an internal part': (text) => [{}, `## 1. Purpose\n\n<Internal>${text}</Internal> It is.\n`],
};

export function hostilePolicies(canary: string): HostileBook[] {
  return Object.entries(places).flatMap(([place, write]) =>
    hostileTexts(canary).map((text): HostileBook => {
      const [fields, body] = write(text);
      const file = policyText({ publish: 'extract', ...fields }, body);
      return {
        name: `${place}: ${text.slice(0, 60)}`,
        book: { files: { 'policies/a.mdx': file } },
      };
    }),
  );
}

const changeRules =
  '{ types: { normal: { clause: "1", approvals: 1 } }, record: { clause: "1", requires: [reason, ticket, tested] } }';
const at = '2026-04-10T10:00:00Z' as Instant;

/** What anybody who commits may write, all of one place in one history. */
export function hostileCommits(canary: string): HostileBook[] {
  const ben = { name: 'Ben Hollis', email: 'ben@example.org', at };
  const inCommits: Readonly<Record<string, (text: string) => Partial<RawCommit>>> = {
    'the title': (text) => ({ message: text }),
    'a trailer': (text) => ({
      message: `Show the total\n\nReason: ${text}\nTicket: ${text}\nApproved-by: ${text}\n`,
    }),
    'the author': (text) => ({ author: { ...ben, name: text, email: text } }),
    'a path': (text) => ({ paths: [text, `src/${text}`] }),
  };
  return Object.entries(inCommits).map(([place, write]) => ({
    name: place,
    book: {
      files: {
        'policies/a.mdx': policyText({ publish: 'extract', changeRules }),
        'policybook.yaml': `${settingsText}repositories:\n  - { id: platform, path: ../platform, since: 2026-01-01, policy: a }\n`,
      },
      histories: [
        {
          repository: 'platform',
          branch: 'main',
          merged: {},
          line: hostileTexts(canary).map((text, index) => ({
            id: (index + 1).toString(16).padStart(40, '0'),
            parents: index === 0 ? [] : [index.toString(16).padStart(40, '0')],
            author: ben,
            committer: ben,
            message: 'Show the total\n',
            paths: ['src/a.ts'],
            ...write(text),
          })),
        },
      ],
    },
  }));
}
