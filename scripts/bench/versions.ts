import path from 'node:path';
import { mdxToMdast } from 'satteri';
import { parseDocument } from 'yaml';
import { assembleVersions } from '#core/history/assemble-versions.ts';
import { parsePolicy } from '#core/parse/parse-policy.ts';
import type { Policy } from '#core/model/policy.ts';
import { digestEngine } from '#sources/cache/digest-engine.ts';
import { openValueCache, type ValueCache } from '#sources/cache/open-value-cache.ts';
import {
  findPolicyTexts,
  readPolicyTexts,
  type PolicyHistoryOrder,
} from '#sources/git/read-policy-texts.ts';
import { readTexts } from '#sources/git/read-objects.ts';
import { runGit, streamGit } from '#sources/git/run-git.ts';
import { atMost, inFolder, timeOf, type Bench, type Figure } from './bench.ts';
import { sentence } from './policy-of-clauses.ts';

const policyCount = 500;
const versionCount = 20;
const numbers = Array.from({ length: policyCount }, (_, index) => index + 1);

/** A version of some 10 KB that shares most of its text with the one before. */
function textOf(policy: number, version: number): string {
  const rows = Array.from(
    { length: version + 1 },
    (_, index) =>
      `  - { version: "1.${version - index}", date: 2026-01-01, by: ada, change: normative, summary: Edition. }`,
  );
  const clauses = Array.from({ length: 40 }, (_, index) => {
    const seed = index === version ? policy * 1000 + version : policy * 1000 + index + 100;
    return `## ${index + 1}. Clause\n\n${sentence(seed, 20)} ${sentence(seed + 1, 16)}\n`;
  });
  return `---
title: Policy ${policy}
version: "1.${version}"
status: approved
classification: internal
owner: cto
effective: 2026-01-01
approval: { by: ben, on: 2026-01-01 }
nextReview: 2027-01-01
reviewEvery: P1Y
history:
${rows.join('\n')}
---

${clauses.join('\n')}`;
}

/** One commit for each version of each policy, as `git fast-import` reads it. */
function* importStream(): Iterable<string> {
  for (let version = 0; version < versionCount; version += 1) {
    for (const policy of numbers) {
      const at = 1_767_225_600 + (version * policyCount + policy) * 60;
      const text = textOf(policy, version);
      yield `commit refs/heads/main\ncommitter Ada <ada@example.org> ${at} +0000\ndata 5\nWrite\n`;
      yield `M 100644 inline content/policies/policy-${policy}.mdx\ndata ${Buffer.byteLength(text)}\n${text}\n`;
    }
  }
  yield 'done\n';
}

async function writeRepository(folder: string): Promise<string> {
  await runGit({ gitDir: folder, args: ['init', '--quiet', '--initial-branch=main'] });
  const args = ['fast-import', '--quiet', '--done'];
  await runGit({ gitDir: folder, args, input: importStream() });
  const root = await runGit({ gitDir: folder, args: ['rev-list', '--max-parents=0', 'main'] });
  return root.trim();
}

/** The shortest of three, so that a disk that is busy for a moment does not decide. */
async function bestOf(work: () => Promise<unknown>): Promise<number> {
  return Math.min(await timeOf(work), await timeOf(work), await timeOf(work));
}

/** What git itself needs to print the line and the same texts. */
async function readWithGit(gitDir: string): Promise<void> {
  const options = [
    '-z',
    '--raw',
    '--no-abbrev',
    '-M',
    '--root',
    '--first-parent',
    '--format=%H%x00%s',
  ];
  const log = await runGit({ gitDir, args: ['log', ...options, 'main', '--', 'content/policies'] });
  const blobs = [...log.matchAll(/:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) [AM]/g)].map(([, id = '']) => id);
  const input = [`${blobs.join('\n')}\n`];
  await streamGit({ gitDir, args: ['cat-file', '--batch'], input }, () => undefined);
}

function currentPolicies(): Policy[] {
  return numbers.flatMap((number) => {
    const id = `policy-${number}`;
    const source = { file: `content/policies/${id}.mdx`, text: textOf(number, versionCount - 1) };
    const { version } = parsePolicy(id, source, true);
    return version ? [{ id, current: version, versions: [version] as const }] : [];
  });
}

type BookOrder = Pick<PolicyHistoryOrder, 'directory' | 'policies'>;

/** From the repository to the versions of every policy; fails where one is missing. */
async function runOnce(
  order: BookOrder,
  current: readonly Policy[],
  cache: ValueCache,
): Promise<void> {
  const read = await readPolicyTexts({ ...order, cache });
  if (!read.history) throw new Error('The repository of the bench has no first commit.');
  const assembled = assembleVersions(current, read.history, { timeZone: 'UTC', people: {} });
  const found = assembled.reduce((sum, { versions }) => sum + versions.length, 0);
  if (found !== policyCount * versionCount) throw new Error(`There are ${found} versions.`);
}

/** The same texts as text only: what git has to give before anything is understood. */
async function readOnly(order: BookOrder): Promise<void> {
  const { found } = await findPolicyTexts(order);
  if (!found) throw new Error('The repository of the bench has no first commit.');
  const { size } = await readTexts(found.gitDir, found.followed.texts);
  if (size !== policyCount * versionCount) throw new Error(`There are ${size} texts.`);
}

/**
 * What the two parsers need for the same texts and nothing more. They alone are several times what git needs, so that
 * what is done with a text is held against them, and the reading against git.
 */
function timeOfParsers(): number {
  let elapsed = 0;
  for (let version = 0; version < versionCount; version += 1) {
    for (const policy of numbers) {
      const [, frontmatter = '', ...body] = textOf(policy, version).split(/^---$/m);
      const start = performance.now();
      parseDocument(frontmatter).toJS();
      mdxToMdast(body.join('---'));
      elapsed += performance.now() - start;
    }
  }
  return elapsed;
}

async function measure(folder: string): Promise<readonly Figure[]> {
  const since = await writeRepository(folder);
  const policies = { since, branch: 'main', renamed: {} };
  const order = { directory: path.join(folder, 'content'), policies };
  const current = currentPolicies();
  const version = await digestEngine();
  const open = () => openValueCache({ folder: path.join(folder, 'cache'), version });
  const git = await bestOf(() => readWithGit(folder));
  const reading = await bestOf(() => readOnly(order));
  const parsing = timeOfParsers();
  const first = await timeOf(() => runOnce(order, current, open()));
  const second = await timeOf(() => runOnce(order, current, open()));
  const count = policyCount * versionCount;
  return [
    atMost(2, `versions: ${count} texts read, against git log and the same texts`, reading / git),
    atMost(
      3,
      'versions: first run without the reading, against the two parsers alone on the same texts',
      (first - reading) / parsing,
    ),
    atMost(3, 'versions: second run, against git log and the same texts', second / git),
    atMost(1 / 3, 'versions: second run, against the first', second / first),
  ];
}

export const versionsBench: Bench = { name: 'versions', run: () => inFolder(measure) };
