import { expect, test } from 'vitest';
import { assembleProposal } from '#core/changes/population/assemble-proposal.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { settingsSchema } from '#core/schemas/settings.ts';
import { moment } from '../../views/judged-change.ts';

const people = peopleSchema.parse({
  dev: { name: 'Dev P.', emails: ['dev@example.org'], roles: [] },
});

const settings = settingsSchema.parse({
  organisation: { name: 'Example', contact: 'office@example.org' },
  timeZone: 'UTC',
  editions: { internal: { url: 'https://policies.example.org' } },
  repositories: [{ id: 'app', path: '.', since: '2026-01-01', policy: 'p' }],
});

function propose(author: string, ...writers: readonly (readonly [string, string])[]) {
  const at = moment('2026-04-02T14:05:00Z');
  const { record, diagnostics } = assembleProposal({
    message: 'Add a thing\n\nChange-Type: normal\n',
    file: 'message.txt',
    author,
    range: {
      paths: [],
      commits: writers.map(([name, email], index) => ({
        id: String(index),
        parents: [],
        author: { name, email, at },
        committer: { name, email, at },
        message: 'Part\n',
        paths: [],
      })),
    },
    mergedAt: at,
    repository: settings.repositories[0]!,
    people,
    timeZone: 'UTC',
  });
  return {
    authors: record.authors.map(({ name, email }) => `${name} <${email}>`),
    problems: diagnostics.map(({ problem }) => problem),
  };
}

test('whoever is given by name only is whoever wrote the commits under it', () => {
  expect(propose('Dev Patel', ['Dev Patel', 'dp@home.example'])).toEqual({
    authors: ['Dev Patel <dp@home.example>'],
    problems: ['The author "Dev Patel <dp@home.example>" is not in people.yaml.'],
  });
  expect(propose('Dev Patel', ['Dev Patel', 'dev@example.org'])).toEqual({
    authors: ['Dev Patel <dev@example.org>'],
    problems: [],
  });
});

test.for([
  ['Dev Patel', ['Ann', 'dp@home.example'], 'Dev Patel <>'],
  ['Dev Patel <dp@work.example>', ['Dev Patel', 'dp@home.example'], 'Dev Patel <dp@work.example>'],
  ['Dev P.', ['Dev P.', 'dp@home.example'], 'Dev P. <dev@example.org>'],
] as const)('%s is somebody else than %j', ([author, [name, email], own]) => {
  expect(propose(author, [name, email]).authors).toEqual([own, `${name} <${email}>`]);
});
