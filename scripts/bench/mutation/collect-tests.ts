import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Tests that judge one change by one rule, each within a millisecond or two. They have no set-up, so that they can be
 * run again and again by one process.
 */
const quick = [
  'change-boundaries',
  'change-evidence-edges',
  'change-judging-edges',
  'approval-edges',
  'time-edges',
  'record-edges',
  'record-completion-edges',
  'record-open-edges',
  'approver-edges',
  'sign-off-edges',
  'landing-edges',
  'retrospective-edges',
  'declared-later-edges',
];
const folder = 'test/core/rules';

/** The driver that is written beside them in the copy. */
export const driver = `${folder}/mutants.test.ts`;
/** What the driver writes: the ids of the mutants that none of these tests notices. */
export const driverResult = 'unnoticed.json';

const collector = `import { expect as vitestExpect } from 'vitest';
export const expect = vitestExpect;
export const collected = [];
export function test(name, run) { collected.push(run); }
test.for = (cases) => (name, run) => { for (const one of cases) collected.push(() => run(one)); };
`;

/** Writes into the copy a test that runs all quick tests once for each mutant. */
export async function writeDriver(copy: string, mutants: readonly number[]): Promise<void> {
  const place = (name: string) => path.join(copy, folder, name);
  await writeFile(place('collector.ts'), collector);
  for (const name of quick) {
    const text = await readFile(place(`${name}.test.ts`), 'utf8');
    await writeFile(place(`${name}.collected.ts`), text.replace(`'vitest'`, `'./collector.ts'`));
  }
  const imports = quick.map((name) => `import './${name}.collected.ts';`).join('\n');
  await writeFile(
    path.join(copy, driver),
    `import { writeFileSync } from 'node:fs';
import { test } from 'vitest';
import { active } from '#core/rules/active-mutant.ts';
import { collected } from './collector.ts';
${imports}
function isNoticed(id) {
  active.mutant = id;
  return collected.some((run) => { try { run(); return false; } catch { return true; } });
}
test('mutants', { timeout: 3_600_000 }, () => {
  if (isNoticed(0)) throw new Error('A quick test fails without a mutant.');
  const mutants = ${JSON.stringify(mutants)};
  writeFileSync(${JSON.stringify(path.join(copy, driverResult))}, JSON.stringify(mutants.filter((id) => !isNoticed(id))));
});
`,
  );
}
