import { expect, test } from 'vitest';
import { parseRecordedHistory } from '#core/parse/parse-recorded-history.ts';

const identities = {
  file: 'histories/platform/identities.yaml',
  text: 'mira: Mira Oduya <mira@larkfield.example>\njonas: Jonas Leitner <jonas@larkfield.example>\n',
};
const month = (text: string) => ({ file: 'histories/platform/2026-03.yaml', text });
const faultsOf = (text: string) =>
  parseRecordedHistory([identities, month(text)]).diagnostics.map(
    ({ code, at, remedy }) => `${code} ${at.file.split('/').at(-1) ?? ''}:${at.line} ${remedy}`,
  );

test('resolves people, times and branches', () => {
  const { commits, diagnostics } = parseRecordedHistory([
    month(`
- { at: 2026-03-01T09:00:00Z, author: mira, message: Begin }
- at: 2026-03-02T09:00:00Z
  author: jonas
  committer: mira
  authoredAt: 2026-03-01T10:00:00Z
  message: Merge
  branch:
    - { at: 2026-03-01T11:00:00Z, author: jonas, message: Side, files: [a] }
`),
    identities,
  ]);
  expect(diagnostics).toEqual([]);
  expect(commits[1]).toEqual({
    author: { name: 'Jonas Leitner', email: 'jonas@larkfield.example', at: '2026-03-01T10:00:00Z' },
    committer: { name: 'Mira Oduya', email: 'mira@larkfield.example', at: '2026-03-02T09:00:00Z' },
    message: 'Merge',
    files: [],
    remove: [],
    branch: [expect.objectContaining({ message: 'Side', files: ['a'] })],
  });
});

test('reports each fault with its place and what to do', () => {
  expect(
    faultsOf(`
- { at: 2026-03-01T09:00:00Z, author: mira, message: Begin, key: begin }
- { at: 2026-03-02T09:00:00Z, author: jonsa, committer: miro, message: Who }
- { at: 2026-03-03T09:00:00Z, author: mira, message: Where, from: begin }
- { at: 2026-03-04T09:00:00Z, author: mira, message: Twice, key: begin }
- at: 2026-03-05T09:00:00Z
  author: mira
  message: From nowhere
  from: begni
  branch:
    - { at: 2026-03-04T09:00:00Z, author: nobody, message: Side }
`),
  ).toMatchInlineSnapshot(`
    [
      "recorded/identity-unknown 2026-03.yaml:3 Add "jonsa" to identities.yaml.",
      "recorded/identity-unknown 2026-03.yaml:3 Did you mean "mira"?",
      "recorded/from-without-branch 2026-03.yaml:4 Remove "from", or add the commits of the branch.",
      "recorded/key-duplicate 2026-03.yaml:5 Give each commit a key of its own, or none.",
      "recorded/key-unknown 2026-03.yaml:9 Add "key: begni" to the commit that is meant.",
      "recorded/identity-unknown 2026-03.yaml:11 Add "nobody" to identities.yaml.",
    ]
  `);
});

test('reports faults of form', () => {
  expect(
    faultsOf(`
- { at: 2026-03-01 09:00, author: mira, message: Begin, files: [../a, .git/config, a//b] }
- { at: 2026-03-01T09:00:00Z, author: mira, massage: Begin }
`),
  ).toMatchInlineSnapshot(`
    [
      "schema/value 2026-03.yaml:2 Write the value in the expected form.",
      "schema/value 2026-03.yaml:2 Write the value in the expected form.",
      "schema/value 2026-03.yaml:2 Write the value in the expected form.",
      "schema/value 2026-03.yaml:2 Write the value in the expected form.",
      "schema/field-missing 2026-03.yaml:3 Add a line "message: …".",
      "schema/field-unknown 2026-03.yaml:3 Did you mean "message"?",
    ]
  `);
});

test('reports a first commit that is a merge, and a history without identities or commits', () => {
  expect(
    faultsOf(
      '- { at: 2026-03-01T09:00:00Z, author: mira, message: M, branch: [{ at: 2026-03-01T09:00:00Z, author: mira, message: S }] }\n',
    ),
  ).toEqual(['recorded/merge-first 2026-03.yaml:1 Put an ordinary commit before it.']);
  const { diagnostics } = parseRecordedHistory([month('[]\n')]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['recorded/identities-missing']);
  expect(faultsOf('[]\n')).toEqual([
    'recorded/empty identities.yaml:1 Add a file such as 2026-03.yaml beside it, with a list of commits, oldest first.',
  ]);
});
