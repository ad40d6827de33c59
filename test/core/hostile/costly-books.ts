import type { Instant } from '#core/model/instant.ts';
import type { RawCommit } from '#core/model/raw-commit.ts';
import { peopleText, policyText, settingsText, type BookOrder } from '../../helpers/book.ts';

type Make = (size: number) => BookOrder;
type Piece = (index: number) => string;

/** Pieces, one after the other, until a text has a size. */
function many(size: number, piece: Piece): string {
  const parts: string[] = [];
  for (let length = 0; length < size;) {
    const part = piece(parts.length);
    parts.push(part);
    length += part.length;
  }
  return parts.join('');
}

const open = { publish: 'extract' };
const body =
  (write: (size: number) => string, name = 'a.mdx'): Make =>
  (size) => ({
    files: { [`policies/${name}`]: policyText(open, `## 1. Purpose\n\n${write(size)}\n`) },
  });

/** What is repeated to make a body. */
const pieces: Readonly<Record<string, Piece>> = {
  'blank lines': () => '\n',
  spaces: () => ' ',
  'a tab': () => '\t',
  'one word': () => 'a',
  'short words': () => 'a b ',
  'words in lines': () => 'must be done by the owner\n',
  paragraphs: (i) => `Paragraph ${i} must be kept.\n\n`,
  'list items': (i) => `- item ${i}\n`,
  'numbered items': (i) => `${i + 1}. item\n`,
  tasks: () => '- [ ] a\n',
  'quote lines': () => '> a\n',
  'lazy quotes': () => '> a\n\nb\n\n',
  'headings of one name': () => '## Scope\n\n',
  'headings of many names': (i) => `## Scope ${i}\n\nIt is ${i}.\n\n`,
  'headings that meet suffixes': (i) => `## a${i % 2 ? `-${i}` : ''}\n\n`,
  'numbered headings': (i) => `## ${i + 2}. Scope\n\nIt is.\n\n`,
  'deep numbers': (i) => `### 1.${i + 1}.${i + 1}.1 Scope\n\n`,
  'links to headings': (i) => `## h${i}\n\n[a](#h${i})\n\n`,
  'links to no headings': (i) => `## h${i}\n\n[a](#g${i}x)\n\n`,
  'links to no policies': (i) => `[a](b${i}.mdx)\n\n`,
  'links to itself': (i) => `[a](a.mdx#h${i}) `,
  'addresses in links': (i) => `[a](https://example.org/${i}) `,
  'clause mentions': (i) => `See clause ${i}.1. `,
  'references undefined': (i) => `[a][b${i}] x `,
  'references defined': (i) => `[a][b${i}] x\n\n[b${i}]: https://example.org/${i}\n\n`,
  'brackets opening': () => '[',
  'brackets closing': () => ']',
  'image openings': () => '![',
  'link halves': () => '[a](',
  'link ends': () => '](a',
  footnotes: (i) => `a[^${i}]\n\n[^${i}]: note\n\n`,
  'footnotes to one': () => 'a[^1] ',
  'footnote definitions': (i) => `[^${i}]: note\n\n`,
  emphasis: () => '*a* ',
  'open emphasis': () => '*a ',
  'emphasis in words': () => 'a*b_',
  'lines of emphasis': () => '*a **b\n',
  backticks: () => '`a` ',
  'open backticks': () => 'a `\n',
  'growing backticks': (i) => `${'`'.repeat((i % 90) + 1)} a\n`,
  fences: () => '```\na\n```\n\n',
  'code with tabs': () => '```\n&lt;\t\t\t\t\t\t\t\t\t\t\t\t\t\n```\n',
  entities: () => '&nbsp;',
  'entity openings': () => '&',
  'entities of a tag': () => '&lt; ',
  placeholders: () => 'a {{b}}\n',
  'percent placeholders': () => '<%a%>\n',
  expressions: () => '{a}\n\n',
  comments: (i) => `{/* a ${i} */}\n\n`,
  'unknown tags': (i) => `<A${i}/>\n\n`,
  'internal blocks': (i) => `<Internal>\n\nSecret number ${i} here.\n\n</Internal>\n\nOpen.\n\n`,
  'internal words': (i) => `A <Internal>secret ${i}</Internal> b.\n\n`,
  'internal lines of one paragraph': (i) => `A <Internal>secret ${i}</Internal> b\n`,
  'internal items': (i) => `- <Internal>secret ${i}</Internal>\n`,
  params: () => '<Param name="types.normal.approvals"/>\n\n',
  'table rows': (i) => `${i === 0 ? '| a | b |\n|---|---|\n' : ''}| c${i} | d |\n`,
  'table with long rows': (i) =>
    `${i === 0 ? '| a | b |\n|---|---|\n' : ''}| c${i} | d | e | f |\n`,
  'table columns': (i) => `${i === 0 ? '|' : ''} a |`,
  tables: () => '| a |\n|---|\n| b |\n\n',
  bars: () => '|',
  escapes: () => '\\*',
  backslashes: () => '\\',
  rules: () => '---\n\n',
  underlines: () => 'a\n===\n',
  dashes: () => '-',
  dots: () => '.',
  'at signs': () => '@',
  mail: () => 'a@example.org ',
  'mail without end': () => 'a@',
  'dotted mail': () => 'a.b.',
  www: () => 'www.',
  colons: () => ':',
  addresses: (i) => `https://example.org/a/${i} `,
  schemes: () => 'https://',
  digits: () => '1',
  dates: () => '1 May 2026 ',
  'conflict middles': () => '=======\n',
  'combining marks': () => '\u0301',
  'zero width': () => '\u200b',
  astral: () => '\u{1f511}',
  'soft hyphens': () => 'a\u00ad',
  'right to left': () => '\u202e',
  null: () => '\0',
  'import lines': () => 'import a\n\n',
  sentences: (i) => `The server number ${i} must be restarted by the team on duty. `,
  'html entities lines': () => '&#x3c;\n',
  equals: () => '=',
  hashes: () => '#',
  plus: () => '+ a\n',
  apostrophes: () => "'",
  quotes: () => '"a" ',
  parentheses: () => '(',
  percent: () => '%',
  dollars: () => '${',
  names: (i) => `Ada Finch${i} `,
};
/** Bodies of one long part. */
const longParts: Readonly<Record<string, (size: number) => string>> = {
  'nested lists': (n) => many(n, (i) => `${'  '.repeat(i % 90)}- a\n`),
  'one deep': (n) => `${' '.repeat(n)}a`,
  'line feeds in a cell': (n) => `| a |\n|---|\n| ${'a '.repeat(n / 2)} |`,
  'a long heading': (n) => `## ${'a '.repeat(n / 2)}`,
  'long heading and a link to nothing': (n) =>
    `## ${'a'.repeat(n / 2)}\n\n[a](#${'b'.repeat(n / 2)})`,
  'long heading, nearly the link': (n) =>
    `## ${'a'.repeat(n / 2)}\n\n[a](#${'a'.repeat(n / 2 - 2)})`,
  'a long address': (n) => `[a](${'a/'.repeat(n / 2)})`,
  'dots in an address': (n) => `[a](${'../'.repeat(n / 3)}a)`,
  'a long image': (n) => `![a](../assets/${'a'.repeat(n)}.png)`,
  'a long code span': (n) => `\`${'a '.repeat(n / 2)}\``,
  'a long info': (n) => `\`\`\`a ${'b '.repeat(n / 2)}\n\`\`\``,
  'a long tag': (n) => `<${'a'.repeat(n)}/>`,
  'a long attribute': (n) => `<Param name="${'a.'.repeat(n / 2)}"/>`,
  'many attributes': (n) => `<Param ${many(n, (i) => `a${i}="b" `)}/>`,
  'a long label': (n) => `[${'a'.repeat(n)}][b]\n\n[b]: #1`,
  'long internal': (n) => `<Internal>${'secret word '.repeat(n / 12)}</Internal>`,
};
/** Those that Markdown reads otherwise than MDX. */
const inMarkdown = [
  'words in lines',
  'entities',
  'entities of a tag',
  'placeholders',
  'percent placeholders',
  'unknown tags',
  'internal blocks',
  'lines of emphasis',
  'www',
  'import lines',
  'html entities lines',
];

