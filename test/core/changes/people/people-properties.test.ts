import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChangeRecord } from '#core/model/change-record.ts';
import {
  assembleLast,
  commitOf,
  github,
  id,
  priya,
  pullOf,
  tom,
} from '../../../helpers/one-change.ts';

const people = ['Priya Raman <priya@example.org>', 'Mara Voss <mara@example.org>', '@praman'];
const names = [...people, 'Priya Raman', 'mara', 'Una <una@elsewhere.example>', 'プリヤ'];
const keys = ['Co-authored-by', 'co-authored-by', 'Co-developed-by', 'Pair', 'Mitautor', 'Cc'];

/** A line of a message that names somebody, in any form but that of an approval. */
const naming = fc
  .tuple(
    fc.constantFrom(...names),
    fc.constantFrom(
      ...keys.map((key) => `${key}: %`),
      ...[
        '%',
        '- %',
        '> %',
        '  %',
        'With % and others.',
        'geprüft von %',
        '%さんが書いた',
        '```\n%\n```',
      ],
      ...['<!-- % -->', '## Reviewed by\n%', 'Reviewed by %', 'reviewed-by: %'],
      ...['Not-Reviewed-by: %', '> Reviewed-by: %', '  Reviewed-by: %', 'Reviewed-by: pending: %'],
      ...['Reviewed-by: %, ausstehend', 'Approved-by: 保留、%', '- [ ] Reviewed-by: %'],
    ),
  )
  .map(([name, form]) => form.replace('%', name));

const line = fc.oneof(
  // What is folded belongs to another line as soon as one comes between.
  { weight: 2, arbitrary: naming.filter((one) => !one.startsWith(' ')) },
  fc.constantFrom('', 'Text of it.', '---', 'Change-Type: normal', 'Risk: data low', 'Ticket: A-1'),
  fc.constantFrom(...people.map((one) => `Reviewed-by: ${one}`)),
  fc.constantFrom('Approved-by: Mara Voss', 'Security-reviewed-by: priya@example.org', '---------'),
);
const message = fc
  .array(line, { maxLength: 10 })
  .map((lines) => ['Show the total (#7)', '', ...lines].join('\n'));

/** Registered people and addresses; a bare name may be a word. */
const idsOf = ({ person, email }: ChangeRecord['authors'][number]) => person ?? (email || []);
const factsOf = (text: string, place: 'message' | 'part' | 'pull') => {
  const merge = { parents: [id('0'), id('b')], committer: priya };
  const order = {
    message: { line: [commitOf('c', { message: text })] },
    part: {
      line: [commitOf('c', { ...merge, message: 'Merge it\n\nApproved-by: mara\n' })],
      merged: { [id('c')]: [commitOf('b', { message: text })] },
    },
    pull: {
      line: [commitOf('c', { committer: github, message: 'Show it (#7)\n' })],
      pulls: [pullOf({ mergeCommit: id('c'), body: text })],
    },
  }[place];
  const { record } = assembleLast(order);
  return {
    authors: new Set(record.authors.flatMap(idsOf)),
    approvers: new Set(
      record.approvals.flatMap(({ by, void: why }) => (why === undefined ? (by.person ?? []) : [])),
    ),
  };
};

test.for(['message', 'part', 'pull'] as const)(
  'a person who is added anywhere in a %s adds no approval and removes no author',
  (place) => {
    fc.assert(
      fc.property(message, naming, fc.nat(), (text, added, seed) => {
        const lines = text.split('\n');
        const at = 1 + (seed % lines.length);
        const more = [...lines.slice(0, at), ...added.split('\n'), ...lines.slice(at)].join('\n');
        const [before, after] = [factsOf(text, place), factsOf(more, place)];
        expect(before.authors.isSubsetOf(after.authors)).toBe(true);
        expect(after.approvers.isSubsetOf(before.approvers)).toBe(true);
      }),
      { numRuns: 400 },
    );
  },
);

test('a name behind any line adds no approval and removes no author', () => {
  const behind = fc.constantFrom(
    ' Priya Raman',
    ' <priya@example.org>',
    ' and mara',
    ' (mara)',
    ' 他',
  );
  fc.assert(
    fc.property(message, behind, fc.nat(), (text, added, seed) => {
      const lines = text.split('\n');
      const at = seed % lines.length;
      // Text on an empty line joins two paragraphs.
      fc.pre(lines[at] !== '');
      const more = lines.map((one, index) => (index === at ? one + added : one)).join('\n');
      const [before, after] = [factsOf(text, 'message'), factsOf(more, 'message')];
      expect(before.authors.isSubsetOf(after.authors)).toBe(true);
      expect(after.approvers.isSubsetOf(before.approvers)).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('whoever is named as a co-author is an author, whatever is around', () => {
  fc.assert(
    fc.property(message, fc.nat(), (text, seed) => {
      const lines = text.split('\n');
      const at = 1 + (seed % lines.length);
      const added = 'Co-authored-by: Priya Raman <priya@example.org>';
      const more = [...lines.slice(0, at), added, ...lines.slice(at)].join('\n');
      const { authors } = factsOf(more, 'message');
      expect([authors.has('priya'), authors.has('tom')]).toEqual([true, true]);
      expect(tom.email).toBe('tom@example.org');
    }),
    { numRuns: 300 },
  );
});
