import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutInternal } from '#core/editions/projection/cut-internal.ts';

const hidden = (text: string) => `<Internal>${text}</Internal>`;

function cut(body: string): string {
  const result = cutInternal(body);
  return 'text' in result
    ? result.text
    : result.faults.map(({ line, column, problem }) => `${line}:${column} ${problem}`).join('\n');
}

const inline: readonly (readonly [string, string, string])[] = [
  ['in a line', `a ${hidden('b')} d.\n`, 'a d.\n'],
  ['at its start', `${hidden('b')} d\n`, 'd\n'],
  ['at its end', `a ${hidden('b')}\nc\n`, 'a\nc\n'],
  ['before a full stop', `a ${hidden('b')}.\n`, 'a.\n'],
  ['before a comma', `a ${hidden('b')}, c\n`, 'a, c\n'],
  ['inside a word', `a${hidden('b')}c\n`, 'ac\n'],
  ['a line of a paragraph', `a\n${hidden('b')}\nc\n`, 'a\nc\n'],
  ['over two lines', `a ${hidden('b\nb')} c\n`, 'a c\n'],
  ['over two lines of a quotation', `> a ${hidden('b\n> b')} c\n`, '> a c\n'],
  ['two beside each other', `x ${hidden('a')} ${hidden('b')} y\n`, 'x y\n'],
  ['at the end of strong text', `**x ${hidden('y')}** z\n`, '**x** z\n'],
  ['at the start of strong text', `**${hidden('y')} x** z\n`, '**x** z\n'],
  ['all of strong text', `a **${hidden('y')}** z\n`, 'a z\n'],
  ['strong text in emphasis', `a *b **${hidden('y')}*** z\n`, 'a *b* z\n'],
  ['all of a link', `a [${hidden('y')}](https://a.example) z\n`, 'a z\n'],
  ['an image with its alt text', `![a](x.png) ${hidden('![b](y.png "c")')}\n`, '![a](x.png)\n'],
  ['code beside it', `\`a\` ${hidden('`b`')} \`c\`\n`, '`a` `c`\n'],
  ['emoji and accents', `😀 é ${hidden('😀')} 👩‍👩‍👧 z\n`, '😀 é 👩‍👩‍👧 z\n'],
  ['two spaces before it', `a  ${hidden('b')}\nc\n`, 'a\nc\n'],
  ['a hard line break before it', `a  \n${hidden('b')}\n\nc\n`, 'a  \n\nc\n'],
  ['nested', `a ${hidden(`b ${hidden('c')} d`)} e\n`, 'a e\n'],
  ['a comment', 'a {/* b */} c\n', 'a c\n'],
  ['a component beside it', `<Param name="a"/> ${hidden('b')}\n`, '<Param name="a"/>\n'],
];

test.each(inline)('cuts an inline part: %s', (_, body, expected) => {
  expect(cut(body)).toBe(expected);
});

