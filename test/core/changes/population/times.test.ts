import { expect, test } from 'vitest';
import type { Instant } from '#core/model/instant.ts';
import type { ForgePull } from '#core/model/forge-pull.ts';
import {
  assembleLast,
  assembleLine,
  commitOf,
  github,
  id,
  priya,
  pullOf,
  tom,
  type LineOrder,
} from '../../../helpers/one-change.ts';

const dated = (when: string, who = github) => ({ ...who, at: when as Instant });
const moment = (when: string) => when as Instant;

function squash(committed: string, pull: Partial<ForgePull>, who = github): LineOrder {
  const commit = commitOf('c', { committer: dated(committed, who), message: 'Show it (#7)\n' });
  return { line: [commit], pulls: [pullOf({ mergeCommit: id('c'), ...pull })] };
}

test.for([
  ['git is weeks earlier', '2026-03-24T10:00:00Z', '2026-04-20T10:00:00Z', true],
  ['git is weeks later', '2026-04-20T10:00:00Z', '2026-03-24T10:00:00Z', true],
  ['a queue tested it for hours', '2026-04-20T01:00:00Z', '2026-04-20T20:00:00Z', false],
  ['a queue tested it over night', '2026-04-19T22:00:00Z', '2026-04-20T06:00:00Z', false],
  ['clocks differ by minutes', '2026-04-20T10:05:00Z', '2026-04-20T10:00:00Z', false],
] as const)('the later of git and forge counts where %s', ([, git, forge, isSaid]) => {
  const { record, problems } = assembleLast(squash(git, { mergedAt: moment(forge) }));
  const later = git > forge ? git : forge;
  expect(record).toMatchObject({ mergedAt: later, day: later.slice(0, 10) });
  expect(problems.filter((one) => one.startsWith('record/sources-disagree'))).toHaveLength(
    isSaid ? 1 : 0,
  );
});

test('a person’s own merge and push an hour apart are said, a moved branch is not', () => {
  const hourLater = { mergedAt: moment('2026-04-20T11:00:00Z') };
  const saidOf = (order: LineOrder) =>
    assembleLast(order).problems.filter((one) => one.startsWith('record/sources-disagree')).length;
  expect(saidOf(squash('2026-04-20T10:00:00Z', hourLater, tom))).toBe(1);
  expect(saidOf(squash('2026-04-20T10:00:00Z', { ...hourLater, headCommit: id('c') }, tom))).toBe(
    0,
  );
});

test('what a forge merged after the adoption is not excluded by an earlier date of git', () => {
  const { population } = assembleLine({
    ...squash('2026-01-20T10:00:00Z', { mergedAt: moment('2026-04-20T10:00:00Z') }),
    since: '2026-03-01',
  });
  expect(population.exclusions.map(({ code }) => code)).toEqual(['before-adoption']);
  expect(population.records).toBe(1);
});

test('a merge that is older than what it merges is dated by that, and it is said', () => {
  const order = (part: string, asOf?: string): LineOrder => ({
    line: [
      commitOf('c', {
        parents: [id('0'), id('b')],
        committer: dated('2026-04-03T10:00:00Z', priya),
      }),
    ],
    merged: { [id('c')]: [commitOf('b', { committer: dated(part, tom) })] },
    ...(asOf && { asOf }),
  });
  const late = assembleLast(order('2026-04-20T10:00:00Z'));
  expect(late.record).toMatchObject({ mergedAt: '2026-04-20T10:00:00Z', day: '2026-04-20' });
  expect(late.problems[0]).toContain('record/dates-backwards: The merge is dated 2026-04-03');
  expect(assembleLast(order('2026-04-03T10:05:00Z')).problems).toEqual([]);
  // A part that claims to be of the future must not take the change out of the population.
  expect(assembleLast(order('2099-04-20T10:00:00Z')).record.day).toBe('2026-04-03');
});

const approved = { login: 'praman', state: 'approved', commit: id('b') } as const;

test('an approval that is given while the change waits in a queue is given before the merge', () => {
  const { record } = assembleLast(
    squash('2026-04-20T10:00:00Z', {
      mergedAt: moment('2026-04-20T10:40:00Z'),
      reviews: [{ ...approved, at: moment('2026-04-20T10:20:00Z') }],
    }),
  );
  expect(record.approvals).toMatchObject([{ proof: 'exported' }]);
  expect(record.approvals[0]?.void).toBeUndefined();
  expect(record.mergedAt).toBe('2026-04-20T10:40:00Z');
});

const written = ['2026-04-08T09:00:00Z', '2026-04-08T10:00:00Z', '2026-04-08T11:00:00Z'];

/** Three commits that a forge put onto the line, each written when the commit of the branch was. */
function rebase({ authoredAt = written, committer = github, exported = true } = {}): LineOrder {
  const line = ['c', 'd', 'e'].map((letter, index) =>
    commitOf(letter, {
      message: `Step ${index + 1}\n`,
      author: { ...tom, at: moment(authoredAt[index] ?? '') },
      committer,
    }),
  );
  const commits = ['1', '2', 'b'].map((letter, index) => ({
    id: id(letter),
    subject: `Step ${index + 1}`,
    authors: [{ login: 'treed' }],
    ...(exported && { authoredAt: moment(written[index] ?? '') }),
  }));
  const reviews = [{ ...approved, at: moment('2026-04-10T09:00:00Z') }];
  const pull = pullOf({ mergeCommit: id('e'), commits, reviews, mergedBy: 'praman' });
  return { line, pulls: [pull] };
}

test.for([
  ['as they were written', {}, ['exported', 'exported', 'exported']],
  ['in the name of whoever merged', { committer: priya }, ['exported', 'exported', 'exported']],
  [
    'though the last one is a squash',
    { authoredAt: [...written.slice(0, 2), '2026-04-10T10:00:00Z'] },
    ['stated', 'stated', 'exported'],
  ],
  ['without the times of writing', { exported: false }, ['stated', 'stated', 'exported']],
])('an approval covers each commit of a rebase %s', ([, order, proofs]) => {
  const { records } = assembleLine(rebase(order as Parameters<typeof rebase>[0]));
  expect(records.map(({ approvals }) => approvals[0]?.proof)).toEqual(proofs);
  const authors = new Set(records.flatMap((one) => one.authors.map(({ person }) => person)));
  expect([...authors]).toEqual(['tom']);
});
