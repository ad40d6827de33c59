import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatRedline } from '#core/exports/format-redline.ts';
import { newText, oldText } from '../../helpers/apply-redline.ts';
import { describeRedline } from '#core/history/redline/describe-redline.ts';
import { redlineVersions } from '#core/history/redline/redline-versions.ts';
import type { PolicyVersion } from '#core/model/policy.ts';
import type { Redline, RedlineBlock, RedlineSegment, TextBlock } from '#core/model/redline.ts';
import { parsePolicy } from '#core/parse/parse-policy.ts';
import { policyText } from '../../helpers/book.ts';
import { root } from '../../helpers/command.ts';

type Fields = Readonly<Record<string, string>>;

function read(text: string): PolicyVersion {
  const { version, diagnostics } = parsePolicy('access-control', { file: 'a.mdx', text }, false);
  if (!version) throw new Error(JSON.stringify(diagnostics));
  return version;
}

function version(body: string, fields: Fields = {}): PolicyVersion {
  return read(policyText(fields, body));
}

function compare(before: string, after: string): Redline {
  return redlineVersions(version(before), version(after));
}

function sample(file: string): PolicyVersion {
  return read(readFileSync(path.join(root, 'content', file), 'utf8'));
}

function clauses(redline: Redline): string[] {
  return describeRedline(redline).clauses.map(({ text }) => text);
}

function segmentsOf(block: RedlineBlock): readonly RedlineSegment[] {
  return block.kind === 'row' ? block.cells.flatMap(({ segments }) => segments) : block.segments;
}

/** The marked text of each block that differs, as a terminal shows it. */
function marked(redline: Redline): string[] {
  return redline.blocks
    .filter(({ status }) => status !== 'unchanged' && status !== 'moved')
    .map((block) => {
      const mark = { equal: ['', ''], inserted: ['{+', '+}'], deleted: ['[-', '-]'] } as const;
      const number = block.kind === 'heading' ? (block.number ?? []) : [];
      return [...number, ...segmentsOf(block)]
        .map(({ text, status }) => `${mark[status][0]}${text}${mark[status][1]}`)
        .join('');
    });
}

test('the sample from 1.1 to 1.2 names the clauses on AI one by one', () => {
  const redline = redlineVersions(
    sample('archive/change-management/1.1.mdx'),
    sample('policies/change-management.mdx'),
  );
  const { headline, clauses: rows, rules } = describeRedline(redline);
  expect(headline).toBe('From 1.1 to 1.2: 20 clauses changed, 10 added; 44 rules changed.');
  expect(rows.map(({ text }) => text.replace(/:.*/, ''))).toEqual([
    '1 changed (Purpose)',
    '2 changed (Scope)',
    '2.a added (What is covered)',
    '2.b added (Who is bound)',
    '3 changed (Change types)',
    '3.a changed (Standard changes)',
    '3.b changed (Normal changes)',
    '3.c changed (Emergency changes)',
    '3.d changed (Major changes)',
    '3.e added (Choosing the type)',
    '4 changed (Change process)',
    '4.a changed (Request and record)',
    '4.b changed (Review and approval)',
    '4.c changed (Testing)',
    '4.d changed (Deployment)',
    '4.e changed (After deployment)',
    '4.f changed (Rollback)',
    '4.g added (Changes outside git)',
    '5 changed (Emergency changes)',
    '6 changed (Security and compliance)',
    '7 changed (Separation of duties)',
    '8 changed (Monitoring and logging)',
    '9 changed (Metrics and reporting)',
    '10 added (AI changes)',
    '10.1 added (Categories)',
    '10.2 added (Further checks)',
    '10.3 added (Records)',
    '10.4 added (Components and providers)',
    '11, before 10, changed (Review)',
    '12 added (Related policies and contacts)',
  ]);
  expect(rules).toContain('major: proof merged, before stated');
  expect(redline.isCoarse).toBe(false);
  expect(marked(redline)).toContain(
    'A change is an emergency only if it answers an active security problem, an incident, a degraded service, damaged data, or a breach of a legal duty that cannot wait. Usual triggers are a vulnerability under attack, a security setting found to be wrong,[- and-] a failure of the hosting platform{+, and an outage or security event at a model provider+}. It must name [-the-]{+its+} incident. [-It may go ahead without waiting for an approval-]{+Clause 5 says what follows+}.',
  );
});

const manyClauses = Array.from(
  { length: 300 },
  (_, index) =>
    `## ${index + 1}. Clause ${index + 1}\n\nRule ${index + 1} should be kept by everybody.`,
);

