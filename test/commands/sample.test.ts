import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCsv } from '#core/parse/read-csv.ts';
import { runHere } from '../helpers/command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'policybook-sample-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const period = ['--from', '2026-04-01', '--to', '2026-06-30'];
const usual = [...period, '--size', '12', '--seed', '20260630', '--by', 'type'];

test('draws the same twice, and writes a row for each with room for notes', async () => {
  const args = [...usual, '--all', 'emergency', '--out', folder, '--format', 'json'];
  const [first, second] = [await runHere('sample', args), await runHere('sample', args)];
  expect(first).toEqual(second);
  const { drawn, populationDigest } = JSON.parse(first.stdout) as {
    drawn: { change: string; type: string }[];
    populationDigest: string;
  };
  const emergencies = drawn.filter(({ type }) => type === 'emergency');
  expect(drawn).toHaveLength(12 + emergencies.length);

  const name = path.join(folder, 'sample-2026-04-01-2026-06-30');
  const [head, ...rows] = readCsv(await readFile(`${name}.csv`, 'utf8')).rows;
  expect(head?.cells).toEqual(
    expect.arrayContaining(['change', 'Notes', 'Result', 'Auditor and date']),
  );
  expect(rows.map(({ cells }) => cells[1])).toEqual(drawn.map(({ change }) => change));
  expect(rows.every(({ cells }) => cells.at(-1) === populationDigest)).toBe(true);
  const page = await readFile(`${name}.html`, 'utf8');
  expect(page).toContain(populationDigest);
  expect(page.match(/<tr>/g)).toHaveLength(drawn.length + 1);
  expect(page).not.toMatch(/<script|src=/);
});

test('prints how the sample was drawn', async () => {
  const { code, stdout } = await runHere('sample', [...usual, '--out', folder]);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^Period: 2026-04-01 to 2026-06-30\nPopulation: \d+ changes, SHA-256 of their ids [0-9a-f]{64}\nSeed: 20260630\nDrawn: 12 of 12/,
  );
});

test.for([
  [['--seed', '1'], '--from and --to are missing'],
  [period, '--seed is missing'],
  [[...period, '--seed', '1', '--size', '0'], '--size is "0"'],
  [[...period, '--seed', '1', '--by', 'author'], '--by is "author"'],
  [[...period, '--seed', '1', '--all', 'emergncy'], 'the nearest is "emergency"'],
  [['--from', '2026-10-01', '--to', '2026-12-31', '--seed', '1'], 'judged as of 2026-11-15'],
] as const)('refuses %j', async ([args, message]) => {
  const { code, stderr } = await runHere('sample', [...args, '--out', folder]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
