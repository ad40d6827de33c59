import { parseTrailers } from '#core/changes/parse-trailers.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { git } from '../../helpers/git.ts';
import { temporaryFolder } from '../../helpers/recorded-repository.ts';

type Pair = readonly [key: string, value: string];

/** Why a message may be read otherwise by git than by us. A closed list: a difference of another kind fails. */
const kinds = {
  'prose among the trailers':
    'git takes a last paragraph as trailers when a quarter of it are and one of git’s own is among them; we want all of it.',
  'spaces before the colon': 'git accepts a key with spaces behind it; for us it is a near miss.',
  'a key that stands twice': 'git gives both; where one may stand, we count neither.',
  'another case or spelling': 'git gives every key; ours are exact, and a near miss is reported.',
  'what a forge appended':
    'git reads the last paragraph alone; we go on above the rule, the co-authors and the link of a forge.',
  'a divider': 'One mode of git stops at a line of three dashes; neither the other nor we do.',
  'a comment or scissors': 'git drops lines of its editor; in a commit they are text.',
  'no space behind the colon': 'git accepts "Key:value"; for us a value begins behind white space.',
} as const;
type Kind = keyof typeof kinds;

// No scissors (`# --- >8 ---`): below a line of three dashes git 2.39 never ends on them.
const lines = fc.constantFrom(
  'Reason: x',
  'Risk: low; none',
  'reason: y',
  'Change Type: normal',
  'Change-Type : normal',
  'Tested:yes',
  'Ticket: A-1',
  'Other-Key: z',
  'Signed-off-by: A <a@x.example>',
  'Co-authored-by: B <b@x.example>',
  'Approved-by: C <c@x.example>',
  '(cherry picked from commit 0123456789abcdef0123456789abcdef01234567)',
  'Some prose here',
  '  and more of it',
  '\tTested: indented',
  '---',
  '---------',
  '# Reason: commented',
  'See merge request a/b!1',
  'Rollback:',
  '',
  '',
);
const message = fc
  .tuple(
    fc.constantFrom('Raise limit', 'Reason: a title'),
    fc.array(lines, { maxLength: 4 }),
    fc.array(lines, { minLength: 1, maxLength: 5 }),
  )
  .map(([title, body, end]) => `${[title, ...body, '', ...end].join('\n')}\n`);

/** What the two modes of git read, and we, for many messages at once. */
async function readAll(messages: readonly string[]) {
  const folder = await temporaryFolder();
  git(folder, ['init', '-q', '--bare', '-b', 'main']);
  const stream = messages.map((text, index) => {
    const who = `A <a@x.example> ${1772442000 + index} +0000`;
    return `commit refs/heads/main\nauthor ${who}\ncommitter ${who}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  });
  git(folder, ['fast-import', '--quiet', '--date-format=raw'], stream.join(''));
  const printed = git(folder, ['log', '--reverse', '--format=%x00%(trailers:unfold)%x01', 'main']);
  const logged = printed.split('\x01').slice(0, -1);
  return messages.map((text, index) => ({
    text,
    ours: parseTrailers(text).trailers.map(({ key, value }): Pair => [key, value]),
    log: pairsOf(logged[index]?.replace(/^\n?\0/, '') ?? ''),
    tool: pairsOf(git(folder, ['interpret-trailers', '--parse'], text)),
  }));
}

function pairsOf(printed: string): Pair[] {
  return printed.split('\n').flatMap((line): Pair[] => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]];
  });
}

function explain(text: string): Kind[] {
  const all = text.trimEnd().split('\n');
  const last =
    text
      .trimEnd()
      .split(/\n[ \t]*\n/)
      .at(-1)
      ?.split('\n') ?? [];
  const has = (pattern: RegExp) => last.some((line) => pattern.test(line));
  const hasAnywhere = (pattern: RegExp) => all.some((line) => pattern.test(line));
  const keys = last.flatMap((line) => /^([A-Z][a-z-]+):/i.exec(line)?.[1]?.toLowerCase() ?? []);
  const found: Record<Kind, boolean> = {
    'prose among the trailers': has(/^(?:Some prose|See merge|-{3,}$)/),
    'spaces before the colon': has(/^\S+ :/),
    'a key that stands twice': new Set(keys).size < keys.length,
    'another case or spelling': has(/^(?:reason|Change Type)/),
    'what a forge appended': hasAnywhere(/^(?:-{9}$|See merge|Co-authored-by|Signed-off-by)/),
    'a divider': hasAnywhere(/^---/),
    'a comment or scissors': has(/^#/),
    'no space behind the colon': has(/^\w+:\S/),
  };
  return (Object.keys(found) as Kind[]).filter((kind) => found[kind]);
}

test('what git reads otherwise than we is of a kind that is known', async () => {
  const messages = fc.sample(message, { numRuns: 150, seed: 20261120 });
  const differing = (await readAll(messages)).filter(
    ({ ours, log, tool }) =>
      JSON.stringify(ours) !== JSON.stringify(log) || JSON.stringify(ours) !== JSON.stringify(tool),
  );
  const unexplained = differing.filter(({ text }) => explain(text).length === 0);
  expect(unexplained).toEqual([]);
  expect(differing.length).toBeGreaterThan(30);
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
] as const)('git in both its modes reads %s as we do', async ([, text]) => {
  const [read] = await readAll([text]);
  expect(read?.log).toEqual(read?.ours);
  expect(read?.tool).toEqual(read?.ours);
});

/** One message of each kind, and whether a mode of git differs from us on it: the list must not be longer than it has to. */
const examples: Readonly<Record<Kind, string>> = {
  'prose among the trailers': one('Some prose here\nReason: x\nSigned-off-by: A <a@x.example>'),
  'spaces before the colon': one('Change-Type : normal'),
  'a key that stands twice': one('Reason: x\nReason: y'),
  'another case or spelling': one('reason: x'),
  'what a forge appended': one('Reason: x\n\n---------\n\nCo-authored-by: B <b@x.example>'),
  'a divider': one('Reason: x\n\n---\n\nRisk: low'),
  'a comment or scissors': one('Reason: x\n# Risk: low'),
  'no space behind the colon': one('Tested:yes'),
};

test.for(Object.keys(kinds) as Kind[])('%s is read otherwise by a mode of git', async (kind) => {
  const [read] = await readAll([examples[kind]]);
  expect([read?.log, read?.tool]).not.toEqual([read?.ours, read?.ours]);
});
