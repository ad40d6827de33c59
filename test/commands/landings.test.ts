import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadBook } from '#commands/loading/load-book.ts';
import { peopleText, policyText, settingsText } from '../helpers/book.ts';
import { git } from '../helpers/git.ts';
import { io } from '../helpers/command.ts';

const changeRules = `
  types:
    normal: { clause: '1', approvals: 1, proof: merged }
    emergency: { clause: '1', approvals: 0, recordWithin: PT24H }
  record: { clause: '1', requires: [reason, rollback] }
  review: { clause: '1' }`;

const settings = `${settingsText}repositories:
  - { id: platform, path: platform, since: 2026-01-01, policy: changes }
outsideGit: { policy: changes }
`;

const outside = `---
author: ben
system: edge console
type: normal
reason: A partner moved.
rollback: The old port.
madeAt: 2026-04-06T10:00:00Z
approvals: [{ by: ada, at: 2026-04-06T09:00:00Z, evidence: Ticket 7 }]
---
`;

const answer = (on: string) => `change: platform-2
rule: change/record-in-time
by: ben
on: ${on}
why: Nobody was awake.
action: A rota.
approvedBy: ada
`;

const follow = (number: number) => `---\nchange: platform-${number}\nrollback: Revert.\n---\n`;

let folder: string;

/** A book in git beside the repository of four emergencies, each of which lacks its rollback. */
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'policybook-landings-'));
  const platform = path.join(folder, 'platform');
  mkdirSync(platform);
  git(platform, ['init', '-q', '-b', 'main']);
  for (const number of [1, 2, 3, 4]) {
    writeFileSync(path.join(platform, 'file'), String(number));
    git(platform, ['add', '-A']);
    const message = `Stop it (#${number})\n\nChange-Type: emergency\nReason: It looped.\n`;
    git(platform, ['commit', '-q', '-m', message], '', {
      GIT_COMMITTER_DATE: `2026-04-0${number}T10:00:00Z`,
    });
  }

  const write = (name: string, text: string) => {
    const place = path.join(folder, 'content', name);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  };
  const run = (args: readonly string[], at = '2026-03-01T10:00:00Z', name = 'ben') =>
    git(folder, args, '', {
      GIT_COMMITTER_DATE: at,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: `${name}@example.org`,
      GIT_AUTHOR_EMAIL: `${name}@example.org`,
    });
  const land = (at: string) => {
    run(['add', 'content']);
    run(['commit', '-q', '-m', 'Record'], at);
  };
  run(['init', '-q', '-b', 'main']);
  write('policybook.yaml', settings);
  write('people.yaml', peopleText);
  write('policies/changes.mdx', policyText({ title: 'Changes', changeRules }, '## 1. Types\n'));
  land('2026-03-01T10:00:00Z');
  write('changes/platform-1.mdx', follow(1));
  land('2026-04-02T10:00:00Z');
  write('changes/platform-2.mdx', follow(2));
  land('2026-04-03T10:00:01Z');
  write('answers/platform-2.yaml', answer('2026-04-09'));
  land('2026-04-04T10:00:00Z');
  run(['checkout', '-q', '-b', 'topic']);
  write('changes/edge.mdx', outside);
  land('2026-04-06T11:00:00Z');
  run(['checkout', '-q', 'main']);
  run(['merge', '-q', '--no-ff', '-m', 'Merge', 'topic'], '2026-04-06T12:00:00Z', 'ada');
  write('changes/platform-3.mdx', follow(3));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const read = async ({ content = 'content', asOf = '2026-06-01' } = {}) => {
  const { book, diagnostics } = await loadBook({ content: path.join(folder, content), asOf }, io);
  const changes = book?.changes ?? [];
  const verdicts = changes.map(({ record: { id }, verdicts: all }): [string, string] => {
    const found = all.find(({ rule }) => rule === 'change/record-in-time');
    return [id, `${found?.outcome ?? ''}: ${found?.statement ?? ''}`];
  });
  return { changes, diagnostics, verdicts: Object.fromEntries(verdicts) };
};

