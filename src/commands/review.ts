import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isFiller } from '#core/changes/message/is-filler.ts';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import { escapeText } from '#core/diagnostics/escape-text.ts';
import { formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { formatReviewCommit } from '#core/exports/review-commit-message.ts';
import { planReview } from '#core/history/plan-review.ts';
import { recordReview, type Review } from '#core/history/record-review.ts';
import { dateInWords, type CalendarDate } from '#core/model/calendar-date.ts';
import { periodInWords } from '#core/model/period.ts';
import type { PolicyVersion } from '#core/model/policy.ts';
import type { People } from '#core/schemas/people.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { readBook, today } from './loading/load-book.ts';
import {
  bookOptions,
  describeNames,
  hasErrors,
  parseChoice,
  parseDay,
  requireOption,
} from './options.ts';

const outcomes = ['unchanged', 'changed', 'retire'] as const;

export const usage = `Usage: npm run review -- <policy> --by <person> --outcome OUTCOME --note "…" [options]

Writes a review and the day of the next one into the fields of a policy, and prints the commit message to use.

  --by PERSON         who reviewed it, by id in people.yaml
  --outcome OUTCOME   unchanged, changed or retire
  --note TEXT         what was looked at
  --on YYYY-MM-DD     the day of the review (today; a sample pins its own)
  --content DIR       the book (content)
  --as-of YYYY-MM-DD  what today is (today; a sample pins its own)`;

export const options = {
  ...bookOptions,
  by: { type: 'string' },
  outcome: { type: 'string' },
  note: { type: 'string' },
  on: { type: 'string' },
} as const;

export const takesWords = true;

export async function run(
  { content, 'as-of': asOf, by, outcome, note, on }: Values<typeof options>,
  io: Io,
  positionals: readonly string[],
): Promise<ExitCode> {
  const order = {
    by: requireOption('--by', by),
    outcome: parseChoice('--outcome', requireOption('--outcome', outcome), outcomes),
    note: parseNote(requireOption('--note', note)),
  };
  const { parsed, root, ...read } = await readBook({ content, asOf }, io);
  const { settings, people, policies, unreadable, diagnostics } = parsed;
  if (!settings || !people) return refuse(diagnostics, io);

  const id = parsePolicyId(positionals, [...policies.map((one) => one.id), ...unreadable]);
  const policy = policies.find((one) => one.id === id);
  const own = diagnostics.filter(({ at }) => isFileOf(id, at.file));
  if (!policy || hasErrors(own)) return refuse(own, io);
  const reviewer = findPerson(order.by, people.value);

  const day = read.day ?? settings.value.sample?.asOf ?? today(settings.value.timeZone, io);
  const asked = { ...order, on: parseDay('--on', on) ?? day };
  const plan = planReview(policy, asked, { asOf: day, people: people.value });
  if ('refusal' in plan) return print(io.stderr, refusalInWords(plan.refusal), 1);
  const recorded = recordReview(policy.current.source.text, plan.review, plan.nextReview);
  if ('problem' in recorded) {
    const remedy = `Write it by hand: the review first in reviews, and nextReview: ${plan.nextReview}.`;
    return print(io.stderr, refusalInWords({ problem: recorded.problem, remedy }), 1);
  }
  await writeFile(path.join(root, policy.current.source.file), recorded.text);
  return print(io.stdout, describe({ ...plan, reviewer, version: policy.current }), 0);
}

function parseNote(text: string): string {
  if (isFiller(text)) throw new UsageError(`--note is "${text}"; expected what was looked at.`);
  if (text.includes('\ufffd')) {
    throw new UsageError('--note contains bytes that are not UTF-8; set the terminal to UTF-8.');
  }
  return text.replaceAll(/\s+/g, ' ');
}

function parsePolicyId(positionals: readonly string[], known: readonly string[]): string {
  const [id, ...more] = positionals;
  if (id === undefined) throw new UsageError('No policy is named; write its id after "--".');
  if (more.length > 0) throw new UsageError(`Name one policy; "${more.join(' ')}" is too much.`);
  if (known.includes(id)) return id;
  throw new UsageError(`There is no policy "${id}" in the book; ${describeNames(id, known)}.`);
}

function findPerson(id: string, people: People): string {
  const person = Object.hasOwn(people, id) ? people[id] : undefined;
  if (person) return person.name;
  const near = describeNames(id, Object.keys(people));
  throw new UsageError(`There is no person "${id}" in people.yaml; ${near}.`);
}

function isFileOf(policy: string, file: string): boolean {
  return file.endsWith(`/policies/${policy}.mdx`) || file.endsWith(`/policies/${policy}.md`);
}

function refuse(diagnostics: readonly Diagnostic[], io: Io): ExitCode {
  return print(io.stderr, `${formatDiagnostics(diagnostics)}\n\nNothing was written.`, 1);
}

function refusalInWords({ problem, remedy }: { problem: string; remedy: string }): string {
  return `${problem}\nFix: ${remedy}\n\nNothing was written.`;
}

function print(write: (text: string) => void, text: string, code: ExitCode): ExitCode {
  write(`${escapeText(text)}\n`);
  return code;
}

interface Written {
  readonly review: Review;
  readonly nextReview: CalendarDate;
  readonly warnings: readonly string[];
  /** Name of the reviewer. */
  readonly reviewer: string;
  readonly version: PolicyVersion;
}

function describe({ review, nextReview, warnings, reviewer, version }: Written): string {
  const { title, reviewEvery, nextReview: before } = version.frontmatter;
  const { on, outcome, note } = review;
  const message = formatReviewCommit({ title, review, nextReview, reviewer });
  return [
    `Written to ${version.source.file}:`,
    `  review      ${dateInWords(on)}, ${reviewer}, version ${review.version}, ${outcome}`,
    `              ${note}`,
    `  nextReview  ${dateInWords(nextReview)}, ${periodInWords(reviewEvery)} on; it was ${dateInWords(before)}`,
    ...warnings.map((warning) => `\nwarning: ${warning}`),
    ...(outcome === 'retire'
      ? ['\nThe policy is in force until a version with status: retired is written and approved.']
      : []),
    '\nRun npm run check, then commit with:\n',
    message.trimEnd().replaceAll(/^(?=.)/gm, '  '),
  ].join('\n');
}
