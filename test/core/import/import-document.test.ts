import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { visit } from 'unist-util-visit';
import { expect, test } from 'vitest';
import { importDocument, type ImportedDraft } from '#core/import/import-document.ts';
import type { Removed } from '#core/import/imported.ts';
import { parseMarkdown } from '#core/parse/parse-markdown.ts';

const fixtures = path.join(import.meta.dirname, '../../fixtures/imports');
const order = { policy: 'workshop', folder: 'content', status: 'draft', isCurrent: true };

function importText(text: string, file = 'document.txt', version?: string): ImportedDraft {
  const imported = importDocument({
    ...order,
    source: { file, text },
    ...(version !== undefined && { version }),
  });
  if ('refusal' in imported) throw new Error(imported.refusal);
  return imported;
}

function importFixture(file: string): ImportedDraft {
  return importText(readFileSync(path.join(fixtures, file), 'utf8'), file);
}

const lineAndCode = ({ notes }: ImportedDraft) =>
  notes.map(({ at, code }) => `${at.line} ${code.replace('import/', '')}`).sort();
const bodyOf = ({ text }: ImportedDraft) => text.slice(text.indexOf('\n---\n') + 5).trim();
const fieldsOf = ({ text }: ImportedDraft) =>
  text.slice(0, text.indexOf('\n---\n')).split('\n').slice(1);

