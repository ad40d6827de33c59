import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { listTemplates } from '#core/exports/templates/list-templates.ts';
import { versionInForce } from '#core/views/in-force-words.ts';
import { chooseRepository } from './choose-repository.ts';
import { bookOptions } from './load-book.ts';
import { loadPolicies } from './load-policies.ts';
import { runCommand, UsageError } from './run-command.ts';

await runCommand({
  usage: `Usage: npm run templates -- --out DIR [options]

Writes what follows from the policy in force: the templates of pull requests and commits, and the jobs that judge them.

  --out DIR           where to write; two folders: changes, for the repository that is judged, and book
  --repository ID     which repository of policybook.yaml it is for (the only one)
  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day whose version counts (today; a sample pins its own)`,
  options: { ...bookOptions, out: { type: 'string' }, repository: { type: 'string' } },

  async run({ content, 'as-of': asOf, out, repository: wanted }) {
    if (out === undefined) throw new UsageError('--out is missing.');
    const { book, diagnostics } = await loadPolicies(content, asOf);
    if (!book) {
      process.stderr.write(`${formatDiagnostics(diagnostics)}\n`);
      return 1;
    }
    const { repositories } = book.settings;
    const repository = chooseRepository(repositories, wanted);
    const policy = book.policies.find(({ id }) => id === repository.policy);
    const version = policy && versionInForce(policy, book.asOf);
    const changeRules = version?.frontmatter.changeRules;
    if (!changeRules) {
      process.stderr.write(
        `On ${book.asOf} no version of "${repository.policy}" with changeRules is in force, so there is nothing to make templates from.\n`,
      );
      return 1;
    }
    const source = { version, changeRules, repository, repositories, asOf: book.asOf };
    for (const { into, path: name, contents } of listTemplates(source)) {
      const file = path.join(out, into, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, contents);
      process.stdout.write(`${file}\n`);
    }
    return 0;
  },
});