const blocks: readonly (readonly [string, string, string])[] = [
  ['a paragraph', `a\n\n${hidden('b')}\n\nc\n`, 'a\n\nc\n'],
  ['the first block', `${hidden('b')}\n\nc\n`, 'c\n'],
  ['the last block', `a\n\n${hidden('b')}\n`, 'a\n\n'],
  ['with tags on their own lines', 'a\n\n<Internal>\n\nx\n\n- y\n\n</Internal>\n\nb\n', 'a\n\nb\n'],
  ['without blank lines around', 'a\n<Internal>\nx\n</Internal>\nb\n', 'a\n\nb\n'],
  ['in CRLF', 'a\r\n\r\n<Internal>\r\nx\r\n</Internal>\r\n\r\nb\r\n', 'a\r\n\r\nb\r\n'],
  ['a list item', `- a\n- ${hidden('b')}\n- c\n`, '- a\n- c\n'],
  ['the first paragraph of an item', `- ${hidden('b')}\n\n  c\n`, '- c\n'],
  ['the first line of an item', `- ${hidden('b')}\n  c\n`, '- c\n'],
  ['a later paragraph of an item', `- a\n\n  ${hidden('b')}\n\n  c\n`, '- a\n\n  c\n'],
  ['an item of a task list', `- [ ] ${hidden('a')}\n- [x] b\n`, '- [x] b\n'],
  ['an item of a numbered list', `1. a\n2. ${hidden('b')}\n3. c\n`, '1. a\n3. c\n'],
  ['a nested list', `- a\n  - ${hidden('b')}\n- c\n`, '- a\n- c\n'],
  ['an item above a nested list', `- ${hidden('b')}\n  - c\n`, '- - c\n'],
  ['a whole list', `a\n\n- ${hidden('b')}\n- ${hidden('c')}\n\nd\n`, 'a\n\nd\n'],
  [
    'two lists that would become one',
    '- a\n\n<Internal>\nx\n</Internal>\n\n- b\n',
    '- a\n\n[//]: #\n\n- b\n',
  ],
  ['a paragraph of a quotation', `> a\n>\n> ${hidden('q')}\n>\n> c\n`, '> a\n>\n> c\n'],
  ['a whole quotation', `> ${hidden('q')}\n\nx\n`, 'x\n'],
  ['a cell', `| a | b |\n|---|---|\n| c | ${hidden('z')} |\n`, '| a | b |\n|---|---|\n| c |  |\n'],
  ['a part of a cell', `| a |\n|---|\n| ${hidden('z')} c |\n`, '| a |\n|---|\n| c |\n'],
  [
    'a row',
    `| a | b |\n|---|---|\n| ${hidden('x')} | ${hidden('y')} |\n| c | d |\n`,
    '| a | b |\n|---|---|\n| c | d |\n',
  ],
  [
    'a row of a quoted table',
    `> | a |\n> |---|\n> | ${hidden('b')} |\n> | c |\n`,
    '> | a |\n> |---|\n> | c |\n',
  ],
  ['all rows of a table', `| a |\n|---|\n| ${hidden('x')} |\n\nend\n`, 'end\n'],
  ['a heading', `# ${hidden('T')}\n\nx\n`, 'x\n'],
  ['a part of a heading', `## 1. A ${hidden('T')}\n\nx\n`, '## 1. A\n\nx\n'],
  ['a heading over nothing', `## A\n\n${hidden('x')}\n\n## B\n\ny\n`, '## B\n\ny\n'],
  [
    'headings over headings over nothing',
    `## A\n\n### A1\n\n${hidden('x')}\n\n### A2\n\n${hidden('x')}\n\n## B\n\ny\n`,
    '## B\n\ny\n',
  ],
  [
    'only the lower heading',
    `## A\n\n### A1\n\n${hidden('x')}\n\n### A2\n\ny\n`,
    '## A\n\n### A2\n\ny\n',
  ],
  ['a note with its reference', `a[^1] b\n\n[^1]: ${hidden('n')}\n\nc\n`, 'a b\n\nc\n'],
  [
    'a note that only internal text refers to',
    `a ${hidden('b[^1]')} c\n\n[^1]: d\n\nend\n`,
    'a c\n\nend\n',
  ],
  [
    'a definition that only internal text refers to',
    `a ${hidden('[b][r]')} c\n\n[r]: https://d.example\n\nend\n`,
    'a c\n\nend\n',
  ],
  ['a definition used as a comment', 'a\n\n[//]: # (secret)\n\nb\n', 'a\n\nb\n'],
  ['a comment on a line of its own', 'a\n\n{/* b */}\n\nc\n', 'a\n\nc\n'],
  ['a note box with nothing left', `<Note>\n\n${hidden('b')}\n\n</Note>\n\nx\n`, 'x\n'],
  [
    'a fence that holds a closing tag',
    '<Internal>\n\n```\n</Internal>\n```\n\n</Internal>\n\nx\n',
    'x\n',
  ],
];

test.each(blocks)('cuts a block: %s', (_, body, expected) => {
  expect(cut(body)).toBe(expected);
});

test('leaves a text without internal parts as it is, odd white space included', () => {
  const body = '\n# A  \n\n\n*  b\n*  c\n\n|a|b\n|-|-\n|  c|d   |\n';
  expect(cut(body)).toBe(body);
});

