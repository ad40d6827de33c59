import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { root } from './helpers/command.ts';

// The files that are planted exist in memory alone, so that no types are known of them.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
});

/** The rules of the walls that refuse a line in a file. */
async function refuse(file: string, line: string): Promise<readonly (string | null)[]> {
  const isFence = file.endsWith('.astro') && !line.startsWith('<');
  const code = isFence ? `---\n${line}\n---\n\n<p>Text</p>\n` : `${line}\n`;
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  const { messages = [] } = result ?? {};
  expect(messages.filter(({ fatal }) => fatal)).toEqual([]);
  return messages
    .map(({ ruleId }) => ruleId)
    .filter((rule) => rule === 'policybook/walls' || rule?.startsWith('no-restricted-'));
}

test.for([
  // The core reads no disk and starts nothing, however the module is named.
  ['src/core/model/x.ts', `import 'fs';`],
  ['src/core/model/x.ts', `import { spawn } from 'child_process';`],
  ['src/core/model/x.ts', `import { connect } from 'node:net';`],
  ['src/core/model/x.ts', `import { Worker } from 'node:worker_threads';`],
  ['src/core/model/x.ts', `export * from 'fs/promises';`],
  ['src/core/model/x.ts', `export { env } from 'node:process';`],
  ['src/core/model/x.ts', `await import('node:fs');`],
  ['src/core/model/x.ts', `await import('f' + 's');`],
  ['src/core/model/x.ts', `require('fs');`],
  ['src/core/model/x.ts', `import fs = require('fs');`],
  ['src/core/model/x.ts', `import { randomUUID } from 'node:crypto';`],
  ['src/core/exports/x.ts', `import { readHistory } from '#sources/git/read-history.ts';`],
  ['src/core/exports/x.ts', `import { readHistory } from '../../sources/git/read-history.ts';`],
  ['src/core/exports/x.ts', `import { x } from '../../../scripts/bench/x.ts';`],
  ['src/core/exports/x.ts', `import { x } from '/src/sources/x.ts';`],
  ['src/core/exports/x.ts', `type X = import('../../sources/x.ts').X;`],
  ['src/core/exports/x.ts', `import { build } from 'astro';`],
  ['src/core/exports/x.ts', `import { getCollection } from 'astro:content';`],
  ['src/core/exports/x.ts', `import { x } from 'pagefind';`],
  ['src/core/exports/x.ts', `import { x } from 'https://example.org/x.js';`],
  ['src/core/x.ts', `import type { Book } from './model/book.ts';`],

  // Nor the clock, chance or the network.
  ['src/core/model/x.ts', `process.exit();`],
  ['src/core/model/x.ts', `globalThis.process.exit();`],
  ['src/core/model/x.ts', `new Date();`],
  ['src/core/model/x.ts', `Date();`],
  ['src/core/model/x.ts', `Date.now();`],
  ['src/core/model/x.ts', `const { now } = Date;`],
  ['src/core/model/x.ts', `const Clock = Date;`],
  ['src/core/model/x.ts', `new Intl.DateTimeFormat('en').format();`],
  ['src/core/model/x.ts', `performance.now();`],
  ['src/core/model/x.ts', `Math.random();`],
  ['src/core/model/x.ts', `crypto.randomUUID();`],
  ['src/core/model/x.ts', `void fetch('https://example.org');`],
  ['src/core/model/x.ts', `setTimeout(() => 1);`],
  ['src/core/model/x.ts', `setInterval(() => 1);`],
  ['src/core/model/x.ts', `export const here = import.meta.dirname;`],

  // The layers of the core.
  ['src/core/diagnostics/x.ts', `import { addDays } from '../model/calendar-date.ts';`],
  ['src/core/model/x.ts', `import { exportFiles } from '../exports/export-files.ts';`],
  ['src/core/model/x.ts', `import { settingsSchema } from '../schemas/settings.ts';`],
  ['src/core/model/x.ts', `import { type Settings } from '../schemas/settings.ts';`],
  ['src/core/schemas/x.ts', `import type { Content } from '#core/parse/parse-content.ts';`],
  ['src/core/history/x.ts', `import { assembleChanges } from '../changes/x.ts';`],
  ['src/core/changes/message/x.ts', `import { changeRules } from '../../rules/index.ts';`],
  ['src/core/rules/change/x.ts', `import { assembleBook } from '../../assemble-book.ts';`],
  ['src/core/rules/x.ts', `import { policyPath } from '../views/paths.ts';`],
  ['src/core/assemble-book.ts', `import { measure } from './views/paths.ts';`],
  ['src/core/views/x.ts', `import { exportFiles } from '../exports/export-files.ts';`],

  ['src/sources/x.ts', `import { assembleBook } from '#core/assemble-book.ts';`],
  ['src/sources/x.ts', `import { changeRules } from '#core/rules/index.ts';`],
  ['src/sources/git/x.ts', `import { x } from '../../core/changes/x.ts';`],
  ['src/sources/x.ts', `import { build } from 'astro';`],
  ['src/astro/x.ts', `import { run } from '#commands/build.ts';`],
  ['src/astro/x.ts', `import { day } from '../../test/helpers/book.ts';`],
  ['src/components/X.astro', `import { runGit } from '../sources/git/run-git.ts';`],
  ['src/components/page/X.astro', `import { runGit } from '#sources/git/run-git.ts';`],
  ['src/components/page/X.astro', `import { changeRules } from '#core/rules/index.ts';`],
  ['src/components/page/X.astro', `import { measure } from '#core/metrics/measure.ts';`],
  ['src/components/page/X.astro', `import { readFileSync } from 'fs';`],
  ['src/components/page/X.astro', `import { getCollection } from 'astro:content';`],
  ['src/components/page/X.astro', `<script>import '../../sources/x.ts';</script>`],
  ['src/components/browser/x.ts', `await import('../../sources/x.ts');`],
  ['src/layouts/X.astro', `import { readFileSync } from 'node:fs';`],
  ['src/pages/X.astro', `import { runGit } from '#sources/git/run-git.ts';`],
  ['src/pages/X.astro', `import { readFileSync } from 'fs';`],
  ['src/commands/x.ts', `import X from '../components/page/X.astro';`],
  ['src/commands/x.ts', `import { parse } from 'yaml';`],
  ['scripts/x.ts', `import { day } from '../test/helpers/book.ts';`],
  ['src/elsewhere/x.ts', `import type { Book } from '#core/model/book.ts';`],
] as const)('%s may not contain %s', async ([file, line]) => {
  expect(await refuse(file, line)).not.toEqual([]);
});

