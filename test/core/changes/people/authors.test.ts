import { expect, test } from 'vitest';
import { parseForgeExport } from '#core/forges/parse-forge-export.ts';
import type { CheckedSignature } from '#core/model/raw-commit.ts';
import {
  assembleLast,
  commitOf,
  github,
  id,
  mara,
  priya,
  pullOf,
  tom,
  type LineOrder,
} from '../../../helpers/one-change.ts';

const authorsOf = (order: LineOrder) =>
  assembleLast(order)
    .record.authors.map(({ person, email }) => person ?? email)
    .sort();

const squash = commitOf('c', { committer: github, message: 'Show the total (#7)\n' });
const exportOf = (entry: object) => {
  const text = JSON.stringify([entry]);
  const read = parseForgeExport({ file: 'exports/platform.json', text, digest: 'd' });
  expect(read.diagnostics).toEqual([]);
  return read.export?.pulls ?? [];
};
const rest = (message: string, more: object = {}, pull: object = {}) =>
  exportOf({
    ...pull,
    number: 7,
    title: 'Show the total',
    body: null,
    user: { login: 'treed' },
    created_at: '2026-04-09T09:00:00Z',
    merged_at: '2026-04-10T10:00:00Z',
    merged_by: { login: 'mvoss' },
    merge_commit_sha: id('c'),
    head: { sha: id('b') },
    commits: [
      {
        sha: id('b'),
        author: { login: 'treed' },
        commit: { message, author: { name: 'Tom Reed', email: 'tom@example.org' } },
        ...more,
      },
    ],
  });
const gitlab = (fields: object, request: object = {}) =>
  exportOf({
    ...request,
    iid: 7,
    title: 'Show the total',
    author: { username: 'treed' },
    created_at: '2026-04-09T09:00:00Z',
    merged_at: '2026-04-10T10:00:00Z',
    merge_user: { username: 'praman' },
    squash_commit_sha: id('c'),
    sha: id('b'),
    commits: [{ id: id('b'), title: 'Show it', author_email: 'tom@example.org', ...fields }],
  });
const named = 'Show it\n\nCo-authored-by: Priya Raman <priya@example.org>\n';

test.for<[string, LineOrder]>([
  ['a message that only the API of GitHub has', { line: [squash], pulls: rest(named) }],
  [
    'the same in other letters',
    { line: [squash], pulls: rest(named.replace('Co-authored-by', 'co-AUTHORED-by')) },
  ],
  [
    'a message that only GitLab has',
    { line: [commitOf('c', { message: 'Show it\n' })], pulls: gitlab({ message: named }) },
  ],
  [
    'the body that gh prints',
    {
      line: [squash],
      pulls: exportOf({
        number: 7,
        title: 'Show the total',
        createdAt: '2026-04-09T09:00:00Z',
        mergedAt: '2026-04-10T10:00:00Z',
        mergeCommit: { oid: id('c') },
        headRefOid: id('b'),
        commits: [
          {
            oid: id('b'),
            messageHeadline: 'Show it',
            messageBody: 'Co-authored-by: Priya Raman <priya@example.org>',
            authors: [{ login: 'treed' }],
          },
        ],
      }),
    },
  ],
  [
    'the text of the pull request',
    {
      line: [squash],
      pulls: [
        pullOf({
          mergeCommit: id('c'),
          body: 'At last.\n\nCo-authored-by: Priya Raman <priya@example.org>',
        }),
      ],
    },
  ],
  [
    'the committer that only the export has',
    {
      line: [squash],
      pulls: rest('Show it', {
        committer: { login: 'praman' },
        commit: {
          message: 'Show it',
          author: { name: 'Tom Reed', email: 'tom@example.org' },
          committer: { name: 'Priya Raman', email: 'priya@example.org' },
        },
      }),
    },
  ],
  [
    'the committer that only GitLab has',
    {
      line: [commitOf('c', { message: 'Show it\n' })],
      pulls: gitlab({ committer_email: 'priya@example.org' }),
    },
  ],
  [
    'the title of the pull request',
    {
      line: [squash],
      pulls: [
        pullOf({
          mergeCommit: id('c'),
          title: 'Show it. Co-authored-by: Priya Raman <priya@example.org>',
        }),
      ],
    },
  ],
  [
    'a push that the export of GitHub has',
    {
      line: [squash],
      pulls: rest(
        'Show it',
        {},
        { pushes: [{ actor: { login: 'praman' }, activity_type: 'force_push' }] },
      ),
    },
  ],
  [
    'the branch that she created',
    {
      line: [squash],
      pulls: rest(
        'Show it',
        {},
        {
          pushes: [{ actor: { login: 'praman' }, activity_type: 'branch_creation' }],
        },
      ),
    },
  ],
  [
    'a push that the export of GitLab has',
    {
      line: [commitOf('c', { message: 'Show it\n' })],
      pulls: gitlab({}, { pushes: [{ author_username: 'praman' }] }),
    },
  ],
  ['the committer of a pushed commit', { line: [commitOf('c', { committer: priya })] }],
  [
    'the signer of a pushed commit',
    {
      line: [
        commitOf('c', {
          signatures: [{ over: 'commit', state: 'good', by: 'priya' } satisfies CheckedSignature],
        }),
      ],
    },
  ],
  [
    'the committer of a commit that was merged',
    {
      line: [commitOf('c', { parents: [id('0'), id('b')], committer: mara })],
      merged: { [id('c')]: [commitOf('b', { committer: priya })] },
    },
  ],
  [
    'the message of a commit that was merged',
    {
      line: [commitOf('c', { parents: [id('0'), id('b')], committer: mara })],
      merged: { [id('c')]: [commitOf('b', { message: named })] },
    },
  ],
])('Priya is an author by %s', ([, order]) => {
  expect(authorsOf(order)).toEqual(['priya', 'tom']);
});

