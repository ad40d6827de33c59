import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  importDocument,
  type ImportedDraft,
  type ImportOrder,
} from '#core/import/import-document.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/imports');
const order = { policy: 'workshop', folder: 'content', status: 'draft', isCurrent: true };

async function importText(
  text: string | Uint8Array,
  file = 'document.txt',
  more: Partial<ImportOrder> = {},
): Promise<ImportedDraft> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const imported = await importDocument({ ...order, file, bytes, ...more });
  if ('refusal' in imported) throw new Error(imported.refusal);
  return imported;
}

function importFixture(file: string): Promise<ImportedDraft> {
  return importText(readFileSync(path.join(fixtures, file), 'utf8'), file);
}

const lineAndCode = ({ notes }: ImportedDraft) =>
  notes.map(({ at, code }) => `${at.line} ${code.replace('import/', '')}`).sort();
const bodyOf = ({ text }: ImportedDraft) => text.slice(text.indexOf('\n---\n') + 5).trim();
const fieldsOf = ({ text }: ImportedDraft) =>
  text.slice(0, text.indexOf('\n---\n')).split('\n').slice(1);

test('a text that a word processor saved', async () => {
  const imported = await importFixture('word-export.txt');
  expect(bodyOf(imported)).toMatchInlineSnapshot(`
    "Brackenfell Cycles

    ## 1. Purpose

    This policy says who may enter the workshop & the stock room, so that no bicycle leaves unseen.

    ## 2. Scope

    It applies to:

    - Mechanics and fitters
    - Seasonal staff \\{from May to September}
    - Visitors \\<with a badge>

    ## 3. Keys

    ### a. Issue & return

    - A key is signed for
    - A lost key is reported on the same day

    ### b. Rooms

    | Room | Key | Counted |
    | - | - | - |
    | Workshop | Blue | Every quarter |
    | Stock room | Red | Every month |

    ## 4. Visitors

    - A visitor is met at the door
    - Alarms are tested every week
    - The log of the door is kept for 90 days

    ## 6. Review

    The shop manager reads this once a year. See Lock Settings for the codes."
  `);
  expect(lineAndCode(imported)).toMatchInlineSnapshot(`
    [
      "29 heading-doubtful",
      "31 heading-lost",
      "6 list-numbers",
    ]
  `);
  expect(fieldsOf(imported)).toEqual(['status: draft']);
});

test('a text that was copied from a web page', async () => {
  const imported = await importFixture('web-copy.txt');
  expect(fieldsOf(imported)).toMatchInlineSnapshot(`
    [
      "title: 'Workshop Safety Policy'",
      "version: '2.1'",
      "status: draft",
      "owner: shop-manager",
      "effective: 2025-11",
      "reviewEvery: P1Y",
      "history:",
      "  - version: '2.0'",
      "    date: 2024-05",
      "    # by and summary: the document states "Shop ManagerPrior release".",
      "  - version: '2.1'",
      "    date: 2026-03-25",
      "    # by and summary: the document states "Ada Finch, Shop ManagerAdded the rules on lithium batteries; updated the list of tools.".",
      "# The document states "Last Updated: March 25, 2026"; it belongs in the row of the version in history.",
      "# owner: the document also states "Ada Finch".",
      "# reviewEvery: the document also states "or upon a change of premises".",
      "# classification: the document states "Internal – Confidential", and it is one of public, internal and confidential.",
    ]
  `);
  expect(lineAndCode(imported)).toMatchInlineSnapshot(`
    [
      "11 field-unclear",
      "13 field-unclear",
      "15 field-unclear",
      "17 field-unclear",
      "22 table-flattened",
      "43 table-flattened",
      "47 heading-lost",
      "5 heading-doubtful",
      "51 heading-doubtful",
      "9 month-only",
    ]
  `);
  expect(bodyOf(imported)).toContain(`### a. Stands

- Clamp the seat post, never the frame
- Lower the stand before you leave

### b. Grinders`);
  expect(bodyOf(imported))
    .toContain(`{/* Import, line 43: a table was here, and its cells ran together. Write it again. */}

ChargeWhere it restsSign

FullIron cabinetRed`);
  expect(imported.removed.map(({ line, text }) => `${line} ${text}`)).toMatchInlineSnapshot(`
    [
      "1 Skip to content",
      "3 Workshop Safety Policy",
      "7 Version: 2.1",
      "9 Effective Date: November 2025",
      "11 Last Updated: March 25, 2026",
      "13 Document Owner: Shop Manager — Ada Finch",
      "15 Review Frequency: Annually or upon a change of premises",
      "17 Classification: Internal – Confidential",
      "20 Change History",
      "22 VersionDateAuthorChanges",
      "23 2.0May 2024Shop ManagerPrior release",
      "24 2.1March 25, 2026Ada Finch, Shop ManagerAdded the rules on lithium batteries; updated the list of tools.",
      "53 Released under the MIT License.",
    ]
  `);
});

