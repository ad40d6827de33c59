import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTemplate } from '#core/changes/message/parse-template.ts';

const fieldsOf = (text: string) =>
  Object.fromEntries(parseTemplate(text).fields.map(({ field, value }) => [field, value]));

test.for<[string, string, Record<string, string>]>([
  ['a section', '## Risk\n\nLow: one more query.\n', { risk: 'Low: one more query.' }],
  ['a heading by another name', '### 🧪 How was this tested?\nBy hand.', { tested: 'By hand.' }],
  ['an unknown heading', '## Screenshots\n\nNone.', {}],
  ['a section that ends with the next', '## Why\nSlow.\n## Notes\nMore.', { reason: 'Slow.' }],
  ['a part below its heading', '## Risk\n### Data\nnone lost', { risk: 'Data\nnone lost' }],
  ['a comment of the template', '## Risk\n<!-- say what could break -->\n', {}],
  ['text typed inside the comment', '## Risk\n<!-- low -->\n## Why\nSlow.', { reason: 'Slow.' }],
  ['a comment that never ends', '## Risk\n<!-- low\n\n## Why\nSlow.', {}],
  ['filler', '## Rollback plan\n\nTBD\n\n## Risk\n\n*N/A*', {}],
  ['a heading inside a fence', '```\n## Risk\nlow\n```', {}],
  ['a ticked type', '## Type of change\n- [ ] Standard\n- [x] Normal change', { type: 'normal' }],
  ['a capital tick', '## Type\n* [X] **Emergency** (say which incident)', { type: 'emergency' }],
  [
    'several ticked categories',
    '## Change category\n- [x] system-prompt (clause 10.1, type normal)\n- [ ] key-rotation\n- [x] Content filter',
    { category: 'system-prompt, content-filter' },
  ],
  [
    'categories in words',
    '## Category\nSystem prompt, content filter',
    { category: 'system-prompt, content-filter' },
  ],
  [
    'several findings',
    '## Vulnerability\n- CVE-1; low; found 2026-03-01\n- CVE-2; high; found 2026-03-02',
    { vulnerability: 'CVE-1; low; found 2026-03-01, CVE-2; high; found 2026-03-02' },
  ],
  ['a nested tick', '## Type\n- Pick one\n  - [ ] Major\n  - [x] Normal', { type: 'normal' }],
  ['no tick', '## Type\n- [ ] Standard\n- [ ] Normal', {}],
  ['a tick in a comment', '## Type\n<!--\n- [x] Standard\n-->\n- [x] Normal', { type: 'normal' }],
  ['a type in words', '## Change type\n\nDependency patch\n', { type: 'dependency-patch' }],
  [
    'ticked evidence',
    '## Testing\n- [x] unit\n- [ ] manual\n- [x] Integration tests (run 8812)',
    { tested: 'passed; unit, Integration tests (run 8812)' },
  ],
  [
    'a tick that states nothing of the result',
    '## Testing\n- [x] run 8812',
    { tested: 'run 8812' },
  ],
  ['a tick that denies it', '## Testing\n- [x] Not tested', { tested: 'Not tested' }],
  ['one in German', '## Testing\n- [x] Keine Tests nötig', { tested: 'Keine Tests nötig' }],
  [
    'a denial beside a test',
    '## Testing\n- [x] Unit tests\n- [x] none',
    { tested: 'Unit tests, none' },
  ],
  ['a tick with a result', '## Testing\n- [x] Unit tests: failed; 3', { tested: 'failed; 3' }],
  ['a result as its label', '## Testing\n- [x] failed: unit', { tested: 'failed: unit' }],
  ['what is struck out', '## Type\n~~emergency~~ normal', { type: 'normal' }],
  ['a type that is struck out', '## Type\n~~emergency~~', {}],
  ['a box of staging', '- [x] Staging\n', { staging: 'passed' }],
  ['its evidence', '- [x] Tested in staging: run 8812', { staging: 'run 8812' }],
  ['a box of staging that is open', '## Staging\n- [ ] Staging', {}],
  ['two sections of the same content', '## Risk\nLow\n## Risk\nLow', { risk: 'Low' }],
  ['a link and code', '## Ticket\n[PLAT-1](https://example.org) `x`', { ticket: 'PLAT-1 x' }],
  ['Windows line ends', '## Risk\r\n\r\nLow\r\n', { risk: 'Low' }],
  ['no heading by the letter', '##Risk\nLow', {}],
  ['an indented code block', '    ## Risk\n    Low', {}],
])('%s', ([, text, expected]) => {
  expect(fieldsOf(text)).toEqual(expected);
});

test('two ticked types declare none, and the problem names both', () => {
  const { fields, problems } = parseTemplate('Hello\n\n## Type\n- [x] Normal\n- [x] Major\n');
  expect(fields).toEqual([]);
  expect(problems).toMatchObject([
    { line: 3, problem: expect.stringContaining('Normal, Major') as string },
  ]);
});

test('a broken box and a repeated section do not count, and say so', () => {
  const broken = parseTemplate('## Type\n- [x ] Normal\n- [ ] Major');
  expect(broken).toMatchObject({ fields: [], problems: [{ line: 2 }] });
  const twice = parseTemplate('## Risk\nLow\n## Risk\nHigh');
  expect(twice).toMatchObject({ fields: [], problems: [{ line: 3 }] });
});

test('a text beyond 64 KiB is left alone', () => {
  expect(fieldsOf(`## Risk\nLow\n\n${'word '.repeat(13_200)}`)).toEqual({});
});

test('never throws', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('## Risk\n', '- [x] ', '<!--', '-->', '\n\n', '```', '[x]', '> ', '\t', '|'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      expect(() => parseTemplate(`# Type\n${pieces.join('')}`)).not.toThrow();
    }),
    { numRuns: 300 },
  );
});

test.for(['-', '*', '#', '_'])('reads the sections beside a line of %s, however long', (mark) => {
  const log = `${mark.repeat(400)}\nran 12 tests\n${mark.repeat(400)}`;
  const { fields, problems } = parseTemplate(`## Reason\n\nIt was hidden.\n\n## Log\n\n${log}\n`);
  expect(fields).toEqual([{ field: 'reason', value: 'It was hidden.', line: 1 }]);
  expect(problems).toEqual([]);
});

test.for([
  ['> '.repeat(300), 5, /a run of 200 marks or more \(> > > > > >…\)/],
  ['x'.repeat(70_000), 1, /longer than 64 KiB/],
] as const)('says where it reads no section', ([text, line, problem]) => {
  const read = parseTemplate(`## Reason\n\nIt was hidden.\n\n${text}\n`);
  expect(read.fields).toEqual([]);
  expect(read.problems).toMatchObject([
    { line, problem: expect.stringMatching(problem) as string },
  ]);
  expect(parseTemplate(text)).toEqual({ fields: [], problems: [] });
});
