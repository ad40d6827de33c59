import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compileSchema } from '../helpers/compile-schema.ts';
import { root, runHere } from '../helpers/command.ts';

interface Report {
  readonly period: unknown;
  readonly verdicts: readonly { readonly change: string }[];
  readonly counts: { readonly changes: number; readonly deviations: number };
  readonly diagnostics: readonly { readonly code: string }[];
}

async function report(...args: string[]): Promise<Report> {
  const { stdout } = await runHere('check', ['--format', 'json', '--strict', ...args]);
  return JSON.parse(stdout) as Report;
}

test('a period counts its own changes and deviations, and the periods of a year add up', async () => {
  const whole = await report('--from', '2025-09-15', '--to', '2026-11-15');
  const parts = await Promise.all([
    report('--from', '2025-09-15', '--to', '2026-03-31'),
    report('--from', '2026-04-01', '--to', '2026-06-30'),
    report('--from', '2026-07-01', '--to', '2026-11-15'),
  ]);
  const sum = (pick: (one: Report) => number) =>
    parts.map(pick).reduce((left, right) => left + right, 0);
  const open = ({ diagnostics }: Report) =>
    diagnostics.filter(({ code }) => code === 'book/deviation-unanswered').length;
  expect(sum(({ counts }) => counts.changes)).toBe(whole.counts.changes);
  expect(sum(({ counts }) => counts.deviations)).toBe(whole.counts.deviations);
  expect(sum(({ verdicts }) => verdicts.length)).toBe(whole.verdicts.length);
  expect(sum(open)).toBe(open(whole));
  expect(parts.map(open).every((count) => count > 0)).toBe(true);
  expect(parts[1].period).toEqual({ from: '2026-04-01', until: '2026-06-30' });
});

test('the summary of a period states its days', async () => {
  const { stdout } = await runHere('check', ['--from', '2026-04-01', '--to', '2026-06-30']);
  expect(stdout).toContain('From 1 April 2026 to 30 June 2026:');
});

test.for([
  [['--from', '2026-04-01'], '--from goes with --to'],
  [['--from', '2026-10-01', '--to', '2026-12-31'], 'judged as of 2026-11-15'],
  [['--what-if', 'x.mdx', '--to', '2026-12-31'], '--what-if goes without --to'],
] as const)('refuses %j', async ([args, message]) => {
  const { code, stderr } = await runHere('check', args);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});

test('SARIF fits the schema of OASIS, and places the faults of commits in a file that exists', async () => {
  const { stdout } = await runHere('check', ['--strict', '--format', 'sarif']);
  const validate = compileSchema('sarif-schema-2.1.0.json');
  const log = JSON.parse(stdout) as {
    runs: {
      results: {
        ruleId: string;
        level: string;
        locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
        partialFingerprints: Record<string, string>;
      }[];
    }[];
  };
  expect(validate(log)).toEqual([]);
  const results = log.runs[0]?.results ?? [];
  expect(results.map(({ ruleId }) => ruleId)).toContain('book/deviation-unanswered');
  const files = results.flatMap(({ locations }) =>
    locations.map((one) => one.physicalLocation.artifactLocation.uri),
  );
  for (const file of new Set(files)) readFileSync(path.join(root, decodeURIComponent(file)));
  const prints = results.map(({ partialFingerprints }) => partialFingerprints['policybook/v1']);
  expect(new Set(prints).size).toBe(prints.length);
});
