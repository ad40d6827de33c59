import { expect, test } from 'vitest';
import { findDeploymentGaps } from '#core/views/register/deployment-gaps.ts';
import { loadFixtureBooks } from '../../helpers/fixture-books.ts';
import { moment } from './judged-change.ts';

test('lists what a repository and its pipeline do not have of each other', async () => {
  const book = (await loadFixtureBooks()).get('windows');
  if (!book) throw new Error('There is no book of windows.');
  const foreign = {
    file: 'live.jsonl',
    line: 3,
    commit: 'f'.repeat(40),
    at: moment('2026-03-06T11:00:00Z'),
    reason: 'main has no such commit',
  };
  const unmatchedDeployments = ['edge', 'shop'].map((repository) => ({ repository, ...foreign }));
  const gaps = findDeploymentGaps({ ...book, unmatchedDeployments }, 'edge');
  expect(gaps?.undeployed.map(({ record }) => record.id)).toEqual([
    'edge-506',
    'edge-504',
    'edge-503',
    'edge-502',
    'edge-501',
  ]);
  expect(gaps?.unmatched).toEqual([{ repository: 'edge', ...foreign }]);
  expect(findDeploymentGaps(book, 'shop')).toBeUndefined();
});