test('a one-word edit among 300 clauses marks exactly that word', () => {
  const edited = manyClauses.with(211, manyClauses[211]!.replace('should', 'must'));
  const redline = compare(manyClauses.join('\n\n'), edited.join('\n\n'));
  const changes = redline.blocks.flatMap(segmentsOf).filter(({ status }) => status !== 'equal');
  expect(changes).toEqual([
    { text: 'should', marks: {}, status: 'deleted' },
    { text: 'must', marks: {}, status: 'inserted' },
  ]);
  expect(redline.blocks.filter(({ status }) => status !== 'unchanged')).toHaveLength(1);
  expect(clauses(redline)).toEqual(['212 changed (Clause 212): 1 word inserted, 1 word deleted']);
});

test('a clause that moved is told once, and its neighbours are only renumbered', () => {
  const order = (titles: string[]) =>
    [
      '## 3. Keys',
      ...titles.map((title, index) => `### 3.${index + 1} ${title}\n\nThe text of ${title}.`),
    ].join('\n\n');
  const redline = compare(
    order(['Loss', 'Issue', 'Return', 'Lists']),
    order(['Issue', 'Return', 'Lists', 'Loss']),
  );
  expect(clauses(redline)).toEqual([
    '3.2 is now 3.1 (Issue)',
    '3.3 is now 3.2 (Return)',
    '3.4 is now 3.3 (Lists)',
    '3.1 moved to 3.4 (Loss)',
  ]);
  const moved = redline.blocks.filter(({ movedFrom }) => movedFrom !== undefined);
  expect(moved.map(({ clause, movedFrom, status }) => [clause, movedFrom, status])).toEqual([
    ['3.4', '3.1', 'changed'],
    ['3.4', '3.1', 'moved'],
  ]);
});

test('a clause that moved and changed keeps its word-by-word comparison', () => {
  const redline = compare(
    '## 1. Loss\n\nA lost key is reported within a day.\n\n## 2. Issue\n\nKeys are issued in person.\n\n## 3. Lists\n\nA list is kept.',
    '## 1. Issue\n\nKeys are issued in person.\n\n## 2. Lists\n\nA list is kept.\n\n## 3. Loss\n\nA lost key is reported within an hour.',
  );
  expect(clauses(redline)).toContain(
    '3, before 1, changed (Loss): 2 words inserted, 2 words deleted',
  );
  expect(marked(redline)).toContain('A lost key is reported within [-a day-]{+an hour+}.');
});

test('a paragraph that went to another clause was moved, not deleted and inserted', () => {
  const text = 'Keys are handed back on the last day of work.';
  const redline = compare(
    `## 1. A\n\nOne stays.\n\n${text}\n\n## 2. B\n\nTwo stays.`,
    `## 1. A\n\nOne stays.\n\n## 2. B\n\nTwo stays.\n\n${text}`,
  );
  expect(marked(redline)).toEqual([]);
  expect(redline.blocks.at(-1)).toMatchObject({ clause: '2', status: 'moved', movedFrom: '1' });
  expect(clauses(redline)).toEqual([
    '1 changed (A): 1 block moved',
    '2 changed (B): 1 block moved',
  ]);
});

test.for<[string, string, string, string]>([
  ['another start', '3. a\n4. b', '5. a\n6. b', 'a numbered item of a list that begins with 3'],
  ['a start where there was none', '1. a\n2. b', '0. a\n1. b', 'a numbered item'],
  ['letters made numbers', '- a\n- b', '1. a\n2. b', 'a bulleted item'],
  [
    'a list in a list',
    '- x\n\n  2. a\n  3. b',
    '- x\n\n  1. a\n  2. b',
    'a numbered item of a list that begins with 2 on level 2',
  ],
])('renumbering is a change: %s', ([, before, after, formerly]) => {
  const { blocks, clauses } = compare(before, after);
  const items = blocks.filter(({ status }) => status === 'changed');
  expect(items.map((block) => block.formerly)).toEqual([formerly, formerly]);
  expect(clauses).toMatchObject([{ status: 'changed', insertedWords: 0, deletedWords: 0 }]);
});

