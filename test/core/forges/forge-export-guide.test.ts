import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseDeployments } from '#core/changes/deployments/parse-deployments.ts';
import { parseForgeExport } from '#core/forges/parse-forge-export.ts';
import { ghPullSchema } from '#core/forges/github/pull-schemas.ts';
import { root } from '../../helpers/command.ts';

const page = readFileSync(path.join(root, 'src/guide/forge-exports.md'), 'utf8');

function example(name: string) {
  const text = new RegExp(`\`\`\`jsonl? ${name}\n([^]*?)\`\`\``).exec(page)?.[1];
  if (text === undefined) throw new Error(`The guide has no example of ${name}.`);
  return { file: 'exports/platform.json', text, digest: '0'.repeat(64) };
}

test.for(['gh', 'rest', 'gitlab'])(
  'the form %s of the guide is read, and nothing of it is lost',
  (name) => {
    const { export: read, diagnostics } = parseForgeExport(example(name));
    expect(diagnostics).toEqual([]);
    expect(read?.pulls).toMatchObject([
      {
        title: 'Show the total',
        author: 'bhollis',
        mergedBy: 'afinch',
        mergeCommit: 'c'.repeat(40),
        headCommit: 'b'.repeat(40),
        commits: [{ id: 'b'.repeat(40), subject: 'Show the total' }],
        reviews: [{ login: 'afinch', state: 'approved', commit: 'b'.repeat(40) }],
        checks: [{ state: 'passed' }],
      },
    ]);
    expect(read?.pulls[0]?.openThreads).toBe(name === 'gitlab' ? 0 : undefined);
    expect(read?.pulls[0]?.commits[0]?.authors).toMatchObject([{ name: 'Ben Hollis' }]);
  },
);

test('the command of the guide asks for every field that is read, and for no other', () => {
  const asked = /gh pr view .* --json (\S+)/.exec(page)?.[1]?.split(',') ?? [];
  // The tool cannot give review threads nor the time of an edit; they come from elsewhere.
  const elsewhere = ['reviewThreads', 'lastEditedAt'];
  const read = Object.keys(ghPullSchema.shape).filter((field) => !elsewhere.includes(field));
  expect(asked.sort()).toEqual(read.sort());
});

test('each entry may have what belongs to it beside the list, as a map by number', () => {
  const { export: read } = parseForgeExport({
    ...example('rest'),
    text: JSON.stringify({
      exportedAt: '2027-01-01T02:00:00Z',
      pulls: [{ number: 7, title: 'x', created_at: '2026-12-01T09:00:00Z', merged_at: null }],
      review_threads: { 7: [{ isResolved: true }, { isResolved: false }] },
    }),
  });
  expect(read).toMatchObject({ at: '2027-01-01T02:00:00Z', pulls: [{ openThreads: 1 }] });
});

test('the lines of a pipeline are read', () => {
  const { deployments, diagnostics } = parseDeployments(example('deployments'));
  expect(diagnostics).toEqual([]);
  expect(deployments?.deployments).toMatchObject([
    { by: 'afinch', environment: 'production', result: 'success' },
    { environment: 'staging', result: 'failure' },
  ]);
});

test.for(['[{ "number": 1, "createdAt": "x" }]', '{}'])(
  'an export that cannot be read points at the guide: %s',
  (text) => {
    const { diagnostics } = parseForgeExport({ ...example('gh'), text });
    expect(diagnostics[0]?.remedy).toContain('src/guide/forge-exports.md');
  },
);
