import { expect, test } from 'vitest';
import { parseTrailers } from '#core/changes/message/parse-trailers.ts';
import { git } from '../../../helpers/git.ts';
import { temporaryFolder } from '../../../helpers/recorded-repository.ts';

const message = (...paragraphs: string[]) => `${paragraphs.join('\n\n')}\n`;
const counted = (text: string) =>
  parseTrailers(text).trailers.map(({ key, value }) => `${key}: ${value}`);
const problems = (text: string) =>
  parseTrailers(text).problems.map(({ line, problem, remedy }) => `${line} ${problem} ${remedy}`);

test('reads the last paragraph, with its lines and folded values', () => {
  const parsed = parseTrailers(
    message(
      'Limit mails',
      'Because of a storm.',
      'Change-Type: normal\nReason: too many\n  mails a day\nTested:\n run 8812',
    ),
  );
  expect(parsed).toEqual({
    title: 'Limit mails',
    titleLine: 1,
    coAuthors: [],
    body: ['', 'Because of a storm.', ''],
    forgeLines: [],
    trailers: [
      { key: 'Change-Type', value: 'normal', line: 5 },
      { key: 'Reason', value: 'too many mails a day', line: 6 },
      { key: 'Tested', value: 'run 8812', line: 8 },
    ],
    problems: [],
  });
});

const block = 'Change-Type: normal\nApproved-by: Mira <mira@larkfield.example>';
const forgeBlock = 'Co-authored-by: Priya <priya@larkfield.example>';
const both = ['Change-Type: normal', 'Approved-by: Mira <mira@larkfield.example>', forgeBlock];

test.for([
  ['the divider and co-authors of a squash', message('T', block, '---------', forgeBlock), both],
  ['co-authors alone', message('T', block, forgeBlock), both],
  [
    'co-authors and a sign-off',
    message('T', block, `${forgeBlock}\nSigned-off-by: M <m@x.example>`),
    [...both, 'Signed-off-by: M <m@x.example>'],
  ],
  [
    'a link to the merge request',
    message('T', 'Body', block, 'See merge request larkfield/platform!12'),
    both.slice(0, 2),
  ],
  [
    'a cherry-pick',
    message('T', `${block}\n(cherry picked from commit 0123abc)`),
    both.slice(0, 2),
  ],
  [
    'blank lines and CR LF',
    `\r\nT\r\n\r\n${block.replace('\n', '\r\n')}\r\n\r\n\r\n`,
    both.slice(0, 2),
  ],
] as const)('finds the block above or with %s', ([, text, expected]) => {
  expect(counted(text)).toEqual(expected);
  expect(problems(text)).toEqual([]);
});

test.for([
  ['a block above prose', message('T', block, 'A last word.')],
  ['a block above another block', message('T', block, 'Fixes: 12')],
  ['lines among prose', message('T', `As agreed:\n${block}\nand so on`)],
  ['the paragraph of the title', `T\n${block}\n`],
  ['a code fence', message('T', '```', block, '```')],
  ['a comment', message('T', '<!--', block, '-->')],
  ['a list', message('T', 'Body', '- Change-Type: normal\n* Approved-by: Mira', 'End.')],
] as const)('does not count, and reports, trailers in %s', ([, text]) => {
  expect(counted(text).filter((trailer) => !trailer.startsWith('Fixes'))).toEqual([]);
  expect(problems(text)).toHaveLength(2);
});

test('reports each near miss with the line to write, and counts its neighbours', () => {
  const text = message(
    'T',
    [
      'change-type: normal',
      'Reason : because',
      'Risk:low',
      'Approved_By: Mira',
      'Approved\u200b-by: Mira',
      'Rollback: revert',
      ' Tested: run 12',
    ].join('\n'),
  );
  expect(counted(text)).toEqual(['Rollback: revert Tested: run 12']);
  expect(problems(text).map((line) => line.replace(/^.*(Write|Begin)/, '$1'))).toEqual([
    'Write "Change-Type: normal".',
    'Write "Reason: because".',
    'Write "Risk: low".',
    'Write "Approved-by: Mira".',
    'Write "Approved-by: Mira".',
    'Begin the line with "Tested: run 12", without a space.',
  ]);
});