const list = (size: number, piece: Piece) => `[${many(size, (index) => `${piece(index)}, `)}]`;
const fieldOf =
  (field: string, write: (size: number) => string): Make =>
  (size) => ({ files: { 'policies/a.mdx': policyText({ ...open, [field]: write(size) }) } });

const row = (index: number) =>
  `{ version: "0.${index}", date: 2026-01-05, by: ada, change: normative, summary: Number ${index}. }`;
const fields: Readonly<Record<string, Make>> = {
  'a long title': fieldOf('title', (n) => 'Access '.repeat(n / 7)),
  'a title of one word': fieldOf('title', (n) => 'A'.repeat(n)),
  'rows of the history': fieldOf('history', (n) => list(n, row)),
  reviews: fieldOf('reviews', (n) =>
    list(
      n,
      (index) =>
        `{ on: 2026-01-05, by: p${index}, version: "1.0", outcome: changed, note: Number ${index} was read. }`,
    ),
  ),
  duties: fieldOf('duties', (n) =>
    list(
      n,
      (i) => `{ id: d-${i}, every: P3M, owner: cto, what: Check number ${i}., clause: "${i}" }`,
    ),
  ),
  'related policies': fieldOf('related', (n) => list(n, (index) => `policy-${index}`)),
  contacts: fieldOf('contacts', (n) => `{ ${many(n, (i) => `c${i}: c${i}@example.org, `)} }`),
  controls: fieldOf('controls', (n) => `{ soc2: ${list(n, (index) => `CC${index}.1`)} }`),
  'unknown keys': fieldOf('appliesTo', (n) => `x\n${many(n, (index) => `key${index}: a\n`)}`),
  'nested maps': fieldOf('appliesTo', (n) => `${'{ a: '.repeat(Math.min(n / 5, 200))}1`),
  'open brackets': fieldOf('appliesTo', (n) => '['.repeat(n)),
  'a period of letters': fieldOf('reviewEvery', (n) => `P${'Y'.repeat(n)}`),
  aliases: fieldOf('appliesTo', (n) => `[&a b, ${'*a, '.repeat(n / 4)}]`),
  comments: fieldOf('appliesTo', (n) => `x\n${'# a\n'.repeat(n / 4)}`),
  'values that a sign cuts': fieldOf('related', (n) => `\n${many(n, (i) => `  - a #${i}\n`)}`),
  types: fieldOf(
    'changeRules',
    (n) => `{ types: { ${many(n, (i) => `t${i}: { clause: "${i}", approvals: 1 }, `)} } }`,
  ),
  'earlier versions': (n) => ({
    files: {
      'policies/a.mdx': policyText(
        { ...open, version: '"2.0"' },
        many(n / 2, (i) => `Word ${i} is new.\n\n`),
      ),
      'archive/a/1.0.mdx': policyText(
        open,
        many(n / 2, (i) => `Word ${i} was old.\n\n`),
      ),
    },
  }),
};

const setting =
  (write: (size: number) => string): Make =>
  (size) => ({
    files: {
      'policies/a.mdx': policyText(open),
      'policybook.yaml': `${settingsText}${write(size)}`,
    },
  });
const settings: Readonly<Record<string, Make>> = {
  holidays: setting((n) => `holidays: ${list(n, () => '2026-12-25')}\n`),
  'planned policies': setting((n) => `policies: { planned: ${list(n, (i) => `p-${i}`)} }\n`),
  'withheld words': (n) => ({
    files: {
      'policies/a.mdx': policyText(open),
      'policybook.yaml': settingsText.replace(
        'contact: trust@example.org',
        `contact: trust@example.org, withhold: ${list(n, (i) => `{ text: Project Heron ${i}, with: a project }`)}`,
      ),
    },
  }),
  exceptions: (n) => ({
    files: {
      'policies/a.mdx': policyText(open),
      'policybook.yaml': settingsText.replace(
        'contact: trust@example.org',
        `contact: trust@example.org, allow: ${list(n, (i) => `{ text: Heron number ${i}, reason: It is known. }`)}`,
      ),
    },
  }),
  repositories: setting(
    (n) =>
      `repositories:\n${many(n, (i) => `  - { id: r${i}, path: ../r${i}, since: 2026-01-01, policy: a }\n`)}`,
  ),
  globs: setting(
    (n) =>
      `repositories:\n  - { id: r, path: ../r, since: 2026-01-01, policy: a, scopes: { x: ${list(n, (i) => `"src/*${i}*/**"`)} } }\n`,
  ),
  'a long glob': setting(
    (n) =>
      `repositories:\n  - { id: r, path: ../r, since: 2026-01-01, policy: a, scopes: { x: ["${'*'.repeat(n)}"] } }\n`,
  ),
  'braces of a glob': setting(
    (n) =>
      `repositories:\n  - { id: r, path: ../r, since: 2026-01-01, policy: a, scopes: { x: ["${'{a,b}'.repeat(n / 5)}"] } }\n`,
  ),
};

const person =
  (write: (size: number) => string): Make =>
  (size) => ({
    files: {
      'policies/a.mdx': policyText(open, 'Ada Finch wrote it. '.repeat(50)),
      'people.yaml': `${peopleText}${write(size)}`,
    },
  });
const people: Readonly<Record<string, Make>> = {
  people: person((n) =>
    many(n, (i) => `p${i}:\n  name: Given${i} Surname${i}\n  emails: [p${i}@example.org]\n`),
  ),
  'people of one name': person((n) =>
    many(n, (i) => `p${i}:\n  name: Ada Finch\n  emails: [p${i}@example.org]\n`),
  ),
  'addresses of one person': person(
    (n) => `zoe:\n  name: Zoe Zed\n  emails: ${list(n, (i) => `z${i}@example.org`)}\n`,
  ),
  'a name of many words': person(
    (n) => `zoe:\n  name: ${'Zoe Zed '.repeat(n / 8)}\n  emails: [z@example.org]\n`,
  ),
  'roles of one person': person(
    (n) =>
      `zoe:\n  name: Zoe Zed\n  emails: [z@example.org]\n  roles: ${list(n, (i) => `{ role: r${i}, from: 2026-01-01 }`)}\n`,
  ),
};

const at = '2026-04-10T10:00:00Z' as Instant;
const ben = { name: 'Ben Hollis', email: 'ben@example.org', at };
const changeRules =
  '{ types: { normal: { clause: "1", approvals: 1 } }, record: { clause: "1", requires: [reason, risk, tested] }, review: { clause: "1", pullRequest: must } }';
const withCommits = (line: readonly Partial<RawCommit>[]): BookOrder => ({
  files: {
    'policies/a.mdx': policyText({ ...open, changeRules }),
    'policybook.yaml': `${settingsText}repositories:\n  - { id: platform, path: ../platform, since: 2026-01-01, policy: a, scopes: { src: ["src/*a*b/**"] } }\n`,
  },
  histories: [
    {
      repository: 'platform',
      branch: 'main',
      merged: {},
      line: line.map((commit, index) => ({
        id: (index + 1).toString(16).padStart(40, '0'),
        parents: index === 0 ? [] : [index.toString(16).padStart(40, '0')],
        author: ben,
        committer: ben,
        message: 'Show the total\n',
        paths: ['src/a.ts'],
        ...commit,
      })),
    },
  ],
});
const message =
  (write: (size: number) => string): Make =>
  (size) =>
    withCommits([{}, { message: `Show the total\n\n${write(size)}\n` }]);
const commits: Readonly<Record<string, Make>> = {
  'lines of a message': message((n) => 'a line\n'.repeat(n / 7)),
  'empty lines of a message': message((n) => '\n'.repeat(n)),
  'a line of a message': message((n) => 'a '.repeat(n / 2)),
  'a word of a message': message((n) => 'a'.repeat(n)),
  'a title': (n) => withCommits([{}, { message: 'Show '.repeat(n / 5) }]),
  'a ticket': message((n) => `Ticket: ${'A'.repeat(n)}`),
  tickets: message((n) => `Ticket: ${many(n, (i) => `PLAT-${i} `)}`),
  'an incident': message((n) => `Incident: ${'A-'.repeat(n / 2)}`),
  'trailers of one key': message((n) => 'Reason: x\n'.repeat(n / 10)),
  'trailers of many keys': message((n) => many(n, (i) => `Key-${i}: x\n`)),
  'near trailers': message((n) => 'change type : normal\n'.repeat(n / 21)),
  'continued lines': message((n) => `Reason: x\n${' and more\n'.repeat(n / 10)}`),
  'colons of a message': message((n) => ':'.repeat(n)),
  'approvers with addresses': message(
    (n) => `Approved-by: ${many(n, (i) => `A B <a${i}@x.org>, `)}`,
  ),
  'approvers by name': message((n) => `Approved-by: ${many(n, (i) => `Ada Finch${i}, `)}`),
  'an approver': message((n) => `Approved-by: ${'Ada '.repeat(n / 4)}`),
  'an approver of at signs': message((n) => `Approved-by: ${'@'.repeat(n)}`),
  'an approver of words and at signs': message((n) => `Approved-by: ${'a,@ '.repeat(n / 4)}`),
  'co-authors': message((n) => many(n, (i) => `Co-authored-by: A B <a${i}@x.org>\n`)),
  'a co-author': message((n) => `Co-authored-by: ${'a'.repeat(n)}`),
  'a co-author of names': message((n) => `Co-authored-by: ${'Ada Finch & '.repeat(n / 12)}`),
  dividers: message((n) => '---------\n\n'.repeat(n / 11)),
  sections: message((n) => many(n, (i) => `## Reason ${i}\n\nIt is ${i}.\n\n`)),
  'check boxes': message((n) => '- [ ] normal [x]\n'.repeat(n / 17)),
  'openings of comments': message((n) => '<!-- '.repeat(n / 5)),
  reverts: message((n) => `This reverts commit ${'a'.repeat(40)}.\n`.repeat(n / 62)),
  'merge requests': message((n) => 'See merge request a/b!1\n\n'.repeat(n / 25)),
  'letters that look alike': message((n) => '\u0430\u200b'.repeat(n / 2)),
  'carriage returns': message((n) => 'a\r'.repeat(n / 2)),
  'separators of lines': message((n) => '\u2028'.repeat(n)),
  'a risk': message((n) => `Risk: ${'availability low; '.repeat(n / 18)}`),
  'a test': message((n) => `Tested: ${'passed; '.repeat(n / 8)}`),
  'names of an author': (n) =>
    withCommits([{}, { author: { ...ben, name: 'Ada Finch '.repeat(n / 10) } }]),
  'an address of an author': (n) =>
    withCommits([{}, { author: { ...ben, email: `${' '.repeat(n)}x` } }]),
  paths: (n) =>
    withCommits([
      {},
      {
        paths: many(n, (i) => `src/a${i}b/c.ts\n`)
          .trim()
          .split('\n'),
      },
    ]),
  'a path': (n) => withCommits([{}, { paths: [`src/${'a'.repeat(n)}`] }]),
  'short commits': (n) => withCommits(Array.from({ length: n / 100 }, () => ({}))),
  'commits of as many authors': (n) =>
    withCommits(
      Array.from({ length: n / 100 }, (_, i) => ({
        author: { name: `Given${i} Surname${i}`, email: `p${i}@x.org`, at },
        message: `Show total number ${i}\n`,
      })),
    ),
};

const titled = (place: string, makes: Readonly<Record<string, Make>>): [string, Make][] =>
  Object.entries(makes).map(([name, make]) => [`${place}: ${name}`, make]);

/** Books that grow in one place, by what it is and what is there. */
export const costlyBooks: ReadonlyMap<string, Make> = new Map([
  ...Object.entries(pieces).flatMap(([name, piece]): [string, Make][] => [
    [`body: ${name}`, body((size) => many(size, piece))],
    ...(inMarkdown.includes(name)
      ? ([[`Markdown: ${name}`, body((size) => many(size, piece), 'a.md')]] as [string, Make][])
      : []),
  ]),
  ...Object.entries(longParts).map(([name, write]): [string, Make] => [
    `body: ${name}`,
    body((size) => write(size)),
  ]),
  ...titled('field', fields),
  ...titled('settings', settings),
  ...titled('people', people),
  ...titled('commit', commits),
  [
    'links to as many files',
    (size) => ({
      ...body((n) => many(n, (i) => `[a](../assets/f${i}.pdf) ![b](../assets/i${i}.png)\n\n`))(
        size,
      ),
      assets: Array.from({ length: size / 50 }, (_, i) => [
        `content/assets/f${i}.pdf`,
        `content/assets/i${i}.png`,
      ]).flat(),
    }),
  ],
]);