const faults: readonly (readonly [string, string, RegExp])[] = [
  ['a tag without content', 'a <Internal /> b\n', /^1:3 This <Internal> contains nothing/],
  ['a block without content', 'a\n\n<Internal>\n\n</Internal>\n\nb\n', /^3:1 This <Internal>/],
  ['one inside another', `a ${hidden('x <Internal></Internal>')} b\n`, /contains nothing/],
  [
    'tags that cross strong text',
    '**a <Internal>b** c</Internal>\n',
    /^1:5 .*begins inside one construct/,
  ],
  [
    'tags that cross with another inside',
    '**a <Internal>b <Internal>c</Internal>** d</Internal>\n',
    /begins inside one construct|is in code/,
  ],
  [
    'tags that cross a link',
    '[a <Internal>b](https://c.example) d</Internal>\n',
    /begins inside one construct/,
  ],
  [
    'tags that cross a cell',
    '| a | b |\n|---|---|\n| <Internal>c | d</Internal> |\n',
    /begins inside one construct|cannot be read/,
  ],
  ['tags in code', 'x\n\n`<Internal>b</Internal>`\n', /^3:2 "<Internal" is in code/],
  ['tags in a fence', '```\n<Internal>b</Internal>\n```\n', /^2:1 "<Internal" is in code/],
  ['an escaped tag', 'a \\<Internal>b\n', /is in code or escaped/],
  ['an entity', 'a &lt;Internal>b\n', /is in code or escaped/],
  ['a misspelt tag', 'a\n\n<internal>b</internal>\n', /^3:1 <internal> is not a component/],
  [
    'a header row',
    `| ${hidden('a')} | ${hidden('b')} |\n|---|---|\n| d | e |\n`,
    /^1:1 The whole header row/,
  ],
  ['text that becomes a list', `a\n${hidden('b')}- c\n`, /^2:1 Without this internal part/],
  ['text that becomes a heading', `${hidden('b')}# c\n`, /^1:1 Without this internal part/],
  [
    'a first cell without a pipe',
    `a | b\n--|--\n${hidden('c')} | d\n`,
    /^3:1 Without this internal part/,
  ],
];

test.each(faults)('refuses what cannot be cut cleanly: %s', (_, body, expected) => {
  expect(cut(body)).toMatch(expected);
});

// Public words are drawn from small letters and internal ones from capitals, so that the result can be told apart.
const publicWord = fc.stringMatching(/^[a-zé😀]{1,6}$/u);
const internalPart = fc.stringMatching(/^[A-HJ-Z]{1,6}( [A-HJ-Z]{1,6}){0,2}$/).map(hidden);
const phrase = fc
  .array(fc.oneof({ weight: 3, arbitrary: publicWord }, internalPart), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join(' '));
const block = fc.oneof(
  phrase,
  phrase.map((text) => `## ${text}`),
  fc
    .array(phrase, { minLength: 1, maxLength: 4 })
    .map((items) => items.map((item) => `- ${item}`).join('\n')),
  fc
    .array(phrase, { minLength: 1, maxLength: 3 })
    .map((lines) => lines.map((line) => `> ${line}`).join('\n>\n')),
  fc
    .array(fc.tuple(phrase, phrase), { minLength: 1, maxLength: 3 })
    .map((rows) =>
      ['| x | y |', '|---|---|', ...rows.map(([one, two]) => `| ${one} | ${two} |`)].join('\n'),
    ),
  phrase.map(
    (text) => `<Internal>\n\n${text.replaceAll(/<\/?Internal>/g, '').toUpperCase()}\n\n</Internal>`,
  ),
);
const document = fc
  .tuple(fc.array(block, { minLength: 1, maxLength: 6 }), fc.constantFrom('\n', '\r\n'))
  .map(([parts, newline]) => `${parts.join('\n\n')}\n`.replaceAll('\n', newline));

test('keeps every public character, in order, and no internal one', () => {
  fc.assert(
    fc.property(document, (body) => {
      const result = cutInternal(body);
      if (!('text' in result)) throw new Error(JSON.stringify(result.faults));
      const text = result.text.replaceAll(/\[\/\/\]: #\r?\n/g, '');
      expect(text).not.toMatch(/[A-HJ-Z]|Internal/);
      expect(isSubsequence(text, body)).toBe(true);
      const letters = (value: string) => value.replaceAll(/[^a-wzé😀]/gu, '');
      const isHeadingOrTable = /^(?:##|\|)/m.test(body);
      const expected = letters(body.replaceAll(/<Internal>[\s\S]*?<\/Internal>/g, ''));
      // A heading over nothing goes with its own words, so only a text without one keeps them all.
      if (!isHeadingOrTable) expect(letters(text)).toBe(expected);
    }),
    { numRuns: 400 },
  );
});

function isSubsequence(part: string, whole: string): boolean {
  let position = 0;
  for (const unit of part.split('')) {
    const found = whole.indexOf(unit, position);
    if (found < 0) return false;
    position = found + 1;
  }
  return true;
}