test('lets a key that stands once not count when it stands twice, also in two paragraphs', () => {
  const text = message(
    'T',
    'Change-Type: standard\nRisk: low\nChange-Type: normal\nReviewed-by: A\nReviewed-by: B',
  );
  expect(counted(text)).toEqual(['Risk: low', 'Reviewed-by: A', 'Reviewed-by: B']);
  expect(problems(text)).toEqual([
    '5 "Change-Type" is on line 3 already and may be there once, so neither counts. Keep one line "Change-Type: …" and remove the other.',
  ]);
});

test('counts co-authors in any case', () => {
  expect(counted(message('T', 'Co-Authored-By: Priya <p@x.example>'))).toEqual([
    'Co-authored-by: Priya <p@x.example>',
  ]);
});

test('leaves a title such as "staging: raise the limit" alone', () => {
  expect(problems('staging: raise the limit\n')).toEqual([]);
  expect(problems('Reason: none\n')).toHaveLength(1);
});

test.for([
  '',
  '\n',
  '\n\n\n',
  ':',
  'T\n\n:',
  'T\n\n ',
  '---------',
  'T\n\n---------\n',
  '\0',
  '__proto__: x',
  'T\n\n__proto__: x\nconstructor: y',
])('reads %j without falling over', (text) => {
  expect(problems(text)).toEqual([]);
});

test.for([
  ['colons', (size: number) => `T\n\n${':'.repeat(size)}`],
  ['spaces', (size: number) => `T\n\nReason:${' '.repeat(size)}x`],
  ['paragraphs', (size: number) => 'T\n\n' + 'a: b\n\n'.repeat(size / 6)],
  ['co-author paragraphs', (size: number) => 'T\n\n' + `${forgeBlock}\n\n`.repeat(size / 50)],
  ['trailers', (size: number) => 'T\n\n' + 'Risk: x\n'.repeat(size / 8)],
  ['continuations', (size: number) => 'T\n\nRisk: x\n' + ' y\n'.repeat(size / 3)],
  ['near misses', (size: number) => 'T\n\n' + 'risk: x\n'.repeat(size / 8)],
] as const)('reads a mebibyte of %s', ([, make]) => {
  expect(parseTrailers(make(1024 * 1024)).title).toBe('T');
});

test('agrees with git on ordinary messages', async () => {
  const folder = await temporaryFolder();
  git(folder, ['init', '-q', '-b', 'main']);
  const ordinary = [
    message('T', block),
    message('T', 'Body text.', 'Change-Type: normal\nReason: long\n words\nFixes: 12'),
    message('T', 'Reviewed-by: A <a@x.example>\nReviewed-by: B <b@x.example>'),
    message('T', 'No trailers here.'),
    message('T'),
    message('T', 'Risk:', 'Ticket: PLAT-12\nRequested-at: 2026-03-01T10:00:00+00:00'),
    `T\n${block}\n`,
  ];
  for (const text of ordinary) {
    git(folder, ['commit', '-q', '--allow-empty', '--cleanup=verbatim', '-F', '-'], text);
    const theirs = git(folder, ['log', '-1', '--format=%(trailers:only,unfold)']);
    expect(counted(text).join('\n')).toBe(theirs);
  }
});

test('a co-author counts wherever and however the message names them, and is told how to be written', () => {
  const { coAuthors, problems: told } = parseTrailers(
    [
      'Show the total',
      'Co-authored-by: In The Middle <a@example.org>',
      'Co-\u0430uthored-by: Cyrillic <b@example.org>',
      '* first\n\n* Co-authored-by: In A List <c@example.org>',
      'Risk: low\n Co-authored-by: Indented <d@example.org>\nCo-authored-by : Spaced <e@example.org>\nco-authored-by: Last <f@example.org>',
    ].join('\n\n'),
  );
  expect(coAuthors.map((name) => name.slice(-14, -13)).sort()).toEqual(Array.from('abcdef'));
  expect(told).toHaveLength(5);
  for (const { problem } of told) {
    expect(problem).toMatch(/is not a trailer; those whom it names are authors all the same\.$/);
  }
  expect(told.at(-1)?.problem).toContain('has no colon right behind it with a space after that');
});