test.for([
  ['src/core/model/x.ts', `import { addDays } from './calendar-date.ts';`],
  ['src/core/model/x.ts', `import type { Settings } from '../schemas/settings.ts';`],
  ['src/core/model/x.ts', `export const day = new Date(Date.UTC(2026, 0, 1));`],
  ['src/core/parse/x.ts', `import type { Root } from 'mdast';`],
  ['src/core/parse/x.ts', `import { createHash } from 'node:crypto';`],
  ['src/core/exports/x.ts', `import { parse } from 'yaml'; import '../views/paths.ts';`],
  ['src/sources/git/x.ts', `import { spawn } from 'child_process'; process.exit();`],
  ['src/sources/git/x.ts', `import { parseCheckpoints } from '#core/parse/parse-checkpoints.ts';`],
  ['src/astro/x.ts', `import { build } from 'astro'; await import(process.cwd());`],
  ['src/components/page/X.astro', `import type { Metric } from '#core/metrics/metric.ts';`],
  ['src/components/page/X.astro', `import { policyPath } from '#core/views/paths.ts';`],
  ['src/pages/X.astro', `import { getCollection } from 'astro:content';`],
  ['src/commands/x.ts', `import { readHistory } from '#sources/git/read-history.ts';`],
  ['scripts/bench/x.ts', `import ts from 'typescript'; import 'node:fs';`],
] as const)('%s may contain %s', async ([file, line]) => {
  expect(await refuse(file, line)).toEqual([]);
});

test('src/README.md prints the table that the linter enforces', async () => {
  const config = (await eslint.calculateConfigForFile(path.join(root, 'src/core/x.ts'))) as {
    rules: { 'policybook/walls': [number, Readonly<Record<string, readonly string[]>>] };
  };
  const [, walls] = config.rules['policybook/walls'];
  const page = readFileSync(path.join(root, 'src/README.md'), 'utf8');
  const printed = new Map(
    [...page.matchAll(/^\| `([^`|]+)`[^|]*\|[^|]*\|([^|]*)\|$/gm)].map(([, folder, cell = '']) => [
      folder,
      [...cell.matchAll(/`([^`]+)`/g)].map(([, entry]) => entry),
    ]),
  );
  const pure = printed.get('src/core') ?? [];
  const layers = Object.keys(walls).filter((folder) => folder.startsWith('src/core/'));
  expect([...printed.keys()].filter((folder) => layers.includes(folder ?? ''))).toEqual(layers);
  for (const [folder, entries] of Object.entries(walls)) {
    const place = layers.indexOf(folder);
    // A layer may import those before it, what is named beside it, and what is named for the whole core.
    const shared = place < 0 ? [] : [...layers.slice(0, place), ...pure];
    const own = printed.get(folder) ?? [];
    expect([folder, ...entries].sort()).toEqual([folder, ...shared, ...own].sort());
  }
});
