import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { parseTrailers } from '#core/changes/message/parse-trailers.ts';
import { git } from '../../../helpers/git.ts';
import { listOf } from '../../../helpers/scenarios-page.ts';
import { kinds, readTrailers, type Kind, type Pair } from '../../../helpers/trailer-reader.ts';

const scissors = '# ------------------------ >8 ------------------------';
const lines = fc.constantFrom(
  'Reason: x',
  'Risk: low; none',
  'reason: y',
  'Change Type: normal',
  'Change-Type : normal',
  'Tested:yes',
  'Ticket: A-1',
  'Other-Key: z',
  'Other-Key:z',
  'Other-Key : z',
  '2nd: z',
  `${'K'.repeat(60)}: z`,
  'Signed-off-by: A <a@x.example>',
  'Signed-off-by:A <a@x.example>',
  'Co-authored-by: B <b@x.example>',
  'Co-Authored-By: B <b@x.example>',
  'Approved-by: C <c@x.example>',
  'approved-by: C <c@x.example>',
  '(cherry picked from commit 0123456789abcdef0123456789abcdef01234567)',
  'Some prose here',
  'Some prose: here',
  '  and more of it',
  '  and more of it  ',
  'Reason: x  ',
  '\tTested: indented',
  '---',
  '--- a/file',
  '---------',
  '# Reason: commented',
  scissors,
  'Conflicts:',
  '\tsrc/file.ts',
  'See merge request a/b!1',
  'Rollback:',
  '\u00a0',
  'Reason:\u00a0x',
  ' ',
  '',
  '',
  '',
);
const message = fc
  .tuple(
    fc.constantFrom('Raise limit', 'Reason: a title', '# Raise limit'),
    fc.array(lines, { maxLength: 5 }),
    fc.array(lines, { minLength: 1, maxLength: 5 }),
    fc.constantFrom('\n', '\n', '\n', '\r\n'),
  )
  .map(([title, body, end, eol]) => `${[title, ...body, '', ...end].join(eol)}${eol}`)
  // git 2.39 never ends on scissors below a divider.
  .filter((text) => !(text.includes(scissors) && /^---\s/m.test(text)));

interface Read {
  readonly text: string;
  readonly ours: readonly Pair[];
  /** `git log --format=%(trailers)`. */
  readonly log: readonly Pair[];
  /** `git interpret-trailers --parse`. */
  readonly tool: readonly Pair[];
}

/** What the two modes of git read, and we, for many messages at once. */
function readAll(messages: readonly string[]): Read[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'policybook-trailers-'));
  git(folder, ['init', '-q', '--bare', '-b', 'main']);
  const stream = messages.map((text, index) => {
    const who = `A <a@x.example> ${1772442000 + index} +0000`;
    return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  });
  git(folder, ['fast-import', '--quiet', '--date-format=raw'], stream.join(''));
  const format = '%(trailers:only,unfold,separator=%x02,key_value_separator=%x03)%x01';
  const printed = git(folder, ['log', '--reverse', `--format=${format}`, 'main']);
  const logged = printed.split('\x01');
  const found = messages.map((text, index) => ({
    text,
    ours: parseTrailers(text).trailers.map(({ key, value }): Pair => [key, value]),
    log: pairsOf(logged[index]?.replace(/^\n/, '') ?? '', '\x02', '\x03'),
    tool: pairsOf(git(folder, ['interpret-trailers', '--parse'], text), '\n', ': '),
  }));
  rmSync(folder, { recursive: true });
  return found;
}

function pairsOf(printed: string, between: string, within: string): Pair[] {
  return printed.split(between).flatMap((line): Pair[] => {
    // The end of the output is cut where an empty value stands last.
    const at = `${line} `.indexOf(within);
    return at < 1 ? [] : [[line.slice(0, at), line.slice(at + within.length)]];
  });
}

const asTool: ReadonlySet<Kind> = new Set(kinds);
const asLog: ReadonlySet<Kind> = new Set(kinds.filter((kind) => kind !== 'a divider'));

let sample: readonly Read[];

beforeAll(() => {
  sample = readAll(fc.sample(message, { numRuns: 600, seed: 20261121 }));
});

test.for([
  ['git log', (read: Read) => read.log, asLog],
  ['git interpret-trailers', (read: Read) => read.tool, asTool],
  ['our parser', (read: Read) => read.ours, new Set<Kind>()],
] as const)('%s reads every message as the kinds of difference predict', ([, found, asGit]) => {
  const unforeseen = sample.filter(
    (read) => JSON.stringify(found(read)) !== JSON.stringify(readTrailers(read.text, asGit)),
  );
  expect(
    unforeseen.map((read) => ({
      text: read.text,
      found: found(read),
      foreseen: readTrailers(read.text, asGit),
    })),
  ).toEqual([]);
});

test('the messages differ often enough, and each kind alone makes a difference to some of them', () => {
  const differing = sample.filter(
    ({ ours, tool }) => JSON.stringify(ours) !== JSON.stringify(tool),
  );
  expect(differing.length).toBeGreaterThan(sample.length / 4);
  const idle = kinds.filter((kind) =>
    sample.every(
      ({ text, tool }) =>
        JSON.stringify(tool) ===
        JSON.stringify(readTrailers(text, new Set(kinds.filter((one) => one !== kind)))),
    ),
  );
  expect(idle).toEqual([]);
});

const one = (body: string) => `Raise limit\n\nText.\n\n${body}\n`;

test.for([
  ['a block of trailers', one('Reason: x\nRisk: low\nOther-Key: z')],
  ['keys that may stand twice', one('Approved-by: A <a@x.example>\nApproved-by: B <b@x.example>')],
  [
    'a picked commit',
    one('Reason: x\n(cherry picked from commit 0123456789abcdef0123456789abcdef01234567)'),
  ],
  ['no trailers', 'Raise limit\n\nSome text.\n'],
  ['a title alone', 'Raise limit\n'],
] as const)('git in both its modes reads %s as we do', ([, text]) => {
  const [read] = readAll([text]);
  expect(read?.log).toEqual(read?.ours);
  expect(read?.tool).toEqual(read?.ours);
});

/** For each kind a message that parts git from us by it alone. */
const examples: Readonly<Record<Kind, string>> = {
  'a divider': one('Reason: x\n\n---\n\nRisk: low'),
  'comments of an editor': one('Reason: x\n# Risk: low'),
  'the last paragraph alone': one('Reason: x\n\n---------\n\nCo-authored-by: B <b@x.example>'),
  'a quarter of the lines': one('Some prose here\nReason: x\nSigned-off-by: A <a@x.example>'),
  'loose keys': one('Other-Key:z'),
  'near misses': one('reason: x'),
  'a key that stands twice': one('Reason: x\nReason: y'),
  'space where a line was folded': one('Reason: x  \n  and more'),
  'space that is not ASCII': one('Reason: \u00a0x'),
};

test.for(kinds)('%s: a message that git reads otherwise for this reason alone', (kind) => {
  const [read] = readAll([examples[kind]]);
  expect(read?.tool).not.toEqual(read?.ours);
  expect(read?.tool).toEqual(readTrailers(examples[kind], new Set([kind])));
});

test('the page of scenarios lists these kinds and no other', () => {
  expect(listOf('Messages that git reads otherwise').map(({ name }) => name)).toEqual(kinds);
});
