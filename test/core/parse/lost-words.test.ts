import { expect, test } from 'vitest';
import { judge, peopleText, policyText } from '../../helpers/book.ts';

/** Faults of a book whose only policy has a body, or whose file is given whole. */
function faultsOf(body: string, file = 'policies/a.mdx', fields = {}) {
  return judge({ files: { [file]: policyText(fields, `## 1. Purpose\n\n${body}\n`) } }).diagnostics;
}

test.for<[body: string, line: number, code: string, words: string, remedy: string]>([
  [
    '| a | b |\n| - | - |\n| 1 | 2 | three | four |',
    19,
    'mdx/table-cells',
    '"three | four"',
    '\\|',
  ],
  ['| a |\n| - |\n| A key `x | y` |', 19, 'mdx/table-cells', 'has 2 cells', '\\|'],
  ['> | a |\n> | - |\n> | 1 | **two** |', 19, 'mdx/table-cells', '"two"', 'as many cells'],
  ['- a\n\n  | a |\n  | - |\n  | 1 | [two](#1) |', 21, 'mdx/table-cells', '"two"', 'as many cells'],
  ['A[^1].\n\n[^1]: One.\n[^2]: Two.', 20, 'mdx/footnote-lost', '[^2]', 'Write [^2] where'],
  ['A[^n].\n\n[^n]: One.\n\n[^n]: Two.', 21, 'mdx/footnote-lost', 'a second time', 'of its own'],
  ['A[^9].', 17, 'mdx/reference-undefined', '"[^9]"', '[^9]: its text'],
  ['See [this][that].', 17, 'mdx/reference-undefined', '"that"', '[that]: https://'],
  ['See [this][].', 17, 'mdx/reference-undefined', '"this"', '[this]: https://'],
  ['See ![this][that].', 17, 'mdx/reference-undefined', '"that"', '[that]: https://'],
  ['A &lt;br> b.', 17, 'mdx/shown-html', '"<br>"', 'as Markdown'],
  ['A\n&lt;table class="x">.', 18, 'mdx/shown-html', '"<table class="x">"', 'as Markdown'],
  ['A &lt;!-- b -->.', 17, 'mdx/shown-html', '"<!--"', 'as Markdown'],
  ['A&amp;nbsp;b.', 17, 'mdx/shown-html', '"&nbsp;"', 'as Markdown'],
  ['## &lt;b>2.&lt;/b>', 17, 'mdx/shown-html', '"<b>"', 'as Markdown'],
  ['For {{name}} only.', 17, 'mdx/placeholder', '"{{name}}"', 'in its place'],
  ['For {{ site.name | upcase }}.', 17, 'mdx/placeholder', '"{{ site.name', 'in its place'],
  ['{% if x %}\n', 17, 'mdx/placeholder', '"{% if x %}"', 'in its place'],
  ['For $\\{name}.', 17, 'mdx/placeholder', '"${name}"', 'in its place'],
  ['For [[Company]].', 17, 'mdx/placeholder', '"[[Company]]"', 'in its place'],
  ['For &lt;&lt;Company>>.', 17, 'mdx/placeholder', '"<<Company>>"', 'in its place'],
  ['For &lt;%= name %>.', 17, 'mdx/placeholder', '"<%= name %>"', 'in its place'],
])('%j is reported on line %i as %s', ([body, line, code, words, remedy]) => {
  const faults = faultsOf(body);
  expect(faults.map((fault) => [fault.at.line, fault.code])).toContainEqual([line, code]);
  const fault = faults.find((one) => one.code === code);
  expect(fault?.problem).toContain(words);
  expect(fault?.remedy).toContain(remedy);
});

test.for([
  'A table | with | bars.',
  '| a | b |\n| - | - |\n| 1 |',
  '| a | b |\n| - | - |\n| 1 | 2 | |',
  'In code `{{name}}`, `<br>` and `[a][b]`.',
  '```\n{{name}} <br> [^1] | a | b |\n```',
  'A \\[bracket] and [brackets].',
  'Less &lt; than, a&amp;b, &lt;Customer>.',
  'A list [1] [2].',
])('%j is not a fault', (body) => {
  expect(faultsOf(body)).toEqual([]);
});

