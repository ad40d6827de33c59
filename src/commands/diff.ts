import { formatRedline } from '#core/exports/format-redline.ts';
import { compareVersions, type Policy, type PolicyVersion } from '#core/model/policy.ts';
import { redlineVersions } from '#core/history/redline/redline-versions.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { loadPolicies } from './loading/load-book.ts';
import { bookOptions, describeNames, parseChoice, printFaults } from './options.ts';

export const usage = `Usage: npm run diff -- <policy> [from] [to] [options]

Shows in words what changed between two versions of a policy: [-deleted-] and {+inserted+}.
Without versions the previous and the current one; with one, that one and the current one.

  --content DIR       the book (content)
  --as-of YYYY-MM-DD  the day to read it on (today; a sample pins its own)
  --all               print what did not change too
  --format FORMAT     text or json (text)`;

export const options = {
  ...bookOptions,
  all: { type: 'boolean', default: false },
  format: { type: 'string', default: 'text' },
} as const;

export const takesWords = true;

export async function run(
  { content, 'as-of': asOf, all, format }: Values<typeof options>,
  io: Io,
  [id, from, to, ...rest]: readonly string[],
): Promise<ExitCode> {
  const chosen = parseChoice('--format', format, ['text', 'json']);
  if (id === undefined) throw new UsageError('Name a policy, such as "access-control".');
  if (rest.length > 0)
    throw new UsageError(`"${rest.join(' ')}" is one version too many; expected two.`);

  const { book, diagnostics } = await loadPolicies({ content, asOf }, io);
  if (!book) return printFaults(diagnostics, io);
  const redline = redlineVersions(...chooseVersions(findPolicy(book.policies, id), from, to));
  const text =
    chosen === 'json'
      ? JSON.stringify({ schemaVersion: 1, ...redline }, undefined, 2)
      : formatRedline(redline, { hasColour: io.hasColour, isWhole: all });
  io.stdout(`${text}\n`);
  return 0;
}

function findPolicy(policies: readonly Policy[], wanted: string): Policy {
  const policy = policies.find(({ id }) => id === wanted);
  if (policy) return policy;
  const ids = policies.map(({ id }) => id);
  throw new UsageError(`There is no policy "${wanted}"; ${describeNames(wanted, ids)}.`);
}

function chooseVersions(
  policy: Policy,
  from: string | undefined,
  to: string | undefined,
): [PolicyVersion, PolicyVersion] {
  const newer = to === undefined ? policy.current : findVersion(policy, to);
  if (from !== undefined) return [findVersion(policy, from), newer];
  const older = policy.versions
    .filter(({ version }) => compareVersions(version, newer.version) < 0)
    .toSorted((left, right) => compareVersions(right.version, left.version))[0];
  if (older) return [older, newer];
  throw new UsageError(
    `Version ${newer.version} of "${policy.id}" is the first; there is none to compare it with.`,
  );
}

function findVersion(policy: Policy, wanted: string): PolicyVersion {
  const found = policy.versions.find(({ version }) => version === wanted);
  if (found) return found;
  const numbers = policy.versions.map(({ version }) => version);
  throw new UsageError(
    `"${policy.id}" has no version "${wanted}"; ${describeNames(wanted, numbers)}.`,
  );
}