test('a text that a word processor saved', () => {
  const imported = importFixture('word-export.txt');
  expect(bodyOf(imported)).toMatchInlineSnapshot(`
    "Brackenfell Cycles

    ## 1. Purpose

    This policy says who may enter the workshop & the stock room, so that no bicycle leaves unseen.

    ## 2. Scope

    It applies to:

    - Mechanics and fitters
    - Seasonal staff \\{from May to September}
    - Visitors &lt;with a badge>

    ## 3. Keys

    ### a. Issue & return

    - A key is signed for
    - A lost key is reported on the same day

    ### b. Rooms

    | Room | Key | Counted |
    | --- | --- | --- |
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

test('a text that was copied from a web page', () => {
  const imported = importFixture('web-copy.txt');
  expect(fieldsOf(imported)).toMatchInlineSnapshot(`
    [
      "title: 'Workshop Safety Policy'",
      "version: '2.1'",
      "status: draft",
      "owner: shop-manager",
      "effective: 2025-11",
      "reviewEvery: P1Y",
      "# The document says "Last Updated: March 25, 2026"; it belongs in the row of the version in history.",
      "# owner: the document also says "Ada Finch".",
      "# reviewEvery: the document also says "or upon a change of premises".",
      "# classification: the document says "Internal – Confidential", and it is one of public, internal and confidential.",
    ]
  `);
  expect(lineAndCode(imported)).toMatchInlineSnapshot(`
    [
      "11 field-unclear",
      "13 field-unclear",
      "15 field-unclear",
      "17 field-unclear",
      "20 heading-unnumbered",
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
    .toContain(`{/* Import, line 43: a table stood here, and its cells ran together. Write it again. */}

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
      "53 Released under the MIT License.",
    ]
  `);
});

test('Markdown', () => {
  const imported = importFixture('markdown.md');
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
      "    # by: the document says "Ada Finch".",
      "    summary: 'Initial release'",
      "# The document says "Last Reviewed: December 6, 2025"; it belongs in reviews, with the reviewer and what was looked at.",
    ]
  `);
  expect(lineAndCode(imported)).toMatchInlineSnapshot(`
    [
      "25 link-lost",
      "25 link-lost",
      "25 link-lost",
      "27 link-lost",
      "3 heading-doubtful",
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

    &#105;mport taxes are not returned; \\{discount} codes are.

    ## 2. Times

    | Thing | Target |
    |-------|--------|
    | Refund | &lt; 3 days |
    | Reply | &lt; 1 hour on workdays |

    See the stock rules, the price list, [our shop](https://shop.example.org) and nothing.

    The desk



    \`\`\`text
    Form {name}: <number>
    \`\`\`

    ## 3. &lt;u>Contact&lt;/u>

    - **Desk:** desk@brackenfell.example

    ## Document History

    | Version | Date | Author | Changes |
    |---------|------|--------|---------|
    | 1.0 | December 6, 2025 | Ada Finch | Initial release |

    **Approval**

    Approved by the shop's owners."
  `);
});

test.for(['word-export.txt', 'web-copy.txt', 'markdown.md'])(
  'nothing but missing fields is wrong with the draft of %s',
  (file) => {
    const { remaining } = importFixture(file);
    expect(remaining.length).toBeGreaterThan(0);
    expect(remaining.filter(({ code }) => code !== 'schema/field-missing')).toEqual([]);
  },
);

test('a document that says everything leaves only who wrote its versions', () => {
  const { remaining } = importFixture('markdown.md');
  expect(remaining.map(({ problem }) => /"(.+?)"/.exec(problem)?.[1])).toEqual([
    'history[0].by',
    'history[0].change',
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
] as const)('"%s" is %s', ([line, field]) => {
  expect(fieldsOf(importText(`${line}\n\n1. Purpose\n`))).toContain(field);
});

test.for([
  ['Effective Date: 03/04/2026', 'effective', 'it is not clear which day that is'],
  ['Effective Date: February 30, 2026', 'effective', 'it is not clear which day that is'],
  ['Next Review: December 2026', 'nextReview', 'a review is due on a day'],
  ['Version: 2', 'version', 'a version is two numbers'],
  ['Classification: Restricted', 'classification', 'one of public, internal and confidential'],
  ['Review Frequency: as needed', 'reviewEvery', 'a length of time'],
] as const)('"%s" is not made a field', ([line, field, why]) => {
  const imported = importText(`${line}\n\n1. Purpose\n`);
  expect(fieldsOf(imported).filter((one) => one.startsWith(`${field}:`))).toEqual([]);
  expect(fieldsOf(imported).join('\n')).toContain(`# ${field}: the document says`);
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
] as const)('fields as %s', ([, file, text]) => {
  const imported = importText(text, file);
  expect(fieldsOf(imported)).toEqual(["version: '1.4'", 'status: draft', 'owner: cto']);
  expect(bodyOf(imported).replace('| Field | Value |\n|---|---|\n', '').trim()).toBe(
    '## 1. Purpose',
  );
});

test('a label that every object has is no field', () => {
  const { text } = importText('Constructor: nobody\n\n1. Purpose\n');
  expect(text).toContain('\nConstructor: nobody\n');
});

test('fields that another publisher kept between two fences are read too', () => {
  const text =
    '---\ntitle: "Travel"\nnext_review: 2027-01-05\nlayout: page\n---\n\n## 1. Purpose\n';
  expect(fieldsOf(importText(text, 'travel.md'))).toEqual([
    "title: 'Travel'",
    'status: draft',
    'nextReview: 2027-01-05',
    '# The fields of the document hold "layout: page".',
  ]);
});

test('a version on the command line stands where the document has none, and never against it', () => {
  expect(fieldsOf(importText('1. Purpose\n', 'd.txt', '1.4'))).toContain("version: '1.4'");
  expect(
    importDocument({
      ...order,
      source: { file: 'd.txt', text: 'Version: 1.3\n\n1. Purpose\n' },
      version: '1.4',
    }),
  ).toEqual({ refusal: "The document says version '1.3', and --version says '1.4'." });
});

test('an earlier text is filed under its version', () => {
  const archive = { ...order, isCurrent: false };
  expect(
    importDocument({ ...archive, source: { file: 'd.txt', text: 'Version: 1.3\n\n1. Purpose\n' } }),
  ).toMatchObject({ file: 'content/archive/workshop/1.3.mdx' });
  expect(importDocument({ ...archive, source: { file: 'd.txt', text: '1. Purpose\n' } })).toEqual({
    refusal: 'The document names no version, and an earlier text is filed under it.',
  });
});

test('lists keep their numbers and their nesting', () => {
  const text = '1. Purpose\n\nDo:\n\n  1. This\n  2. That\n    • with care\n     o and patience\n';
  expect(bodyOf(importText(text))).toBe(
    '## 1. Purpose\n\nDo:\n\n1. This\n2. That\n    - with care\n        - and patience',
  );
});

test('lines that are broken at a width are one paragraph', () => {
  const text = `1. Purpose\n\nWho may enter the workshop, and when, and what to\nbring along. *Nobody* may\nsleep there.\n\n2. Scope\n`;
  expect(bodyOf(importText(text))).toBe(
    '## 1. Purpose\n\nWho may enter the workshop, and when, and what to\nbring along. \\*Nobody\\* may\n\nsleep there.\n\n## 2. Scope',
  );
});

test('rows of cells between tabs are a table, and uneven ones are marked', () => {
  const even = importText('1. Rooms\n\nRoom\tKey\nWorkshop\tBlue\n');
  expect(bodyOf(even)).toContain('| Room | Key |\n| --- | --- |\n| Workshop | Blue |');
  const uneven = importText('1. Rooms\n\nRoom\tKey\nWorkshop\tBlue\tCold\n');
  expect(lineAndCode(uneven)).toEqual(['3 table-flattened']);
  expect(bodyOf(uneven)).toContain('{/* Import, line 3: a table stood here');
});

test('the printed table of contents is left out', () => {
  const text = '1. Purpose\t2\n2. Scope ........ 3\n3. Review\t4\n\n1. Purpose\n\nWhy.\n';
  const { removed, text: draft } = importText(text);
  expect(removed.map(({ line }) => line)).toEqual([1, 2, 3]);
  expect(draft).toContain('## 1. Purpose\n\nWhy.');
});

const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** The words of the document in order, less those that the report lists as removed. */
function wordsExpected(source: string, removed: readonly Removed[]): readonly string[] {
  const lines = source
    .replaceAll(/\r\n?|\f|\v/g, '\n')
    .replaceAll(/[\u00ad\u200b\u200e\u200f\ufeff]/g, '')
    .split('\n');
  for (const { line, text } of removed) {
    const [first = ''] = text.split('\n');
    lines[line - 1] = (lines[line - 1] ?? '').replace(first, ' ');
  }
  return lines.flatMap(words);
}

function wordsOfBody(imported: ImportedDraft): readonly string[] {
  const plain = bodyOf(imported)
    .replaceAll(/\{\/\*.*?\*\/\}/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  return words(plain);
}

test.for(['word-export.txt', 'web-copy.txt', 'markdown.md'])('no word of %s is lost', (file) => {
  const imported = importFixture(file);
  const source = readFileSync(path.join(fixtures, file), 'utf8');
  expect(wordsOfBody(imported)).toEqual(wordsExpected(source, imported.removed));
});

/** What a reader sees of the draft; numbers of lists are no text of theirs. */
function wordsShown(imported: ImportedDraft): readonly string[] {
  const parsed = parseMarkdown(bodyOf(imported));
  if ('fault' in parsed) throw new Error(parsed.fault.reason);
  const shown: string[] = [];
  visit(parsed.tree, (node) => {
    if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') {
      shown.push(node.value);
    }
  });
  return words(shown.join(' ')).filter(isLetters);
}

const isLetters = (word: string) => /^\p{L}+$/u.test(word);

const hostile = fc.string({
  unit: fc.constantFrom(...' abcXYZ19.,:;-*_#|<>{}[]()!&`~"\'\\/=+@•—\t'.split('')),
  maxLength: 30,
});
const line = fc.oneof(
  { weight: 3, arbitrary: hostile },
  fc.constantFrom('', '', '', 'import x from y', 'export const a = 1', '---', '===', '```'),
  fc.constantFrom('\tOwner', '\tCTO', 'Version\t1.2', '| Version | 1.2 |', '|---|---|'),
  fc.constantFrom('Version: 1.2', 'Owner: CTO — Ada', 'Last Updated: May 2026', 'A Travel Policy'),
  fc.constantFrom(
    '1. Purpose',
    '2. Scope',
    'a. Parts',
    '4.1 More',
    '1. item',
    '  1) item',
    ' o item',
  ),
  fc.constantFrom('\tCell', '\tOther cell', 'A\tB', 'OneTwo', 'ThreeFour3Five', 'Skip to content'),
  fc.constantFrom('[note]: Ada', '<b>bold</b>', '<!-- aside -->', '{name}', '# 5 loose', '+ one'),
  fc.constantFrom('[bookmark: _Toc_1]3. Marked', '[bookmark: _Toc_2]', '  • point', '- [ ] box'),
);
const document = fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n'));

test('no word of any text is lost, and its draft has no fault but in its fields', () => {
  fc.assert(
    fc.property(document, (text) => {
      fc.pre(!/^#{1,6} \S/m.test(text));
      const imported = importText(text);
      expect(wordsOfBody(imported)).toEqual(wordsExpected(text, imported.removed));
      expect(wordsShown(imported)).toEqual(wordsOfBody(imported).filter(isLetters));
      expect(imported.remaining.filter(({ code }) => !code.startsWith('schema/'))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('any Markdown becomes a draft without a fault but in its fields', () => {
  fc.assert(
    fc.property(document, (text) => {
      const imported = importText(text, 'document.md');
      expect(imported.remaining.filter(({ code }) => !code.startsWith('schema/'))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