test.for([
  ['policies/a.md', 'For {{name}}, {% x %}.', ['mdx/placeholder', 'mdx/placeholder']],
  ['policies/a.md', '| a |\n| - |\n| 1 | <b>2</b> |', ['mdx/syntax', 'mdx/table-cells']],
  ['policies/a.md', '<b>1</b>\n\n<br>\n\n<table>\n</table>', Array(3).fill('mdx/syntax')],
  [
    'policies/a.mdx',
    'a <5\n\n{% x %} and <!-- b -->\n\nc {1}',
    ['mdx/syntax', 'mdx/placeholder', 'mdx/syntax', 'mdx/expression'],
  ],
  [
    'policies/a.mdx',
    '<https://a.example>\n\n| a |\n| - |\n| 1 | 2 |',
    ['mdx/syntax', 'mdx/table-cells'],
  ],
] as const)('all faults of %s are told in one run', ([file, body, codes]) => {
  expect(
    faultsOf(body, file)
      .map(({ code }) => code)
      .sort(),
  ).toEqual([...codes].sort());
});

test('faults of the bytes, the fields and the text are told in one run', () => {
  const text = policyText({ owner: undefined, title: '"The {{company}} Policy"' }, 'a <5\n');
  const { diagnostics } = judge({ files: { 'policies/a.mdx': text.replaceAll('\n', '\r\n') } });
  expect(diagnostics.map(({ at, code }) => `${at.line} ${code}`)).toEqual([
    '1 file/line-ends',
    '2 schema/field-missing',
    '2 mdx/placeholder',
    '14 mdx/syntax',
  ]);
});

test.for<[name: string, lines: string, at: readonly number[]]>([
  ['both sides', '<<<<<<< HEAD\na\n=======\nb\n>>>>>>> topic', [17, 19, 21]],
  ['three sides', '<<<<<<< a\n||||||| b\n=======\n>>>>>>> c', [17, 18, 19, 20]],
  ['a beginning', '<<<<<<< HEAD', [17]],
  ['an end', '>>>>>>> 1a2b3c (Edit)', [17]],
  ['a middle after an empty line', '=======', [17]],
  ['a middle after a sentence', 'Access is given.\n=======\nb', [18]],
])('%s of a conflict is told, and nothing that follows from it', ([, lines, at]) => {
  const faults = faultsOf(lines);
  expect(faults.map(({ at: place, code }) => [place.line, code])).toEqual(
    at.map((line) => [line, 'file/conflict']),
  );
  expect(faultsOf(lines, 'policies/a.md')).toEqual(
    faults.map((fault) => ({ ...fault, at: { ...fault.at, file: 'content/policies/a.md' } })),
  );
});

test('a conflict in the fields or in another file is told, and a heading is none', () => {
  const files = { 'people.yaml': `${peopleText}<<<<<<< a\n` };
  expect(judge({ files }).diagnostics).toMatchObject([{ code: 'file/conflict' }]);
  expect(faultsOf('Purpose\n=======\n\nText.')).toEqual([]);
});

test.for<[value: string, isCut: boolean]>([
  ['Storage #1 Policy', true],
  ['Storage   #heron', true],
  ['Storage # 12', true],
  ['Überblick #12', true],
  ['Storage # a comment', false],
  ['"Storage #1 Policy"', false],
  ["'Storage #1'", false],
  ['Storage#1', false],
  ['"Storage" #1', false],
  ['Storage ## 3', false],
])('title: %s', ([title, isCut]) => {
  const faults = faultsOf('Text.', 'policies/a.mdx', { title });
  expect(faults.map(({ at, code }) => [at.line, code])).toEqual(
    isCut ? [[2, 'file/cut-value']] : [],
  );
});

test('a value that is cut in a list, a map or another file is told too', () => {
  const history =
    '\n  - version: "1.0"\n    date: 2026-01-05\n    by: ada\n    change: normative\n    summary: Ticket #12 was done.';
  expect(faultsOf('Text.', 'policies/a.mdx', { history })).toMatchObject([
    { code: 'file/cut-value', at: { line: 16 } },
  ]);
  const files = { 'people.yaml': peopleText.replace('Ada Finch', 'Ada #2 Finch') };
  expect(judge({ files }).diagnostics).toMatchObject([
    { code: 'file/cut-value', at: { line: 2, column: 13 } },
  ]);
});
