import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Bench, Figure } from '../bench.ts';
import { driver, driverResult, writeDriver } from './collect-tests.ts';
import { plantMutants, type Mutant } from './plant-mutants.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const equivalentsFile = 'scripts/bench/mutation/equivalent.txt';
const mutated = ['src/core/rules/{change,facts}/*.ts', 'src/core/rules/judge-change.ts'];
const tests = [
  'test/core/rules/{change,approval,approver,time,record}-*.test.ts',
  'test/core/rules/*-properties.test.ts',
  'test/core/rules/{examples,judge-proposal,properties,replay,mutants}.test.ts',
  'test/core/changes/people/four-eyes.test.ts',
  'test/core/changes/people/forged-approvals.test.ts',
];
/** Milliseconds; longer than the tests take together. A mutant with which they take longer is noticed. */
const timeout = 600_000;

/** Plants small faults in the rules on changes, in a copy of the tree, and counts how many the tests notice. */
export const mutationBench: Bench = {
  name: 'mutation',
  async run() {
    const copy = await mkdtemp(path.join(tmpdir(), 'policybook-mutation-'));
    try {
      const mutants = await plantAll(copy);
      const listed = await readFile(path.join(root, equivalentsFile), 'utf8');
      const equivalents = parseEquivalents(listed);
      const alive = await findSurvivors(copy, mutants, equivalents);
      return [report(mutants, alive, equivalents)];
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  },
};

/** Copies what the tests need and plants the mutants of every rule in it. */
async function plantAll(copy: string): Promise<readonly Mutant[]> {
  for (const part of ['src', 'scripts', 'test', 'content', 'package.json', 'tsconfig.json']) {
    await cp(path.join(root, part), path.join(copy, part), { recursive: true });
  }
  await symlink(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  const planted: Mutant[] = [];
  for (const file of globSync(mutated, { cwd: copy }).sort()) {
    const text = await readFile(path.join(copy, file), 'utf8');
    const { text: withMutants, mutants } = plantMutants(file, text, planted.length + 1);
    await writeFile(path.join(copy, file), withMutants);
    planted.push(...mutants);
  }
  await writeFile(
    path.join(copy, 'src/core/rules/active-mutant.ts'),
    `export const active = { mutant: Number(process.env.POLICYBOOK_MUTANT ?? 0) };\n`,
  );
  await writeFile(path.join(copy, 'vitest.config.ts'), testSettings());
  await writeFile(
    path.join(copy, 'fixed-seed.ts'),
    `import fc from 'fast-check';\nfc.configureGlobal({ seed: 7 });\n`,
  );
  return planted;
}

/**
 * The tests that judge changes, one file after the other until one fails, drawing the same values each time. The test
 * that reads the sources of the rules is left out: the sources contain all mutants.
 */
function testSettings(): string {
  const test = { include: tests, bail: 1, fileParallelism: false, setupFiles: ['fixed-seed.ts'] };
  return `export default { test: { ...${JSON.stringify({ ...test, testTimeout: 60_000 })}, testNamePattern: /^(?!.*by its source)/ } };\n`;
}

/** Asks first what judges a mutant within milliseconds, and of what is left and not explained every test. */
async function findSurvivors(
  copy: string,
  mutants: readonly Mutant[],
  equivalents: readonly Equivalent[],
): Promise<readonly Mutant[]> {
  if (!(await passesTests(copy))) throw new Error('The tests fail without a mutant.');
  const alive = new Set(await passByQuickTests(copy, await passByFixtures(copy, mutants.length)));
  const waiting = mutants.filter(
    (mutant) => alive.has(mutant.id) && !equivalents.some((one) => isExplainedBy(mutant, one)),
  );
  const workers = Array.from({ length: availableParallelism() }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (!(await passesTests(copy, { mutant: next.id }))) alive.delete(next.id);
    }
  });
  await Promise.all(workers);
  return mutants.filter(({ id }) => alive.has(id));
}

async function passByFixtures(copy: string, count: number): Promise<readonly number[]> {
  const script = path.join(import.meta.dirname, 'judge-fixtures.ts');
  const args = [script, copy, '1', String(count)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: copy });
  return JSON.parse(stdout) as number[];
}

async function passByQuickTests(
  copy: string,
  mutants: readonly number[],
): Promise<readonly number[]> {
  await writeDriver(copy, mutants);
  if (!(await passesTests(copy, { file: driver })))
    throw new Error('The quick tests fail without a mutant.');
  const found = await readFile(path.join(copy, driverResult), 'utf8');
  await rm(path.join(copy, driver));
  return JSON.parse(found) as number[];
}

async function passesTests(
  copy: string,
  { mutant = 0, file }: { mutant?: number; file?: string } = {},
): Promise<boolean> {
  const vitest = path.join(copy, 'node_modules/vitest/vitest.mjs');
  const env = { ...process.env, POLICYBOOK_MUTANT: String(mutant) };
  const args = [vitest, 'run', ...(file === undefined ? [] : [file])];
  return promisify(execFile)(process.execPath, args, { cwd: copy, env, timeout }).then(
    () => true,
    () => false,
  );
}

/** What no test can notice, because it judges alike, counts neither for nor against. */
function report(
  mutants: readonly Mutant[],
  alive: readonly Mutant[],
  equivalents: readonly Equivalent[],
): Figure {
  const explained = alive.filter((mutant) => equivalents.some((one) => isExplainedBy(mutant, one)));
  const unexplained = alive.filter((mutant) => !explained.includes(mutant));
  const stale = equivalents.filter((one) => !alive.some((mutant) => isExplainedBy(mutant, one)));
  const killed = mutants.length - alive.length;
  const list = ({ file, line, before, after }: Mutant) => `${file}:${line} ${before} → ${after}`;
  return {
    name: 'mutants of the rules that the tests notice',
    value: (100 * killed) / (mutants.length - explained.length),
    least: 90,
    unit: '%',
    notes: [
      `${mutants.length} mutants: ${killed} killed, ${alive.length} survivors, of which ${explained.length} are explained in ${equivalentsFile}.`,
      ...unexplained.map((mutant) => `unexplained ${list(mutant)}`),
      ...explained.map((mutant) => `explained ${list(mutant)}`),
      ...stale.map(({ line }) => `${equivalentsFile}:${line} explains no survivor; take it out.`),
    ],
  };
}

/** A mutant that judges every change as the rule does, and why. */
interface Equivalent {
  /** Line in the list. */
  readonly line: number;
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

const entry = /^(\S+\.ts): (.+) → (.+)\n {2}(\S.*(?:\n {2}\S.*)*)$/;

/** Reads blocks of `<file>: <before> → <after>` with the reason indented below; lines with `#` are comments. */
function parseEquivalents(text: string): readonly Equivalent[] {
  const found: Equivalent[] = [];
  for (const block of text.matchAll(/^[^#\s].*(?:\n {2}.*)*$/gm)) {
    const [, file, before, after, reason] = entry.exec(block[0]) ?? [];
    const line = text.slice(0, block.index).split('\n').length;
    if (!file || !before || !after || !reason) {
      throw new Error(
        `Line ${line} of ${equivalentsFile} is not "file: before → after" with a reason below.`,
      );
    }
    found.push({ line, file, before, after, reason });
  }
  return found;
}

function isExplainedBy(mutant: Mutant, { file, before, after }: Equivalent): boolean {
  return mutant.file.endsWith(`/${file}`) && mutant.before === before && mutant.after === after;
}
