import { expect, test } from 'vitest';
import { assembleLast, commitOf, id, pullOf, github } from '../../../helpers/one-change.ts';

const picked = `(cherry picked from commit ${id('d')})`;
const reviewed = 'Reviewed-by: Priya Raman <priya@example.org>';
const approvalsOf = (message: string) =>
  assembleLast({ line: [commitOf('c', { message })] }).record.approvals.map(
    ({ by, void: why }) => `${by.person ?? ''} ${why ?? 'counts'}`,
  );
const void_ = 'priya it was given to the commit dddddddddddd, from which this one was picked';

test.for([
  ['in the same block', `Show it\n\n${reviewed}\n${picked}\n`, [void_]],
  ['in a paragraph above', `Show it\n\nText.\n\n${reviewed}\n${picked}`, [void_]],
  ['with another key', `Show it\n\nApproved-by: priya\n${picked}\n`, [void_]],
  ['as a security review', `Show it\n\nSecurity-reviewed-by: priya\n${picked}\n`, [void_]],
  ['picked twice', `Show it\n\n${reviewed}\n${picked}\n${picked}\n`, [void_]],
  [
    'with a short id',
    `Show it\n\n${reviewed}\n(cherry picked from commit dddddddddddd)\n`,
    [void_],
  ],
  ['with ends of lines of Windows', `Show it\r\n\r\n${reviewed}\r\n${picked}\r\n`, [void_]],
  [
    'with a dash, as other tools write it',
    `Show it\n\n${reviewed}\n(cherry-picked from commit ${id('d')})\n`,
    [void_],
  ],
  ['that was backported', `Show it\n\n${reviewed}\n(backported from commit ${id('d')})\n`, [void_]],
  ['with a trailer', `Show it\n\n${reviewed}\nCherry-picked-from: ${id('d')}\n`, [void_]],
  ['in a paragraph of its own below', `Show it\n\nText.\n\n${reviewed}\n\n${picked}\n`, [void_]],
  [
    'below which a forge put an author',
    `Show it\n\n${reviewed}\n\n${picked}\n\nCo-authored-by: Mara Voss <mara@example.org>\n`,
    [void_],
  ],
  ['given to the copy, below', `Show it\n\n${picked}\n${reviewed}\n`, ['priya counts']],
  [
    'of a commit that only mentions it',
    `Show it\n\nAs ${picked}.\n\n${reviewed}\n`,
    ['priya counts'],
  ],
] as const)('a copied approval %s', ([, message, expected]) => {
  expect(approvalsOf(message)).toEqual(expected);
});

test('the approval of the copy in its own pull request counts', () => {
  const { record } = assembleLast({
    line: [
      commitOf('c', {
        committer: github,
        message: `Show it (#7)\n\nApproved-by: priya\n${picked}\n`,
      }),
    ],
    pulls: [
      pullOf({
        mergeCommit: id('c'),
        reviews: [
          {
            login: 'praman',
            state: 'approved',
            commit: id('b'),
            at: '2026-04-10T09:00:00Z' as never,
          },
        ],
      }),
    ],
  });
  expect(record.approvals).toMatchObject([{ proof: 'exported' }]);
  expect(record.approvals[0]?.void).toBeUndefined();
});
