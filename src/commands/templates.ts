import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listTemplates } from '#core/exports/templates/list-templates.ts';
import { versionInForce } from '#core/views/policies/in-force-words.ts';
import type { ExitCode, Io, Values } from './command.ts';
import { loadPolicies } from './loading/load-book.ts';
import { bookOptions, chooseRepository, printFaults, requireOption } from './options.ts';

export const usage = `Usage: npm run templates -- --out DIR [options]

Writes what follows from the policy in force: the templates of pull requests and commits, and the jobs that judge them.

  --out DIR           where to write; two folders: changes, for the repository that is judged, and book
  --repository ID     which repository of policybook.yaml it is for (the only one)
  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day whose version counts (today; a sample pins its own)`;

export const options = {
  ...bookOptions,
  out: { type: 'string' },
  repository: { type: 'string' },
} as const;

export async function run(
  { content, 'as-of': asOf, repository: wanted, ...values }: Values<typeof options>,
  io: Io,
): Promise<ExitCode> {
  const out = requireOption('--out', values.out);
  const { book, diagnostics } = await loadPolicies({ content, asOf }, io);
  if (!book) return printFaults(diagnostics, io);
  const { repositories } = book.settings;
  const repository = chooseRepository(repositories, wanted);
  const policy = book.policies.find(({ id }) => id === repository.policy);
  const version = policy && versionInForce(policy, book.asOf);
  const changeRules = version?.frontmatter.changeRules;
  if (!changeRules) {
    io.stderr(
      `On ${book.asOf} no version of "${repository.policy}" with changeRules is in force, so there is nothing to make templates from.\n`,
    );
    return 1;
  }
  const source = { version, changeRules, repository, repositories, asOf: book.asOf };
  for (const { into, path: name, contents } of listTemplates(source)) {
    const file = path.join(out, into, name);
    const place = path.resolve(io.cwd, file);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, contents);
    io.stdout(`${file}\n`);
  }
  return 0;
}
