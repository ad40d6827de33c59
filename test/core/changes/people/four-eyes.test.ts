import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import type { JudgedChange } from '#core/model/book.ts';
import { loadBook } from '#commands/loading/load-book.ts';
import { copyFourEyesBook, type Scenario } from '../../../helpers/four-eyes-book.ts';
import { listOf } from '../../../helpers/scenarios-page.ts';
import { io } from '../../../helpers/command.ts';

let folder: string;
let scenarios: readonly Scenario[];
let changes: readonly JudgedChange[];
let diagnostics: readonly Diagnostic[];
let idOf: (subject: string) => string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-'));
  const copy = await copyFourEyesBook(folder);
  ({ scenarios, idOf } = copy);
  const loaded = await loadBook({ content: copy.content, asOf: undefined }, io);
  expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  changes = loaded.book?.changes ?? [];
  diagnostics = loaded.diagnostics;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function changeOf({ subject }: Pick<Scenario, 'subject'>): JudgedChange {
  const id = idOf(subject);
  const found = changes.find(({ record }) => record.commit === id);
  if (!found) throw new Error(`No change was made of "${subject}".`);
  return found;
}

function named(name: string): JudgedChange {
  const scenario = scenarios.find((one) => one.name === name);
  if (!scenario) throw new Error(`There is no scenario ${name}.`);
  return changeOf(scenario);
}

function approvalsOf({ verdicts }: JudgedChange) {
  return verdicts.find(({ rule }) => rule === 'change/approvals');
}

test('each scenario has the verdict that stands above its commit', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(17);
  expect(scenarios).toHaveLength(changes.length);
  const judged = scenarios.map((scenario) => {
    const verdict = approvalsOf(changeOf(scenario));
    const outcome = [verdict?.outcome, verdict?.proof].filter(Boolean).join(' ');
    return `${scenario.name} ${outcome}: ${scenario.why}`;
  });
  expect(judged).toEqual(scenarios.map(({ name, expected, why }) => `${name} ${expected}: ${why}`));
});

test('the page of scenarios lists them all, with their verdicts', () => {
  expect(listOf('Four eyes')).toEqual(
    scenarios.map(({ name, why, expected }) => ({ name, text: `${why} → ${expected}` })),
  );
});

test.for([
  ['205', 'is void: it was of an earlier revision'],
  ['210', 'passer-by is not in people.yaml'],
  ['211', 'Cleo Marsh had no role on that day'],
  ['212', 'Robo is a bot'],
  ['213', 'Ada Finch is an author of the change'],
  ['214', 'Dana Ruiz requested changes'],
  ['216', 'the review by Ada Finch was dismissed'],
  ['218', 'Ada Finch is an author of the change'],
  ['219', 'it was of a revision that is not a part of what was merged'],
  ['220', 'it was given after the merge'],
  ['221', 'only stated, and the policy requires exported'],
  ['225', 'only stated, and the policy requires exported'],
  ['226', 'it was of an earlier revision'],
  ['233', 'it was of a revision that is not a part of what was merged'],
  ['merge-with-own-code', 'Ada Finch is an author of the change'],
  ['unknown-author', '"B. H. <bh@private.example>" wrote a part of it and is not in people.yaml'],
  ['look-alike-author', 'Ada Finch may be the author "\u0410da Finch'],
  ['240', 'Ben Hollis is an author of the change'],
  [
    'security-review-alone',
    'Ada Finch reviewed the security of the change and did not approve the change',
  ],
  ['merge-of-own-commit', 'Ada Finch is an author of the change'],
  ['merge-of-own-commit-stated', 'Ada Finch is an author of the change'],
] as const)('the verdict on %s says why', ([name, reason]) => {
  expect(approvalsOf(named(name))?.statement).toContain(reason);
});

test('a number in a message is only a claim: the export decides what a commit is called', () => {
  for (const name of ['fake-merge', 'fake-squash', '227']) {
    const { record } = named(name);
    expect(record.id).toBe(`platform-${record.commit?.slice(0, 12) ?? ''}`);
    expect(record).toMatchObject({ form: 'push', approvals: [] });
    expect(record.pullRequest).toBeUndefined();
  }
  expect(named('201').record).toMatchObject({ id: 'platform-201', form: 'squash' });
});

test('what message and export say otherwise is reported at the commit, and nothing else is', () => {
  const place = (name: string) => `platform@${named(name).record.commit?.slice(0, 12) ?? ''}`;
  const reported = diagnostics
    .filter(({ code }) => code === 'record/sources-disagree')
    .map(({ at, severity }) => `${severity} ${at.file}`);
  expect(reported.sort()).toEqual(
    ['fake-squash', '216', '221', '222', '227'].map((name) => `warning ${place(name)}`).sort(),
  );
});

test('a merge that changes something of its own is reported, and who made it', () => {
  const reported = diagnostics.filter(({ code }) => code === 'record/merge-not-clean');
  const commits = ['merge-with-own-code', 'merge-with-own-code-approved'].map(
    (name) => `platform@${named(name).record.commit?.slice(0, 12) ?? ''}`,
  );
  expect(reported.map(({ at }) => at.file).sort()).toEqual(commits.sort());
  expect(reported[0]?.problem).toContain('Ada Finch, who made it, is an author');
});

test('an export fills in who merged, when it was asked for, and the state of the review', () => {
  const { record } = named('214');
  expect(record.merger).toMatchObject({ value: { person: 'dana' }, source: 'export' });
  expect(record.fields['requested-at']).toMatchObject({
    value: '2026-04-01T09:00:00Z',
    source: 'export',
  });
  expect(record.review).toMatchObject({
    pullRequest: 214,
    file: 'four-eyes/exports/platform.json',
    changesRequested: [{ person: 'dana' }],
  });
  expect(record.review?.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(record.review?.checks).toBeUndefined();
});
