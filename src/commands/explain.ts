import { nearestName } from '#core/diagnostics/nearest-name.ts';
import { exportExplanation, exportRules } from '#core/exports/export-explanation.ts';
import { formatExplanation, formatRules } from '#core/exports/format-explanation.ts';
import { explainRule, listRules } from '#core/explain/explain-rule.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { loadPolicies } from './loading/load-book.ts';
import { bookOptions, parseChoice, printFaults } from './options.ts';

export const usage = `Usage: npm run explain -- [rule] [options]

Explains what a rule requires and why: its requirement, the words of its clause in force, its parameters, and an example that
passes and one that fails. Without a rule it lists them all.

  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day whose versions count (today; a sample pins its own)
  --format FORMAT     text or json (text)`;

export const options = { ...bookOptions, format: { type: 'string', default: 'text' } } as const;

export const takesWords = true;

export async function run(
  { content, 'as-of': asOf, format }: Values<typeof options>,
  io: Io,
  [wanted, ...rest]: readonly string[],
): Promise<ExitCode> {
  if (rest.length > 0) throw new UsageError(`Name one rule; "${rest.join(' ')}" is too much.`);
  const isJson = parseChoice('--format', format, ['text', 'json']) === 'json';
  if (wanted === undefined) {
    const rules = listRules();
    io.stdout(`${isJson ? exportRules(rules) : formatRules(rules)}\n`);
    return 0;
  }
  const code = findCode(wanted);
  const { book, diagnostics } = await loadPolicies({ content, asOf }, io);
  const explanation = book && explainRule(book, code);
  if (!explanation) return printFaults(diagnostics, io);
  io.stdout(`${isJson ? exportExplanation(explanation) : formatExplanation(explanation)}\n`);
  return 0;
}

/** `change/approvals`, or `approvals` where one rule is called so. */
function findCode(wanted: string): string {
  const codes = listRules().map(({ code }) => code);
  const found = codes.filter((code) => code === wanted || code.endsWith(`/${wanted}`));
  const [only, second] = found;
  if (only !== undefined && second === undefined) return only;
  if (only !== undefined) {
    throw new UsageError(`"${wanted}" is the name of several rules: ${found.join(', ')}.`);
  }
  const short = codes.map((code) => code.slice(code.indexOf('/') + 1));
  const near = nearestName(wanted, [...codes, ...short]);
  throw new UsageError(
    near === undefined
      ? `There is no rule "${wanted}"; npm run explain lists them all.`
      : `There is no rule "${wanted}"; the nearest is "${near}".`,
  );
}
