import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import { formatDiagnostics } from '#core/diagnostics/format-diagnostics.ts';
import { nearestName } from '#core/diagnostics/nearest-name.ts';
import { parseCalendarDate, type CalendarDate } from '#core/model/calendar-date.ts';
import type { DaySpan } from '#core/model/span.ts';
import type { RepositorySettings } from '#core/schemas/settings.ts';
import { UsageError, type Io } from './command.ts';

/** The options of every command that reads a book. */
export const bookOptions = {
  content: { type: 'string', default: 'content' },
  'as-of': { type: 'string' },
} as const;

/** The options of every command that is about a period. */
export const periodOptions = { from: { type: 'string' }, to: { type: 'string' } } as const;

/** The days that --from and --to name; undefined without both. Throws a `UsageError` for one of them alone. */
export function parsePeriod(from: string | undefined, to: string | undefined): DaySpan | undefined {
  const [first, last] = [parseDay('--from', from), parseDay('--to', to)];
  if (!first && !last) return undefined;
  if (!first) throw new UsageError('--to goes with --from, the first day of the period.');
  if (!last) throw new UsageError('--from goes with --to, the last day of the period.');
  if (first <= last) return { from: first, until: last };
  throw new UsageError(`--from is ${first}, which is after ${last}, the day of --to.`);
}

export const reportFormats = ['text', 'json', 'github'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The value of an option that has to be one of a list. Throws a `UsageError` for others. */
export function parseChoice<const Choice extends string>(
  option: string,
  text: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((one) => one === text);
  if (choice) return choice;
  throw new UsageError(`${option} is "${text}"; expected ${choices.join(', ')}.`);
}

/** The value of an option that is a day; undefined without it. Throws a `UsageError` for other texts. */
export function parseDay(option: string, text: string | undefined): CalendarDate | undefined {
  if (text === undefined) return undefined;
  const day = parseCalendarDate(text);
  if (!day) throw new UsageError(`${option} is "${text}"; expected a day such as 2026-11-15.`);
  return day;
}

/** The value of --port: a port of this machine, or 0 for any that is free. */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  if (port <= 65_535) return port;
  throw new UsageError(`--port is "${text}"; expected a number from 0 to 65535.`);
}

/** The value of an option that has to be given. */
export function requireOption(option: string, value: string | undefined): string {
  if (value === undefined || value.trim() === '') throw new UsageError(`${option} is missing.`);
  return value.trim();
}

/** The nearest name for a reader who mistyped one, or all names. */
export function describeNames(wanted: string, names: readonly string[]): string {
  const nearest = nearestName(wanted, names);
  return nearest === undefined ? `there are ${names.join(', ')}` : `the nearest is "${nearest}"`;
}

/** The repository that --repository names; without it the only one, or the one called like `folder`. */
export function chooseRepository(
  repositories: readonly RepositorySettings[],
  wanted: string | undefined,
  folder?: string,
): RepositorySettings {
  const ids = repositories.map(({ id }) => id);
  const [only, second] = repositories;
  if (!only) {
    throw new UsageError('policybook.yaml names no repository whose changes could be judged.');
  }
  const name = wanted ?? (second ? folder : only.id);
  const found = repositories.find(({ id }) => id === name);
  if (found) return found;
  if (wanted === undefined) {
    throw new UsageError(`Name the repository with --repository: ${ids.join(', ')}.`);
  }
  throw new UsageError(
    `There is no repository "${wanted}" in policybook.yaml; ${describeNames(wanted, ids)}.`,
  );
}

/** Prints what keeps a command from its work, and returns the exit code for it. */
export function printFaults(diagnostics: readonly Diagnostic[], { stderr }: Io): 1 {
  stderr(`${formatDiagnostics(diagnostics)}\n`);
  return 1;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}