test('Markdown', async () => {
  const imported = await importFixture('markdown.md');
  expect(fieldsOf(imported)).toMatchInlineSnapshot(`
    [
      "title: 'Returns Policy'",
      "version: '1.0'",
      "status: draft",
      "classification: public",
      "owner: chief-executive-officer",
      "effective: 2025-12-06",
      "nextReview: 2026-12-06",
      "reviewEvery: P6M",
      "history:",
      "  - version: '1.0'",
      "    date: 2025-12-06",
      "    # by: the document states "Ada Finch".",
      "    summary: 'Initial release'",
      "# The document states "Last Reviewed: December 6, 2025"; it belongs in reviews, with the reviewer and what was looked at.",
    ]
  `);
  expect(lineAndCode(imported)).toMatchInlineSnapshot(`
    [
      "25 link-lost",
      "25 link-lost",
      "25 link-lost",
      "27 link-lost",
      "35 html",
      "35 html",
      "37 address",
      "39 heading-unnumbered",
      "45 heading-doubtful",
      "6 field-unclear",
    ]
  `);
  expect(bodyOf(imported)).toMatchInlineSnapshot(`
    "**Brackenfell Cycles**

    ---

    ## 1. Purpose

    &#x69;mport taxes are not returned; \\{discount} codes are.

    ## 2. Times

    | Thing | Target |
    | - | - |
    | Refund | \\< 3 days |
    | Reply | \\< 1 hour on workdays |

    See the stock rules, the price list, [our shop](https://shop.example.org) and nothing.

    The desk

    \`\`\`text
    Form {name}: <number>
    \`\`\`

    ## 3. \\<u>Contact\\</u>

    - **Desk:** [desk@brackenfell.example](mailto:desk@brackenfell.example)

    ## Document History

    **Approval**

    Approved by the shop's owners."
  `);
});

test.for(['word-export.txt', 'web-copy.txt', 'markdown.md'])(
  'nothing but missing fields is wrong with the draft of %s',
  async (file) => {
    const { remaining } = await importFixture(file);
    expect(remaining.length).toBeGreaterThan(0);
    const others = remaining.filter(({ code }) => code !== 'schema/field-missing');
    expect(others.filter(({ severity }) => severity === 'error')).toEqual([]);
  },
);

test('a document that says everything leaves only who wrote its versions', async () => {
  const { remaining } = await importFixture('markdown.md');
  expect(remaining.map(({ code, problem }) => [code, /"(.+?)"/.exec(problem)?.[1]])).toEqual([
    ['schema/field-missing', 'history[0].by'],
    ['schema/field-missing', 'history[0].change'],
    ['mdx/shown-html', '<u>'],
  ]);
});

test.for([
  ['Effective Date: March 5, 2026', 'effective: 2026-03-05'],
  ['Effective: 5th March 2026', 'effective: 2026-03-05'],
  ['Effective Date: 05.03.2026', 'effective: 2026-03-05'],
  ['Effective Date: 13/3/2026', 'effective: 2026-03-13'],
  ['Effective Date: Sept 2026', 'effective: 2026-09'],
  ['Owner: Head of IT', 'owner: head-of-it'],
  ['Version: v3.10', "version: '3.10'"],
  ['Classification: Internal Use Only', 'classification: internal'],
  ['Review Cycle: at least quarterly', 'reviewEvery: P3M'],
  ['Review Frequency: every 18 months', 'reviewEvery: P18M'],
  ["Title: Ben's rules", "title: 'Ben''s rules'"],
] as const)('"%s" is %s', async ([line, field]) => {
  expect(fieldsOf(await importText(`${line}\n\n1. Purpose\n`))).toContain(field);
});

test.for([
  ['Effective Date: 03/04/2026', 'effective', 'it is not clear which day that is'],
  ['Effective Date: February 30, 2026', 'effective', 'it is not clear which day that is'],
  ['Next Review: December 2026', 'nextReview', 'a review is due on a day'],
  ['Version: 2', 'version', 'a version is two numbers'],
  ['Classification: Restricted', 'classification', 'one of public, internal and confidential'],
  ['Review Frequency: as needed', 'reviewEvery', 'a length of time'],
] as const)('"%s" is not made a field', async ([line, field, why]) => {
  const imported = await importText(`${line}\n\n1. Purpose\n`);
  expect(fieldsOf(imported).filter((one) => one.startsWith(`${field}:`))).toEqual([]);
  expect(fieldsOf(imported).join('\n')).toContain(`# ${field}: the document states`);
  expect(imported.notes[0]?.problem).toContain(why);
});

test.for([
  [
    'a row of a table',
    'd.md',
    '| Field | Value |\n|---|---|\n| **Version** | 1.4 |\n| Owner | CTO |\n\n## 1. Purpose\n',
  ],
  [
    'the head of a table',
    'd.md',
    '| Version | 1.4 |\n|---|---|\n| Owner | CTO |\n\n## 1. Purpose\n',
  ],
  ['between tabs', 'd.txt', 'Version\t1.4\nOwner:\tCTO\n\n1. Purpose\n'],
  ['cells on lines', 'd.txt', '\tVersion\n\t1.4\n\n\tOwner\n\tCTO\n\n\n1. Purpose\n'],
] as const)('fields as %s', async ([, file, text]) => {
  const imported = await importText(text, file);
  expect(fieldsOf(imported)).toEqual(["version: '1.4'", 'status: draft', 'owner: cto']);
  expect(bodyOf(imported).replace('| Field | Value |\n| - | - |\n', '').trim()).toBe(
    '## 1. Purpose',
  );
});

