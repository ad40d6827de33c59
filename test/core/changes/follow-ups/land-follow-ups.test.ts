import { expect, test } from 'vitest';
import { createPeopleIndex } from '#core/changes/people/identify-people.ts';
import { landFollowUps } from '#core/changes/follow-ups/land-follow-ups.ts';
import type { FollowUp, Landing } from '#core/model/change-record.ts';
import type { CheckedSignature, RawCommit } from '#core/model/raw-commit.ts';
import type { RecordHistory, RecordLanding } from '#core/model/record-history.ts';
import { parseFollowUp } from '#core/parse/parse-follow-up.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { peopleText } from '../../../helpers/book.ts';
import { instant } from '../../../helpers/policy-history.ts';
import { parse } from 'yaml';

const people = createPeopleIndex(peopleSchema.parse(parse(peopleText)));

const file = 'content/changes/platform-7.mdx';
const follow = (lines: string, change = 'platform-7') => `---\nchange: ${change}\n${lines}\n---\n`;
const late = follow('rollback: Revert.');

function fileOf(name: string, text: string): FollowUp {
  const parsed = parseFollowUp({ file: name, text });
  if ('diagnostics' in parsed) throw new Error(JSON.stringify(parsed.diagnostics));
  return parsed.followUp;
}

/** A commit on that day of April 2026, with the texts it left by file; null where it took the file away. */
function landing(day: number, texts: Readonly<Record<string, string | null>>): RecordLanding {
  return {
    at: instant(`2026-04-${String(day).padStart(2, '0')}T10:00:00Z`),
    texts: Object.entries(texts).map(([name, text]) => ({
      file: name,
      ...(text !== null && { text }),
    })),
  };
}

function landingOf(
  landings: readonly RecordLanding[],
  text = late,
  more: Partial<RecordHistory> = {},
): Landing | undefined {
  const [landed] = landFollowUps([fileOf(file, text)], { landings, ...more }, people);
  return landed?.landing;
}

function since(landings: readonly RecordLanding[], text = late): string {
  const found = landingOf(landings, text);
  return found && 'parts' in found ? (found.parts.rollback?.slice(8, 10) ?? 'never') : 'unknown';
}

const before = follow('risk: availability low.');

test('tests that were not run yet land with their result', () => {
  const held = (...texts: string[]) => {
    const landings = texts.map((text, index) => landing(index + 2, { [file]: follow(text) }));
    const found = landingOf(landings, follow(texts.at(-1) ?? ''));
    return found && 'parts' in found ? found.parts.tested?.slice(8, 10) : undefined;
  };
  expect(held('tested: not-run', 'tested: partly')).toBe('02');
  expect(held('tested: not-run', 'tested: passed; forty', 'tested: passed; fifty')).toBe('03');
});

test('of two files the one that says something lands', () => {
  const open = follow('tested: not-run');
  const done = follow('tested: passed');
  const other = 'content/changes/other.mdx';
  for (const [first, second] of [
    [file, other],
    [other, file],
  ] as const) {
    const found = landingOf([landing(2, { [first]: open }), landing(3, { [second]: done })], done);
    expect(found && 'parts' in found && found.parts.tested?.slice(8, 10)).toBe('03');
  }
});

test.for<[string, readonly RecordLanding[], string]>([
  ['with the file', [landing(2, { [file]: late })], '02'],
  [
    'with a later edit of the file',
    [landing(2, { [file]: before }), landing(5, { [file]: late })],
    '05',
  ],
  [
    'with the first of several texts that held it',
    [landing(2, { [file]: follow('rollback: Undo.') }), landing(5, { [file]: late })],
    '02',
  ],
  [
    'with content in place of filler',
    [landing(2, { [file]: follow('rollback: TBD') }), landing(5, { [file]: late })],
    '05',
  ],
  [
    'when it was brought back after a gap',
    [
      landing(2, { [file]: late }),
      landing(3, { [file]: before }),
      landing(4, { 'content/changes/other.mdx': follow('risk: low', 'platform-8') }),
      landing(5, { [file]: late }),
    ],
    '05',
  ],
  [
    'when the file was put back',
    [landing(2, { [file]: late }), landing(3, { [file]: null }), landing(6, { [file]: late })],
    '06',
  ],
  [
    'when the text could be read again',
    [
      landing(2, { [file]: late }),
      landing(3, { [file]: 'change: [' }),
      landing(6, { [file]: late }),
    ],
    '06',
  ],
  [
    'with the file under its former name',
    [
      landing(2, { 'content/changes/former.mdx': late }),
      landing(5, { 'content/changes/former.mdx': null, [file]: late }),
    ],
    '02',
  ],
  [
    'anew where the file spoke of another change',
    [
      landing(2, { [file]: follow('rollback: Revert.', 'platform-8') }),
      landing(5, { [file]: late }),
    ],
    '05',
  ],
  ['never, where only the file at hand has it', [landing(2, { [file]: before })], 'never'],
  ['never, where the file itself is new', [], 'never'],
])('a field landed %s', ([, landings, expected]) => {
  expect(since(landings)).toBe(expected);
});

