import { expect, test } from 'vitest';
import { briefly, judge, policyText } from '../../helpers/book.ts';

const history = (field: string) =>
  `[{ version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: First., ${field} }]`;

test.each([
  ['title', { title: '"Access <Internal>of the north</Internal>"' }],
  ['appliesTo', { appliesTo: '"everybody <b>here</b>"' }],
  ['a summary', { history: history('publicSummary: "A <Internal>secret</Internal>."') }],
  ['an empty tag', { history: history('publicSummary: "A <Internal/> secret."') }],
  ['a closing tag', { history: history('publicSummary: "A secret</Internal>."') }],
  ['a tag with an attribute', { history: history(`publicSummary: 'A <a href="x">b</a>.'`) }],
  ['a comment of HTML', { history: history('publicSummary: "First. <!-- secret -->"') }],
  ['a comment of MDX', { history: history('publicSummary: "First. {/* secret */}"') }],
  ['a link', { history: history('publicSummary: "See [it](other)."') }],
  ['an image', { history: history('publicSummary: "See ![it](../assets/a.png)."') }],
  [
    'a duty',
    {
      duties:
        '[{ id: a, every: P3M, owner: cto, what: "Do <Internal>it</Internal>.", clause: "1" }]',
    },
  ],
])('markup in a field that is text is a fault: %s', (_, fields) => {
  const found = briefly(judge({ files: { 'policies/access.mdx': policyText(fields) } }));
  expect(found.filter((one) => one.endsWith('schema/value'))).toHaveLength(1);
});

test.each([
  'fewer than < 5 of > 3',
  'under <5%',
  'Ada <ada@example.org>',
  'a [b] (c)',
  'a {b}',
  '`x`',
])('is no markup: %s', (written) => {
  const appliesTo = JSON.stringify(written);
  const found = briefly(judge({ files: { 'policies/access.mdx': policyText({ appliesTo }) } }));
  expect(found.filter((one) => one.endsWith('schema/value'))).toEqual([]);
});

test('it is a fault in records as well', () => {
  const files = {
    'policies/access.mdx': policyText(),
    'answers/a.yaml':
      'change: a-1\nrule: change/type\nby: ben\non: 2026-02-03\nwhy: "<Internal>x</Internal>"\naction: y\napprovedBy: ada\n',
  };
  expect(briefly(judge({ files }))).toContain('answers/a.yaml:5 schema/value');
});