test('a follow-up counts from the day on which it landed in the book', async () => {
  const { verdicts } = await read();
  expect(verdicts).toMatchInlineSnapshot(`
    {
      "edge": "not-applicable: The record of this type is complete at the merge.",
      "platform-1": "pass: The record was complete when a follow-up landed in the book on 2 April 2026, 11:00, within 24 hours of the merge on 1 April 2026, 11:00.",
      "platform-2": "fail: The record was complete only when a follow-up landed in the book on 3 April 2026, 11:00; it was due within 24 hours of the merge on 2 April 2026, 11:00.",
      "platform-3": "fail: The record still lacks Rollback; it was due to be complete by 4 April 2026, 11:00, within 24 hours of the merge.",
      "platform-4": "fail: The record still lacks Rollback; it was due to be complete by 5 April 2026, 11:00, within 24 hours of the merge.",
    }
  `);
});

test('what landed after the day of the judgement was not there on it', async () => {
  const { verdicts } = await read({ asOf: '2026-04-02' });
  expect(verdicts['platform-2']).toMatch(
    /^unknown: The record still lacks Rollback; it is due to be complete by 3 April 2026/,
  );
  expect(verdicts['platform-1']).toMatch(/^pass/);
});

test('an approval of a change made outside git is proved by the merge that brought its record', async () => {
  const { changes } = await read();
  const edge = changes.find(({ record }) => record.id === 'edge');
  expect(edge?.record.approvals).toMatchObject([{ by: { person: 'ada' }, proof: 'merged' }]);
  expect(edge?.verdicts.find(({ rule }) => rule === 'change/approvals')).toMatchObject({
    outcome: 'pass',
    proof: 'merged',
  });
});

test('an answer that was there before its day is reported at its day', async () => {
  const { diagnostics } = await read();
  const [found, ...others] = diagnostics.filter(({ code }) => code === 'record/answer-ahead');
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    at: { file: 'content/answers/platform-2.yaml', line: 4 },
    problem:
      'The answer to platform-2 is dated 9 April 2026 and landed in the book with that date on 4 April 2026.',
  });
});

test('a copy of the files without git tells nothing, and passes nothing', async () => {
  const outsideOfGit = mkdtempSync(path.join(tmpdir(), 'policybook-landings-'));
  for (const part of ['content', 'platform']) {
    cpSync(path.join(folder, part), path.join(outsideOfGit, part), { recursive: true });
  }
  const { changes, verdicts, diagnostics } = await read({
    content: path.relative(folder, path.join(outsideOfGit, 'content')),
  });
  rmSync(outsideOfGit, { recursive: true });
  expect(verdicts['platform-1']).toBe(
    'unknown: A follow-up states Rollback, and it is not known when that landed in the book: the book lies in no git repository.',
  );
  expect(changes.find(({ record }) => record.id === 'edge')?.record.approvals).toMatchObject([
    { proof: 'stated' },
  ]);
  expect(diagnostics.map(({ code }) => code)).not.toContain('book/landings-unknown');
});

test('a shallow clone tells nothing either, and says how to mend it', async () => {
  git(folder, ['clone', '-q', '--depth', '1', `file://${folder}`, 'shallow']);
  cpSync(path.join(folder, 'platform'), path.join(folder, 'shallow/platform'), { recursive: true });
  const { verdicts, diagnostics } = await read({ content: 'shallow/content' });
  expect(verdicts['platform-1']).toMatch(
    /^unknown: .*the history of the book cannot be read whole\.$/,
  );
  expect(diagnostics.find(({ code }) => code === 'book/landings-unknown')).toMatchObject({
    severity: 'warning',
    problem: expect.stringContaining('is a shallow clone') as string,
    remedy: expect.stringContaining('fetch --unshallow') as string,
  });
});
