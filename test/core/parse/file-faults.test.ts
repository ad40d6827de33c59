import { expect, test } from 'vitest';
import { formatDiagnostic } from '#core/diagnostics/format-diagnostics.ts';
import { judge, peopleText, policyText, settingsText } from '../../helpers/book.ts';

const good = policyText();
const answerText =
  'change: platform-7\nrule: change/approvals\nby: ada\non: 2026-02-01\nwhy: Late.\naction: Reviewed.\napprovedBy: ben\n';
const dutyText =
  'policy: access-control\nduty: access-review\ndone: [{ on: 2026-02-10, by: ada, evidence: A list }]\n';

function printFaults(files: Readonly<Record<string, string>>): string {
  return judge({ files })
    .diagnostics.map((one) => formatDiagnostic(one))
    .join('\n');
}

test.for([
  ['a byte order mark', `\u{feff}${good}`, 1, 'file/byte-order-mark', 'UTF-8 without one'],
  ['CR LF', good.replaceAll('\n', '\r\n'), 1, 'file/line-ends', 'with LF alone'],
  [
    'a tab',
    good.replace('owner:', 'contacts:\n\toffice: a@example.org\nowner:'),
    7,
    'file/tab',
    'spaces only',
  ],
  [
    'a field twice',
    good.replace('owner: cto', 'owner: cto\nowner: ciso'),
    7,
    'file/duplicate-key',
    '"owner" is here a second time',
  ],
  ['no fence', good.replace('---\n', ''), 1, 'file/fence-missing', 'a document begins with ---'],
  [
    'a fence that never closes',
    good.replace('\n---\n\n', '\n\n'),
    1,
    'file/fence-open',
    'never closed',
  ],
  [
    'a program in the fence',
    good.replace('---\n', '---js\n'),
    1,
    'file/fence-language',
    'only YAML is read',
  ],
  [
    'a constructor in the fence',
    good.replace('---\n', '---constructor\n'),
    1,
    'file/fence-language',
    'only YAML is read',
  ],
  [
    'bytes that are not UTF-8',
    good.replace('role', 'r\u{fffd}le'),
    17,
    'file/encoding',
    'not UTF-8',
  ],
  ...['\u0000', '\u001b', '\u007f', '\u202e', '\u2067', '&#x202E;', '&#8294;', '&#27;'].map(
    (sign) =>
      [
        `the sign ${JSON.stringify(sign)}`,
        good.replace('role', `r${sign}le`),
        17,
        'file/control-sign',
        'which readers do not see',
      ] as const,
  ),
  [
    'YAML that is none',
    good.replace('owner: cto', 'owner: [cto'),
    7,
    'file/yaml',
    'This is not YAML',
  ],
] as const)('%s has a message of its own', ([, text, line, code, words]) => {
  const printed = printFaults({ 'policies/access-control.mdx': text });
  expect(printed).toContain(`content/policies/access-control.mdx:${line}`);
  expect(printed).toContain(code);
  expect(printed).toContain(words);
});

test('a fault of the file is reported alone, the same on the second reading', () => {
  const files = { 'policies/access-control.mdx': good.replace('owner: cto', 'owner: [cto') };
  const first = printFaults(files);
  expect(first.match(/Fix:/g)).toHaveLength(1);
  expect(printFaults(files)).toBe(first);
});

test.for([
  ['answers/platform-7.yaml', answerText],
  ['duties/access-review.yaml', dutyText],
  ['policybook.yaml', settingsText],
  ['people.yaml', peopleText],
])('a second document in %s is told with its line, and none is read', ([file = '', text = '']) => {
  const line = text.split('\n').length;
  const printed = printFaults({ [file]: `${text}---\n${text}` });
  expect(printed).toBe(`content/${file}:${line}:1 error file/second-document
  A second document of YAML begins here; of a file only the first would be read.
  Fix: Take out the line of --- or ... that begins it or, where it is a record of its own, move it to a file of its own.`);
  expect(printFaults({ [file]: `---\n${text}...\n` })).not.toContain('file/');
});

test('two files with one id are a fault', () => {
  expect(printFaults({ 'policies/a.md': good, 'policies/a.mdx': good })).toMatchInlineSnapshot(`
    "content/policies/a.mdx:1 error book/policy-twice
      content/policies/a.mdx and content/policies/a.md are both the policy "a"; a policy is one file.
      Fix: Delete one of them, or give it a name of its own."
  `);
});

test('a book without settings says which file is missing', () => {
  const { diagnostics, book } = judge({ files: { 'policybook.yaml': '' } });
  expect(book).toBeUndefined();
  expect(diagnostics[0]?.code).toBe('schema/value');
});

test.for(['policies/deep.mdx', 'policies/deep.md'])(
  'a text of %s that nests without end is a fault of it',
  (file) => {
    const quotes = Array.from({ length: 300 }, () => '> ').join('');
    expect(printFaults({ [file]: policyText({}, `${quotes}x\n`) })).toContain('nests deeper than');
    expect(printFaults({ [file]: policyText({}, `${'>'.repeat(30_000)}x\n`) })).toContain(
      'in a row',
    );
  },
);

test.for(['\u200d', '\u00ad', '\u200f', '&#233;', '&#x201C;', '&#10;', '\t'])(
  'the sign %j is text',
  (sign) => {
    const printed = printFaults({
      'policies/access-control.mdx': good.replace('role', `r${sign}le`),
    });
    expect(printed).not.toContain('file/control-sign');
  },
);
