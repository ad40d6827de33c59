import { expect, test, vi } from 'vitest';
import { parseForgeExport } from '#core/forges/parse-forge-export.ts';
import { parseRevert } from '#core/changes/message/parse-revert.ts';
import { assembleChanges } from '#core/changes/population/assemble-changes.ts';
import type { Instant } from '#core/model/instant.ts';
import type { RawCommit } from '#core/model/raw-commit.ts';
import { peopleSchema } from '#core/schemas/people.ts';
import { settingsSchema } from '#core/schemas/settings.ts';
import { abridgeMessage } from '#sources/git/read-log.ts';
import { day } from '../../helpers/book.ts';

// A folder of its own and a line in the list are all that a forge takes.
vi.mock('#core/forges/index.ts', async (load) => {
  const { forges } = await load<typeof import('#core/forges/index.ts')>();
  const { acorn } = await import('./acorn/acorn.ts');
  return { forges: [acorn, ...forges] };
});

const people = peopleSchema.parse({
  mira: { name: 'Mira Oduya', emails: ['mira@example.org'], forge: { acorn: 'mo' } },
  tess: { name: 'Tess Varga', emails: ['tess@example.org'], forge: { acorn: 'tv' } },
});

const tip = 'b'.repeat(40);
const text = JSON.stringify({
  landings: [
    {
      landing: 7,
      heading: 'Show the total',
      text: 'Risk: low',
      owner: 'mo',
      opened: '2026-03-01T08:00:00Z',
      landed: { at: '2026-03-02T09:00:00Z', by: 'tv', as: commitId(0), tip },
    },
  ],
  nods: { 7: [{ by: 'tv', at: '2026-03-02T08:00:00Z', tip }] },
});

function commitId(place: number): string {
  return `${place}`.padStart(40, 'c');
}

function commit(place: number, message: string, parents = 1): RawCommit {
  const at = `2026-03-02T09:00:0${place}Z` as Instant;
  return {
    id: commitId(place),
    parents: Array.from({ length: parents }, (_, index) => `${index}`.padStart(40, 'a')),
    author: { name: 'mo', email: 'mo@users.acorn.example', at },
    committer: { name: 'Acorn', email: 'robot@acorn.example', at },
    message,
    paths: ['src/total.ts'],
  };
}

function assemble(...line: RawCommit[]) {
  const { export: read, diagnostics } = parseForgeExport({ file: 'x.json', text, digest: 'd' });
  expect(diagnostics).toEqual([]);
  return assembleChanges({
    history: { repository: 'shop', branch: 'main', line, merged: {} },
    repository: settingsSchema.shape.repositories
      .unwrap()
      .element.parse({ id: 'shop', path: '../shop', since: '2026-01-01', policy: 'changes' }),
    people,
    followUps: [],
    timeZone: 'Europe/London',
    asOf: day('2026-06-30'),
    evidence: { repository: 'shop', cleanMerges: {}, forgeExports: read ? [read] : [] },
  });
}

test('reads its export, its accounts and the forms of its merges', () => {
  const { records } = assemble(
    commit(0, 'Show the total [acorn 7]'),
    commit(1, 'Land 8, branch mails\n\nLimit mails', 2),
    commit(2, 'Show all\n\nLanded through acorn 9'),
  );
  const author = { name: 'mo', email: 'mo@users.acorn.example', person: 'mira' };
  expect(records).toMatchObject([
    {
      id: 'shop-7',
      form: 'squash',
      title: 'Show the total',
      authors: [author],
      merger: { value: { person: 'tess' }, source: 'export' },
      fields: { risk: { value: 'low', source: 'export' } },
      approvals: [{ by: { person: 'tess' }, proof: 'exported' }],
    },
    { id: 'shop-8', form: 'merge', branch: 'mails', title: 'Limit mails' },
    { id: 'shop-9', form: 'squash', title: 'Show all' },
  ]);
  expect(records[1]?.merger).toBeUndefined();
});

test('reads what it writes into a message that undoes another', () => {
  const undone = parseRevert({ title: 'Revert "A [acorn 7]"', message: 'Takes back landing 7' });
  expect(undone).toMatchObject({ pullRequest: '7', numbered: { title: 'A', pullRequest: '7' } });
  const message = 'A\n\nbody\n\nLanded through acorn 9';
  expect(abridgeMessage(message)).toBe(message);
});

test('the others are read as ever, and an account of a forge that nobody knows is a fault', () => {
  const [record] = assemble(commit(0, 'Show the total (#5)')).records;
  expect(record).toMatchObject({ pullRequest: 7, title: 'Show the total' });
  const mira = { name: 'Mira', emails: ['mira@example.org'] };
  expect(peopleSchema.safeParse({ mira: { ...mira, forge: { beech: 'x' } } }).success).toBe(false);
});