test('a record without a history is unknown, and so is one that a sample does not name', () => {
  expect(landingOf([], late, { unknown: 'it is gone' })).toEqual({ unknown: 'it is gone' });
  expect(landingOf([landing(2, { [file]: late })], late, { unknown: 'it is gone' })).toEqual({
    at: '2026-04-02T10:00:00Z',
    parts: { rollback: '2026-04-02T10:00:00Z' },
    proofs: {},
  });
});

test('a record of a change made outside git keeps its landing under another name', () => {
  const own = '---\nauthor: ben\nmadeAt: 2026-04-01T09:00:00Z\nrollback: The old port.\n---\n';
  const moved = [
    landing(2, { 'content/changes/edge.mdx': own }),
    landing(3, { 'content/changes/edge.mdx': null, [file]: own }),
  ];
  expect(since(moved, own)).toBe('02');
});

const at = instant('2026-04-02T10:00:00Z');
const ada = { name: 'Ada Finch', email: 'ada@example.org', at };
const ben = { name: 'Ben Hollis', email: 'ben@example.org', at };
const forge = { name: 'GitHub', email: 'noreply@github.com', at };
const commit = (more: Partial<RawCommit>): RawCommit => ({
  id: 'a'.repeat(40),
  parents: ['b'.repeat(40)],
  author: ben,
  committer: ben,
  message: 'Record the port\n',
  paths: [file],
  ...more,
});
const merge = { parents: ['b'.repeat(40), 'c'.repeat(40)] };
const signed = (state: CheckedSignature['state'], by?: string) => ({
  signatures: [{ over: 'commit' as const, state, ...(by !== undefined && { by }) }],
});

const forAda = commit({ ...merge, committer: ada });
const clean = { isClean: true };

test.for<[string, Partial<RecordLanding>, string | undefined]>([
  ['a push by its writer', { commit: commit({}) }, undefined],
  ['a push by the approver', { commit: commit({ author: ada, committer: ada }) }, undefined],
  ['a merge by the approver', { commit: forAda, merged: [commit({})], ...clean }, 'merged'],
  [
    'a merge by the approver that changed something of its own',
    { commit: forAda, merged: [commit({})], isClean: false },
    undefined,
  ],
  [
    'a merge by the approver that nobody could look at',
    { commit: forAda, merged: [commit({})] },
    undefined,
  ],
  [
    'a merge by the forge',
    { commit: commit({ ...merge, committer: forge }), merged: [commit({})], ...clean },
    undefined,
  ],
  [
    'a merge by the approver of what the approver wrote',
    { commit: forAda, merged: [commit({}), commit({ author: ada })], ...clean },
    undefined,
  ],
  [
    'a merge by the approver of what the approver committed for somebody else',
    { commit: forAda, merged: [commit({ committer: ada })], ...clean },
    undefined,
  ],
  [
    'a merge by the approver of what an unknown address wrote',
    {
      commit: forAda,
      merged: [commit({ author: { ...ada, email: 'private@home.example' } })],
      ...clean,
    },
    undefined,
  ],
  [
    'a merge by the approver of what was edited at the forge',
    { commit: forAda, merged: [commit({ committer: forge })], ...clean },
    'merged',
  ],
  [
    'a merge by the approver who stands as a co-author',
    {
      commit: forAda,
      merged: [commit({ message: 'Record it\n\nCo-authored-by: Ada Finch <ada@example.org>\n' })],
      ...clean,
    },
    undefined,
  ],
  ['a commit that the approver signed', { commit: commit(signed('good', 'ada')) }, 'signed'],
  [
    'a commit that the approver wrote and signed',
    { commit: commit({ author: ada, ...signed('good', 'ada') }) },
    undefined,
  ],
  ['a commit that somebody else signed', { commit: commit(signed('good', 'ben')) }, undefined],
  ['a commit with a bad signature', { commit: commit(signed('bad')) }, undefined],
])('an approval that came with %s', ([, landed, proof]) => {
  const text =
    '---\nauthor: ben\nmadeAt: 2026-04-01T09:00:00Z\napprovals: [{ by: ada, at: 2026-04-01T08:00:00Z, evidence: Ticket 7 }]\n---\n';
  const landings = [{ ...landing(2, { [file]: text }), ...landed }];
  expect(landingOf(landings, text)).toHaveProperty('proofs', proof ? { ada: proof } : {});
});

