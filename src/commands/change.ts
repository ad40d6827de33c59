import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import {
  assembleProposal,
  type ProposedRange,
} from '#core/changes/population/assemble-proposal.ts';
import { formatAnnotations } from '#core/diagnostics/format-diagnostics.ts';
import {
  formatChangeReport,
  listProposalFaults,
  type ChangeReport,
} from '#core/exports/format-change-report.ts';
import { formatReport } from '#core/exports/format-report.ts';
import type { Book } from '#core/model/book.ts';
import { parseInstant, type Instant } from '#core/model/instant.ts';
import { judgeProposal } from '#core/rules/judge-proposal.ts';
import { EnvironmentError } from '#sources/environment-error.ts';
import { findOwnRepository } from '#sources/git/find-own-repository.ts';
import { readCleanMerges } from '#sources/git/read-clean-merges.ts';
import { readDependencyChanges } from '#sources/git/read-dependency-changes.ts';
import { readRange } from '#sources/git/read-range.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { loadPolicies } from './loading/load-book.ts';
import {
  bookOptions,
  chooseRepository,
  hasErrors,
  parseChoice,
  printFaults,
  reportFormats,
  requireOption,
} from './options.ts';

export const usage = `Usage: npm run change -- --message-file FILE --author AUTHOR [options]

Judges a change before its merge, by the version of its policy in force on the day.

  --message-file FILE   title, an empty line and text of the pull request, or the commit message
  --author AUTHOR       who proposes it: an address, "Name <address>", or an id of people.yaml
  --base REV            what it is merged into, in the repository around the current folder
  --head REV            its last commit
  --repository ID       which repository of policybook.yaml it is (the only one, or the one in this folder)
  --merged-at TIME      when it is merged, with its offset (now; then only later verdicts wait for it)
  --format FORMAT       text, json or github (text)
  --content DIR         the book (content)
  --as-of YYYY-MM-DD    what today is (today; a sample pins its own)`;

export const options = {
  ...bookOptions,
  'message-file': { type: 'string' },
  author: { type: 'string' },
  base: { type: 'string' },
  head: { type: 'string' },
  repository: { type: 'string' },
  'merged-at': { type: 'string' },
  format: { type: 'string', default: 'text' },
} as const;

export async function run(values: Values<typeof options>, io: Io): Promise<ExitCode> {
  const { content, 'as-of': asOf, base, head, 'merged-at': mergedAt } = values;
  const format = parseChoice('--format', values.format, reportFormats);
  const file = requireOption('--message-file', values['message-file']);
  const author = requireOption('--author', values.author);
  if ((base === undefined) !== (head === undefined)) {
    throw new UsageError('--base and --head belong together; give both or neither.');
  }
  const time = parseTime(mergedAt);
  // npm runs its scripts in the folder of the engine; the change lies where npm was called.
  const here = io.env['INIT_CWD'] ?? io.cwd;
  const message = await readMessage(here, file);
  const { book, diagnostics } = await loadPolicies({ content, asOf }, io);
  if (!book) return printFaults(diagnostics, io);

  const folder = path.basename(await realpath(here));
  const repository = chooseRepository(book.settings.repositories, values.repository, folder);
  const policy = book.policies.find(({ id }) => id === repository.policy);
  const own = diagnostics.filter(({ at }) => at.file.includes(`/${repository.policy}`));
  if (!policy || hasErrors(own)) return printFaults(policy ? own : diagnostics, io);

  const range =
    base !== undefined && head !== undefined
      ? await readProposedRange(here, { base, head })
      : undefined;
  const proposal = assembleProposal({
    message,
    file,
    author,
    ...(range && { range }),
    mergedAt: time ?? momentOf(book, asOf, io),
    repository,
    people: book.people,
    timeZone: book.settings.timeZone,
  });
  const { record } = proposal;
  const judged = judgeProposal({
    record,
    policy,
    repository,
    // What happens later would be judged later: on no day is the change older than its merge.
    shared: { people: book.people, settings: book.settings, asOf: record.day, answers: [] },
    hasRange: range !== undefined,
    isTimeKnown: time !== undefined,
  });
  const report: ChangeReport = {
    ...judged,
    file,
    title: policy.current.frontmatter.title,
    ...(range && { commits: range.commits.length }),
    diagnostics: proposal.diagnostics,
  };
  const faults = listProposalFaults(report);
  const printed = {
    text: () => formatChangeReport(report),
    json: () => formatReport({ ...book, asOf: record.day, changes: [judged.judged] }, faults),
    github: () => formatAnnotations(faults),
  }[format]();
  io.stdout(`${printed}\n`);
  return hasErrors(faults) ? 1 : 0;
}

function parseTime(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const time = parseInstant(text);
  if (!time) {
    throw new UsageError(
      `--merged-at is "${text}"; expected a time with its offset such as 2026-11-15T14:05:00+00:00.`,
    );
  }
  return time;
}

/** Now; on a day that was given or pinned, its noon. */
function momentOf({ asOf, settings }: Book, given: string | undefined, { now }: Io): Instant {
  const isPinned = given !== undefined || settings.sample !== undefined;
  return isPinned ? (`${asOf}T12:00:00Z` as Instant) : now();
}

async function readMessage(here: string, file: string): Promise<string> {
  try {
    return await readFile(path.resolve(here, file), 'utf8');
  } catch {
    throw new UsageError(`--message-file is "${file}", and there is no such file to read.`);
  }
}

async function readProposedRange(
  here: string,
  ends: { base: string; head: string },
): Promise<ProposedRange> {
  const found = await findOwnRepository(here);
  if (!found) {
    throw new EnvironmentError(
      `The commits of --base and --head are read from git, and ${here} lies in no git repository.`,
      'Call the command in the repository of the change, or leave --base and --head out.',
    );
  }
  const { gitDir } = found;
  const { head: id, base, ...range } = await readRange({ gitDir, ...ends });
  const { [id]: dependencies } = await readDependencyChanges(gitDir, [
    { id, base, paths: range.paths },
  ]);
  const merges = range.commits.filter(({ parents }) => parents.length === 2);
  return { ...range, dependencies, cleanMerges: await readCleanMerges(gitDir, merges) };
}
