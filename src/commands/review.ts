import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import { formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { formatReviewList, listReviews } from '#core/exports/format-review-list.ts';
import { planReviews } from '#core/write/plan-reviews.ts';
import { UsageError, type ExitCode, type Io, type Values } from './command.ts';
import { loadBook, readBook, today } from './loading/load-book.ts';
import { bookOptions, hasErrors, parseChoice, parseDay, printFaults } from './options.ts';
import { need, needPerson, needText, requireName } from './writing/need.ts';
import { printNothing, writePlanned } from './writing/write-content.ts';

const outcomes = ['unchanged', 'changed', 'retire'] as const;

export const usage = `Usage: npm run review -- POLICY… --by PERSON --outcome OUTCOME --note "…" [options]

Writes a review and the day of the next one into the fields of each policy, and prints the commit message to use. Asks
on a terminal what the options do not state.

  --by PERSON         who reviewed it, by id in people.yaml
  --outcome OUTCOME   unchanged, changed or retire
  --note TEXT         what was looked at
  --on YYYY-MM-DD     the day of the review (today; a sample pins its own)
  --all-due           the policies that are due or overdue; one that the person may not review is left out
  --list              print when each policy is due, and write nothing
  --format FORMAT     with --list: text or json (text)
  --content DIR       the book (content)
  --as-of YYYY-MM-DD  what today is (today; a sample pins its own)`;

export const options = {
  ...bookOptions,
  by: { type: 'string' },
  outcome: { type: 'string' },
  note: { type: 'string' },
  on: { type: 'string' },
  'all-due': { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  format: { type: 'string', default: 'text' },
} as const;

export const takesWords = true;

export async function run(
  values: Values<typeof options>,
  io: Io,
  words: readonly string[],
): Promise<ExitCode> {
  const { content, 'as-of': asOf } = values;
  const format = parseChoice('--format', values.format, ['text', 'json']);
  if (values.list) return printList({ content, asOf, format }, io);
  if (values['all-due'] === words.length > 0) {
    throw new UsageError('Name policies by their ids, or those that are due with --all-due.');
  }
  const { parsed, root, ...read } = await readBook({ content, asOf }, io);
  const { settings, people, policies, unreadable, diagnostics } = parsed;
  if (!settings || !people) return refuse(diagnostics, io);
  const day = read.day ?? settings.value.sample?.asOf ?? today(settings.value.timeZone, io);
  const ids = values['all-due'] ? await findDue({ content, asOf }, io) : words;
  if (ids.length === 0) {
    io.stdout('No policy is due for review.\n');
    return 0;
  }
  const known = [...policies.map(({ id }) => id), ...unreadable];
  for (const id of ids) requireName('policy', id, known);
  const own = diagnostics.filter(({ at }) => ids.some((id) => isFileOf(id, at.file)));
  if (hasErrors(own) || ids.some((id) => unreadable.includes(id))) return refuse(own, io);

  const order = {
    on: parseDay('--on', values.on) ?? day,
    by: await needPerson(io, '--by', values.by, {
      message: 'Who reviewed it?',
      people: people.value,
    }),
    outcome: parseChoice(
      '--outcome',
      await need(io, '--outcome', values.outcome, {
        message: 'How did it end?',
        choices: Object.fromEntries(outcomes.map((one) => [one, one])),
        initial: outcomes[0],
      }),
      outcomes,
    ),
    note: await needText(io, '--note', values.note, {
      message: 'What was looked at?',
      expected: 'what was looked at',
    }),
  };
  const chosen = ids.flatMap((id) => policies.find((policy) => policy.id === id) ?? []);
  return writePlanned(planReviews(chosen, order, { asOf: day, people: people.value }), root, io);
}

interface BookOrder {
  readonly content: string;
  readonly asOf: string | undefined;
}

/** The ids of the policies of which `check` reports that a review is due. */
async function findDue(order: BookOrder, io: Io): Promise<string[]> {
  const { book } = await loadBook(order, io);
  return book
    ? listReviews(book).flatMap(({ policy, state }) => (state === 'later' ? [] : policy))
    : [];
}

async function printList(
  { format, ...order }: BookOrder & { readonly format: 'text' | 'json' },
  io: Io,
): Promise<ExitCode> {
  const { book, diagnostics } = await loadBook(order, io);
  if (!book) return printFaults(diagnostics, io);
  io.stdout(`${formatReviewList(book, format)}\n`);
  return 0;
}

function isFileOf(policy: string, file: string): boolean {
  return file.endsWith(`/policies/${policy}.mdx`) || file.endsWith(`/policies/${policy}.md`);
}

function refuse(diagnostics: readonly Diagnostic[], io: Io): ExitCode {
  return printNothing(formatDiagnostics(diagnostics), io);
}