test.for<[string, LineOrder]>([
  [
    'she only merged and deleted the branch',
    {
      line: [squash],
      pulls: rest(
        'Show it',
        {},
        {
          pushes: [
            { actor: { login: 'praman' }, activity_type: 'pr_merge' },
            { actor: { login: 'praman' }, activity_type: 'branch_deletion' },
            { actor: null, activity_type: 'push' },
          ],
        },
      ),
    },
  ],
  ['the forge committed', { line: [squash] }],
  [
    'she pressed the button for a squash of GitLab',
    { line: [commitOf('c', { committer: priya })], pulls: gitlab({}) },
  ],
  [
    'she pressed the button for a squash of another forge',
    {
      line: [commitOf('c', { committer: priya })],
      pulls: [pullOf({ mergeCommit: id('c'), mergedBy: 'praman' })],
    },
  ],
  [
    'she made the merge',
    {
      line: [commitOf('c', { parents: [id('0'), id('b')], committer: priya })],
      merged: { [id('c')]: [commitOf('b')] },
      cleanMerges: { [id('c')]: true },
    },
  ],
  [
    'she signed the merge or a tag',
    {
      line: [
        commitOf('c', {
          parents: [id('0'), id('b')],
          signatures: [
            { over: 'commit', state: 'good', by: 'priya' },
            { over: 'tag', state: 'good', by: 'priya' },
          ],
        }),
      ],
      merged: { [id('c')]: [commitOf('b')] },
    },
  ],
  [
    'she signed a tag on a pushed commit',
    { line: [commitOf('c', { signatures: [{ over: 'tag', state: 'good', by: 'priya' }] })] },
  ],
])('Priya is not an author because %s', ([, order]) => {
  expect(authorsOf(order)).toEqual(['tom']);
});

test('who committed is an author where the export names another merger, or the commit is of the branch', () => {
  const line = [commitOf('c', { committer: priya })];
  const merged = (fields: object) => ({
    line,
    pulls: [pullOf({ mergeCommit: id('c'), ...fields })],
  });
  expect(authorsOf(merged({ mergedBy: 'mvoss' }))).toEqual(['priya', 'tom']);
  expect(authorsOf(merged({ mergedBy: 'praman', headCommit: id('c') }))).toEqual(['priya', 'tom']);
});

test('what Priya committed and signed as Tom is not approved by her', () => {
  const commit = commitOf('c', {
    author: tom,
    committer: priya,
    message: 'Show it\n\nChange-Type: normal\nApproved-by: Priya Raman <priya@example.org>\n',
    signatures: [{ over: 'commit', state: 'good', by: 'priya' }],
  });
  const { record } = assembleLast({ line: [commit] });
  expect(record.approvals.map((one) => one.by.person)).toEqual(['priya']);
  expect(record.authors.map(({ person }) => person)).toEqual(['tom', 'priya']);
});