test('a label that every object has is no field', async () => {
  const { text } = await importText('Constructor: nobody\n\n1. Purpose\n');
  expect(text).toContain('\nConstructor: nobody\n');
});

test('fields that another publisher kept between two fences are read too', async () => {
  const text =
    '---\ntitle: "Travel"\nnext_review: 2027-01-05\nlayout: page\n---\n\n## 1. Purpose\n';
  expect(fieldsOf(await importText(text, 'travel.md'))).toEqual([
    "title: 'Travel'",
    'status: draft',
    'nextReview: 2027-01-05',
    '# The fields of the document contain "layout: page".',
  ]);
});

test('a version on the command line is used where the document has none, and never against it', async () => {
  expect(fieldsOf(await importText('1. Purpose\n', 'd.txt', { version: '1.4' }))).toContain(
    "version: '1.4'",
  );
  await expect(
    importText('Version: 1.3\n\n1. Purpose\n', 'd.txt', { version: '1.4' }),
  ).rejects.toThrow("version '1.3'");
});

test('an earlier text is filed under its version', async () => {
  const archive = { isCurrent: false };
  const { file } = await importText('Version: 1.3\n\n1. Purpose\n', 'd.txt', archive);
  expect(file).toBe('content/archive/workshop/1.3.mdx');
  await expect(importText('1. Purpose\n', 'd.txt', archive)).rejects.toThrow('names no version');
});

test('lists keep their numbers and their nesting', async () => {
  const text = '1. Purpose\n\nDo:\n\n  1. This\n  2. That\n    • with care\n     o and patience\n';
  expect(bodyOf(await importText(text))).toBe(
    '## 1. Purpose\n\nDo:\n\n1. This\n2. That\n   - with care\n     - and patience',
  );
});

test('lines that are broken at a width are one paragraph', async () => {
  const text = `1. Purpose\n\nWho may enter the workshop, and when, and what to\nbring along. *Nobody* may\nsleep there.\n\n2. Scope\n`;
  expect(bodyOf(await importText(text))).toBe(
    '## 1. Purpose\n\nWho may enter the workshop, and when, and what to\nbring along. \\*Nobody\\* may\n\nsleep there.\n\n## 2. Scope',
  );
});

test('rows of cells between tabs are a table, and uneven ones are marked', async () => {
  const even = await importText('1. Rooms\n\nRoom\tKey\nWorkshop\tBlue\n');
  expect(bodyOf(even)).toContain('| Room | Key |\n| - | - |\n| Workshop | Blue |');
  const uneven = await importText('1. Rooms\n\nRoom\tKey\nWorkshop\tBlue\tCold\n');
  expect(lineAndCode(uneven)).toEqual(['3 table-flattened']);
  expect(bodyOf(uneven)).toContain('{/* Import, line 3: a table was here');
});

test('the printed table of contents is left out', async () => {
  const text = '1. Purpose\t2\n2. Scope ........ 3\n3. Review\t4\n\n1. Purpose\n\nWhy.\n';
  const { removed, text: draft } = await importText(text);
  expect(removed.map(({ line }) => line)).toEqual([1, 2, 3]);
  expect(draft).toContain('## 1. Purpose\n\nWhy.');
});

test.each([
  ['under a heading', '## Change History\n\n'],
  ['under a rule', '---\n\n'],
  ['under a line in bold', '**Revision history**\n\n'],
  ['below text', 'Some text.\n\n'],
])('a table of versions goes into history and never stays in the body: %s', async (_, before) => {
  const rows = [
    '| Version | Date | Author | Changes | Approver |',
    '| - | - | - | - | - |',
    '| v1.1 | 25 March 2026 | Ada | Asked for by [Harbour Bank](https://bank.example), HB-26-031. | Ben |',
    '| 1.0 | some day | Ada | Zorblatt release | Ben |',
  ];
  const text = `# Crane Policy\n\nVersion: 1.1\n\n## 1. Purpose\n\nLift.\n\n${before}${rows.join('\n')}\n`;
  const imported = await importDocument({
    file: 'crane.md',
    bytes: Buffer.from(text),
    policy: 'crane',
    folder: 'content',
    status: 'draft',
    isCurrent: true,
  });
  if ('refusal' in imported) throw new Error(imported.refusal);
  const [, head = '', body = ''] = imported.text.split(/^---$/m);
  for (const word of ['HB-26-031', 'Harbour Bank', 'Zorblatt', 'Ben']) {
    expect(head).toContain(word);
    expect(body).not.toContain(word);
  }
  expect(imported.notes.filter(({ code }) => code === 'import/words-lost')).toEqual([]);
});