test('shows by its number the letter of a key that only looks right, and keeps the others', () => {
  const { trailers, problems } = parseTrailers(
    'Raise limit\n\nChange-Type: minor\n\u0410pproved-by: Ada Finch\nReason: More mails.\n',
  );
  expect(trailers.map(({ key }) => key)).toEqual(['Change-Type', 'Reason']);
  expect(problems).toMatchObject([
    {
      line: 4,
      problem:
        '"\u0410[U+0410]pproved-by" is not the key "Approved-by", so the line does not count.',
    },
  ]);
});

test('says of trailers below a divider that a tool of git reads none of them', () => {
  const { trailers, problems } = parseTrailers(
    'Raise limit\n\nBefore.\n---\nAfter.\n\nReason: More mails.\n',
  );
  expect(trailers).toHaveLength(1);
  expect(problems).toMatchObject([
    { line: 4, problem: expect.stringContaining('"git interpret-trailers" stops') as string },
  ]);
  expect(parseTrailers('Raise limit\n\nBefore.\n---\nAfter.\n').problems).toEqual([]);
});

test.for([
  ['Reason: More.\n\n---------\n\nCo-authored-by: Ada <ada@example.org>', 3],
  ['Reason: More.\n\nSee merge request example/platform!7', 3],
  ['Reason: More.\n\nSigned-off-by: Ada <ada@example.org>', 3],
  ['Reason: More.\nCo-authored-by: Ada <ada@example.org>', undefined],
  ['Some text.\n\nCo-authored-by: Ada <ada@example.org>', undefined],
] as const)('knows where git reads only what stands below: %j', ([tail, line]) => {
  expect(parseTrailers(`Raise limit\n\n${tail}\n`).lineUnreadByGit).toBe(line);
});

const values = 'Change-Type: normal\nTested: passed\nReviewed-by: Ada <ada@example.org>\n';

test.for([
  ['prose', 'Text.\n<!-- a -->\nReason: x\n', []],
  ['a line of a log', '---------\n<!--\na\n-->\nReason: x\n', []],
  ['another trailer', 'Ticket: A-1\n<!-- a -->\nReason: x\n', ['Ticket', 'Reason']],
  ['an empty line', 'Text.\n\n<!-- a -->\nReason: x\n', ['Reason']],
  ['an empty line, with one below', 'Reason: x\n\n<!-- a -->\n', ['Reason']],
] as const)('a comment below %s divides nothing', ([, text, keys]) => {
  const { trailers } = parseTrailers(`Title\n\n${text}`);
  expect(trailers.map(({ key }) => key)).toEqual(keys);
});

test.for([
  ['a fence', '```\nsome log'],
  ['a fence with a language', '~~~ text\nsome log'],
  ['a fence that another kind does not end', '```\n~~~'],
  ['a long fence that a short one does not end', '````\n```'],
  ['an indented fence', '   ```\nsome log'],
  ['a comment', '<!-- fill this in'],
  ['a second fence', '```\nlog\n```\n\n```\nlog'],
] as const)('%s that does not end makes what is below a part of itself', ([, above]) => {
  const { trailers, problems } = parseTrailers(`Title\n\n${above}\n\n${values}`);
  expect(trailers).toEqual([]);
  expect(problems.some(({ problem }) => problem.includes('does not end'))).toBe(true);
});

test.for([
  '```\nlog\n```',
  '`code`',
  '~~~\n```\n~~~',
  '    ```',
  '<!-- a -->',
  'a <!-- b',
  '```js` x',
])('above trailers that count: %j', (above) => {
  expect(parseTrailers(`Title\n\n${above}\n\n${values}`).trailers).toHaveLength(3);
});