test('an approval that was added later is proved by the commit that added it', () => {
  const bare = '---\nauthor: ben\nmadeAt: 2026-04-01T09:00:00Z\n---\n';
  const approved = bare.replace(
    /---\n$/,
    'approvals: [{ by: ada, at: 2026-04-01T08:00:00Z, evidence: Ticket 7 }]\n---\n',
  );
  const byAda = commit({ ...merge, committer: ada });
  const later = [
    { ...landing(2, { [file]: bare }), commit: byAda, merged: [commit({})], ...clean },
    { ...landing(3, { [file]: approved }), commit: commit({}) },
  ];
  expect(landingOf(later, approved)).toHaveProperty('proofs', {});
});

test('what stands under trailers lands like a field with a name of its own', () => {
  const text = follow('trailers: { AI-Eval-Before: 40 of 40 }');
  const found = landingOf([landing(2, { [file]: before }), landing(5, { [file]: text })], text);
  expect(found).toMatchObject({ parts: { 'ai-eval-before': '2026-04-05T10:00:00Z' } });
});

const evidence = (by: string, cause: string) =>
  follow(
    [
      `approvals: [{ by: ${by}, at: 2026-04-01T08:00:00Z, evidence: Ticket 7 }]`,
      'deployed: { at: 2026-04-01T10:00:00Z, by: ben }',
      'validated: { at: 2026-04-01T10:00:00Z, by: ben, note: Tried. }',
      'monitored: { until: 2026-04-01T12:00:00Z, by: ben, note: Quiet. }',
      'copied: [{ of: tested, on: 2026-04-01, by: ben, shows: 7 of 7 passed. }]',
      `retrospective: { on: 2026-04-01, by: ben, rootCause: ${cause} }`,
    ].join('\n'),
  );

test('all else that a record holds lands part by part, and what was typed anew lands anew', () => {
  const text = evidence('ada', 'A full queue.');
  const landings = [
    landing(2, { [file]: evidence('cleo', 'TBD') }),
    landing(5, { [file]: text }),
    landing(6, { [file]: text }),
  ];
  const found = landingOf(landings, text);
  const parts = found && 'parts' in found ? found.parts : {};
  const at = Date.parse('2026-04-01T08:00:00Z');
  const hours = 3_600_000;
  expect(Object.entries(parts).map(([name, time]) => [name, time.slice(8, 10)])).toEqual([
    [`approval ada ${at}`, '05'],
    ['copied tested 2026-04-01', '02'],
    [`deployed ben ${at + 2 * hours}`, '02'],
    [`validated ${at + 2 * hours}`, '02'],
    [`monitored ${at + 4 * hours}`, '02'],
    ['retrospective ben 2026-04-01', '02'],
    ['rootCause ben 2026-04-01', '05'],
  ]);
});

test('a copy lands with what it shows', () => {
  const copied = (shows: string) =>
    follow(`copied: [{ of: tested, on: 2026-04-01, by: ben, shows: ${shows} }]`);
  const text = copied('7 of 7 passed.');
  const landings = [landing(2, { [file]: copied('TBD') }), landing(5, { [file]: text })];
  expect(landingOf(landings, text)).toMatchObject({
    parts: { 'copied tested 2026-04-01': '2026-04-05T10:00:00Z' },
  });
});