test('list items are compared one by one, and new numbers of a list are no change', () => {
  const redline = compare(
    '1. Ask the owner first.\n2. Write down the reason.\n3. Hand back the key.',
    '1. Look at the list of keys.\n2. Ask the owner first.\n3. Write down the full reason.\n4. Hand back the key.',
  );
  expect(redline.blocks.map((block) => [(block as TextBlock).marker, block.status])).toEqual([
    ['1.', 'inserted'],
    ['2.', 'unchanged'],
    ['3.', 'changed'],
    ['4.', 'unchanged'],
  ]);
  expect(marked(redline)).toEqual([
    '{+Look at the list of keys.+}',
    'Write down the{+ full+} reason.',
  ]);
});

const table = (head: string[], ...rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

test('a table is compared by cell, row and column', () => {
  const redline = compare(
    table(
      ['Role', 'Every', 'By'],
      ['Admin', '3 months', 'CTO'],
      ['Guest', '1 month', 'CTO'],
      ['Audit', '1 year', 'CEO'],
    ),
    table(
      ['Role', 'By', 'Proof'],
      ['Admin', 'CISO', 'list'],
      ['Audit', 'CEO', 'mail'],
      ['Robot', 'CTO', 'log'],
    ),
  );
  expect(
    redline.blocks.map(
      (block) => block.kind === 'row' && [block.table, block.isHead, block.status],
    ),
  ).toEqual([
    [0, true, 'changed'],
    [0, false, 'changed'],
    [0, false, 'deleted'],
    [0, false, 'changed'],
    [0, false, 'inserted'],
  ]);
  const [head, admin] = redline.blocks;
  expect(head?.kind === 'row' && head.cells.map(({ column }) => column)).toEqual([
    'kept',
    'deleted',
    'kept',
    'inserted',
  ]);
  expect(admin && marked({ ...redline, blocks: [admin] })).toEqual([
    'Admin[-3 months-][-CTO-]{+CISO+}{+list+}',
  ]);
  expect(oldText(redline)[1]).toBe('Admin | 3 months | CTO');
  expect(newText(redline)[1]).toBe('Admin | CISO | list');
});

test('one cell and one row', () => {
  const redline = compare(
    table(['Role', 'Every'], ['Admin', '3 months'], ['Audit', '1 year']),
    table(['Role', 'Every'], ['Admin', '6 months'], ['Guest', '1 month'], ['Audit', '1 year']),
  );
  expect(marked(redline)).toEqual(['Admin[-3-]{+6+} months', '{+Guest+}{+1 month+}']);
});

test('a renamed clause is the same clause', () => {
  const redline = compare(
    '## 4. Passwords\n\nEverybody has a secret of their own.',
    '## 4. Passphrases\n\nEverybody has a secret of their own.',
  );
  expect(marked(redline)).toEqual(['4[-Passwords-]{+Passphrases+}']);
  expect(clauses(redline)).toEqual(['4 changed (Passphrases): 1 word inserted, 1 word deleted']);
});

test('a clause that is gone does not share its anchor with the one that took its number', () => {
  const redline = compare(
    '## 1. Badges\n\nVisitors wear badges in every building.',
    '## 1. Backups\n\nData are copied each night to another region.',
  );
  expect(clauses(redline)).toEqual(['1 removed (Badges): 7 words', '1 added (Backups): 9 words']);
  expect(redline.clauses.map(({ anchor }) => anchor)).toEqual(['removed-1', '1']);
  expect(new Set(redline.blocks.map(({ clause }) => clause))).toEqual(new Set(['removed-1', '1']));
});

test('the same title below two clauses stays with its own clause when another is put before it', () => {
  const part = (number: number, name: string) =>
    `## ${number}. ${name}\n\n### a. Duties\n\nThe duties of ${name} are listed.`;
  const redline = compare(part(1, 'Staff'), `${part(1, 'Guests')}\n\n${part(2, 'Staff')}`);
  expect(clauses(redline).map((text) => text.replace(/:.*/, ''))).toEqual([
    '1 added (Guests)',
    '1.a added (Duties)',
    '1 is now 2 (Staff)',
    '1.a is now 2.a (Duties)',
  ]);
});

test('a link that leads elsewhere is a change, though its words are the same', () => {
  const redline = compare(
    'See the [list of keys](access-control#4).',
    'See the [list of keys](access-control#5).',
  );
  expect(redline.blocks[0]).toMatchObject({
    status: 'changed',
    segments: [
      { text: 'See the ', status: 'equal' },
      { text: 'list of keys', marks: { link: 'access-control#4' }, status: 'deleted' },
      { text: 'list of keys', marks: { link: 'access-control#5' }, status: 'inserted' },
      { text: '.', status: 'equal' },
    ],
  });
  expect(formatRedline(redline, { hasColour: false, isWhole: false })).toContain(
    'See the [-list of keys <access-control#4>-]{+list of keys <access-control#5>+}.',
  );
});

test('line ends, spaces and the way a list is marked up are no change', () => {
  const redline = compare(
    '## 1. Keys\n\nKeys  are\nissued in *person*.\n\n- one key\n- two keys\n',
    '##   1. Keys\n\n\nKeys are issued\nin _person_.   \n\n* one\n  key\n* two keys\n',
  );
  expect(redline.clauses).toEqual([]);
  expect(redline.blocks.every(({ status }) => status === 'unchanged')).toBe(true);
  expect(describeRedline(redline).headline).toBe('From 1.0 to 1.0: no clause changed.');
});

test('a paragraph made an item, and text made internal, say what they were', () => {
  const redline = compare(
    'Keys are counted by the porter.\n\nThe safe is in room nine.',
    '- Keys are counted by the porter.\n\n<Internal>\n\nThe safe is in room nine.\n\n</Internal>',
  );
  expect(
    redline.blocks.map(({ status, formerly, containers }) => [status, formerly, containers]),
  ).toEqual([
    ['changed', 'a paragraph', []],
    ['changed', 'a paragraph', ['internal']],
  ]);
});

test('numbers of clauses and joined words are one word each', () => {
  const redline = compare(
    'It follows clause 3.a on key-rotation.',
    'It follows clause 3.b on key-sharing.',
  );
  expect(marked(redline)).toEqual([
    'It follows clause [-3.a-]{+3.b+} on [-key-rotation-]{+key-sharing+}.',
  ]);
});

const rules = (types: string, rest = '') => `{ types: { ${types} }${rest} }`;

test('rules are compared in words', () => {
  const redline = redlineVersions(
    version('## 1. Types', {
      changeRules: rules(
        "normal: { clause: '1', approvals: 1 }",
        ", retention: { clause: '1', records: P3Y }",
      ),
    }),
    version('## 1. Types', {
      owner: 'ciso',
      changeRules: rules(
        "normal: { clause: '1', approvals: 2, leadTime: PT24H }, major: { clause: '1', approvals: 2, approvers: [cto] }",
      ),
      duties: "[{ id: key-count, every: P3M, owner: cto, what: Count the keys., clause: '1' }]",
    }),
  );
  expect(describeRedline(redline).rules).toEqual([
    'owner CISO, before CTO',
    'duty key count added: every 3 months; owner CTO; what "Count the keys."; clause 1',
    'normal: approvals 2, before 1',
    'normal: lead time 24 hours, before none',
    'type major added: clause 1; approvals 2; approvers CTO; proof stated',
    'retention removed; it was: clause 1; records 3 years',
  ]);
  expect(redline.rules[3]).toEqual({
    path: 'changeRules.types.normal.leadTime',
    label: 'normal: lead time',
    isEntry: false,
    after: '24 hours',
  });
  expect(redline.clauses).toEqual([]);
});

test('a value that the rules print changes its clause as well', () => {
  const body = '## 1. Types\n\nIt waits for <Param name="types.normal.leadTime" />.';
  const withLead = (lead: string) =>
    version(body, {
      changeRules: rules(`normal: { clause: '1', approvals: 1, leadTime: ${lead} }`),
    });
  expect(marked(redlineVersions(withLead('PT24H'), withLead('PT48H')))).toEqual([
    'It waits for [-24-]{+48+} hours.',
  ]);
});

const word = fc.constantFrom(
  'access',
  'key',
  'must',
  'should',
  'of',
  'the',
  'owner',
  '4.b',
  'naïve',
  'lock,',
  'end.',
  '鍵',
  'x',
);
const text = fc.array(word, { minLength: 1, maxLength: 14 }).map((words) => `W ${words.join(' ')}`);
const row = fc
  .tuple(text, text)
  .map((cells) => ({ source: `| ${cells.join(' | ')} |`, text: cells.join(' | ') }));
const block = fc.oneof(
  text.map((one) => ({ source: one, texts: [one] })),
  fc
    .array(text, { minLength: 1, maxLength: 4 })
    .map((items) => ({ source: items.map((item) => `- ${item}`).join('\n'), texts: items })),
  fc.array(row, { minLength: 1, maxLength: 4 }).map((rows) => ({
    source: ['| Who | What |', '| --- | --- |', ...rows.map(({ source }) => source)].join('\n'),
    texts: ['Who | What', ...rows.map((one) => one.text)],
  })),
  fc.tuple(fc.integer({ min: 1, max: 6 }), word).map(([number, title]) => ({
    source: `## ${number}. Part ${title}`,
    texts: [`${number} Part ${title}`],
  })),
);
interface Drawn {
  readonly source: string;
  readonly texts: readonly string[];
}
// A comment between two lists keeps Markdown from joining them, and is never part of the text.
const sourceOf = (blocks: readonly Drawn[]) =>
  blocks.map(({ source }) => source).join('\n\n{/* next */}\n\n');
const textsOf = (blocks: readonly Drawn[]) => blocks.flatMap(({ texts }) => texts);

/** Two texts of which the second takes, drops, repeats and reorders blocks of the first, and has some of its own. */
const pairOfTexts = fc
  .tuple(
    fc.array(block, { minLength: 1, maxLength: 12 }),
    fc.array(fc.oneof({ weight: 3, arbitrary: fc.nat(11) }, { weight: 1, arbitrary: block }), {
      minLength: 1,
      maxLength: 12,
    }),
  )
  .map(([before, picks]): [Drawn[], Drawn[]] => [
    before,
    picks.map((pick) => (typeof pick === 'number' ? before[pick % before.length]! : pick)),
  ]);

test('for any two texts, undoing the redline gives the old blocks and accepting it the new ones', () => {
  fc.assert(
    fc.property(pairOfTexts, ([before, after]) => {
      const redline = compare(sourceOf(before), sourceOf(after));
      expect(oldText(redline)).toEqual(textsOf(before));
      expect(newText(redline)).toEqual(textsOf(after));
      const statuses = new Map(
        redline.blocks.map((one) => [one, segmentsOf(one).map(({ status }) => status)]),
      );
      for (const [{ status }, marks] of statuses) {
        if (status === 'unchanged') expect(marks.every((mark) => mark === 'equal')).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});

test('a text against itself has no change at all', () => {
  fc.assert(
    fc.property(pairOfTexts, ([blocks]) => {
      const redline = compare(sourceOf(blocks), sourceOf(blocks));
      expect(redline.clauses).toEqual([]);
      expect(redline.blocks.every(({ status }) => status === 'unchanged')).toBe(true);
    }),
    { numRuns: 100 },
  );
});

const eightThousand = Array.from({ length: 8000 }, (_, index) => `word${index}`);

test('a block of 8,000 words in reverse is replaced as a whole, and says so', () => {
  const redline = compare(eightThousand.join(' '), eightThousand.toReversed().join(' '));
  expect(redline.isCoarse).toBe(true);
  expect(redline.blocks).toHaveLength(1);
  expect(redline.blocks[0]).toMatchObject({ status: 'changed', isCoarse: true });
  expect(segmentsOf(redline.blocks[0]!).map(({ status }) => status)).toEqual([
    'deleted',
    'inserted',
  ]);
  expect(oldText(redline)).toEqual([eightThousand.join(' ')]);
  expect(newText(redline)).toEqual([eightThousand.toReversed().join(' ')]);
  expect(describeRedline(redline).bound).toContain('as a whole');
  expect(compare(eightThousand.join(' '), eightThousand.toReversed().join(' '))).toEqual(redline);
});

test('8,000 blocks in reverse have moved, all but one, and none is lost', () => {
  const items = (words: readonly string[]) => words.map((one) => `- ${one}`).join('\n');
  const redline = compare(items(eightThousand), items(eightThousand.toReversed()));
  expect(redline.blocks.filter(({ status }) => status === 'moved')).toHaveLength(7999);
  expect(redline.isCoarse).toBe(false);
  expect(oldText(redline)).toEqual(eightThousand);
});

test('the terminal shows the clauses that changed, in colour only when asked, and acts on no text', () => {
  const redline = compare(
    '## 1. A\n\nStays.\n\n## 2. B\n\nOne key.',
    '## 1. A\n\nStays.\n\n## 2. B\n\nOne\u200b lock.',
  );
  expect(formatRedline(redline, { hasColour: false, isWhole: false })).toMatchInlineSnapshot(`
    "Access Control Policy. From 1.0 to 1.0: 1 clause changed.

    Clauses
      2 changed (B): 1 word inserted, 1 word deleted

    ## 2 B

    One[- key-]{+\\u{200b} lock+}."
  `);
  expect(formatRedline(redline, { hasColour: false, isWhole: true })).toContain('Stays.');
  expect(formatRedline(redline, { hasColour: true, isWhole: false })).toContain(
    '\u001b[31m[- key-]\u001b[0m',
  );
});
