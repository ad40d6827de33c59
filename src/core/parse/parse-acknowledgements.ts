import type { Diagnostic, SourceLocation } from '../diagnostics/diagnostic.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';
import { listNames, shorten } from '../diagnostics/show-value.ts';
import {
  acknowledgementFields,
  type Acknowledgement,
  type AcknowledgementField,
} from '../model/acknowledgement.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { Settings } from '../schemas/settings.ts';
import { readCsv, type CsvRow } from './read-csv.ts';
import { readExportDay } from './read-export-day.ts';

/** Headings that systems give the columns, less their case, spaces and signs. */
const headings: Readonly<Record<AcknowledgementField, readonly string[]>> = {
  person:
    'person employee employeeemail email emailaddress workemail name fullname user username useremail signer staffmember'.split(
      ' ',
    ),
  policy: 'policy policyname policytitle document documentname documenttitle title course'.split(
    ' ',
  ),
  version: 'version policyversion documentversion revision'.split(' '),
  time: 'time timestamp date at on acceptedat acceptedon acknowledgedat acknowledgedon signedat signedon completedat completedon completiondate submittedat completiontime'.split(
    ' ',
  ),
  source: 'source system'.split(' '),
};

/** What the settings state of exports. */
type Exports = Pick<Settings, 'acknowledgements' | 'timeZone'>;

export interface ParsedAcknowledgements {
  readonly acknowledgements: readonly Acknowledgement[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one CSV file of acceptances. Each row that cannot be read is reported, and the others are read. */
export function parseAcknowledgements(
  { file, text }: SourceFile,
  settings: Exports,
): ParsedAcknowledgements {
  if (/[\u{fffd}\0]/u.test(text))
    return { acknowledgements: [], diagnostics: [notUtf8(file, text)] };
  const { rows, badQuotes } = readCsv(text);
  const diagnostics = badQuotes.map((line) => badQuote({ file, line }));
  const [head, ...records] = rows;
  if (!head) {
    return { acknowledgements: [], diagnostics: [...diagnostics, emptyFile(file)] };
  }
  const columns = findColumns(head, file, settings);
  if ('diagnostics' in columns) {
    return { acknowledgements: [], diagnostics: [...diagnostics, ...columns.diagnostics] };
  }
  const read = records.map((row) => parseRow(row, file, { ...columns, settings }));
  return {
    acknowledgements: read.flatMap((one) => ('value' in one ? [one.value] : [])),
    diagnostics: [
      ...diagnostics,
      ...read.flatMap((one) => ('diagnostics' in one ? one.diagnostics : [])),
    ],
  };
}

interface Columns {
  readonly places: Readonly<Partial<Record<AcknowledgementField, number>>>;
  /** The system that the settings name for the whole file. */
  readonly system?: string;
  readonly head: CsvRow;
}

function findColumns(
  head: CsvRow,
  file: string,
  { acknowledgements: { columns, systems } }: Exports,
): Columns | { readonly diagnostics: readonly Diagnostic[] } {
  const at = { file, line: head.line };
  const names = head.cells.map(plainHeading);
  const diagnostics: Diagnostic[] = [];
  const places: Partial<Record<AcknowledgementField, number>> = {};
  const system = systems[stemOf(file)];
  for (const field of acknowledgementFields) {
    const own = columns[field]?.map(plainHeading);
    const wanted = own?.some((name) => names.includes(name)) ? own : headings[field];
    const found = names.flatMap((name, index) => (wanted.includes(name) ? [index] : []));
    if (found.length > 1) {
      diagnostics.push(
        twoColumns(
          at,
          field,
          found.map((index) => head.cells[index] ?? ''),
        ),
      );
    } else if (found[0] !== undefined) places[field] = found[0];
  }
  const required = diagnostics.length > 0 ? [] : acknowledgementFields;
  for (const field of required) {
    if (places[field] !== undefined || field === 'version') continue;
    if (field === 'source') {
      if (system === undefined) diagnostics.push(noSystem(at));
    } else
      diagnostics.push(
        noColumn(at, field, head.cells, [...(columns[field] ?? []), ...headings[field]]),
      );
  }
  if (diagnostics.length > 0) return { diagnostics };
  return { places, head, ...(system !== undefined && { system }) };
}

interface RowContext extends Columns {
  readonly settings: Exports;
}

function parseRow(
  { line, cells }: CsvRow,
  file: string,
  { places, system, head, settings }: RowContext,
): { readonly value: Acknowledgement } | { readonly diagnostics: readonly Diagnostic[] } {
  const at = { file, line };
  if (cells.slice(head.cells.length).some((cell) => cell !== '')) {
    return { diagnostics: [tooLong(at, cells.length, head.cells.length)] };
  }
  const cellOf = (field: AcknowledgementField) => {
    const place = places[field];
    return (place === undefined ? '' : (cells[place] ?? '')).replace(/^'(?=[=+@-])/, '');
  };
  const [, title, numbered] =
    /^(.+?)[\s,(]+(?:v|version|rev\.?)?\s*(\d+(?:\.\d+)?)\)?$/i.exec(cellOf('policy')) ?? [];
  const hasColumn = places.version !== undefined;
  const given = {
    person: cellOf('person'),
    policy: hasColumn ? cellOf('policy') : (title ?? cellOf('policy')),
    version: hasColumn ? cellOf('version') : (numbered ?? ''),
    time: cellOf('time'),
    source: cellOf('source') || (system ?? ''),
  };
  const empty = acknowledgementFields.filter((field) => given[field] === '');
  if (empty.length > 0)
    return { diagnostics: empty.map((field) => emptyCell(at, field, hasColumn)) };
  const on = readExportDay(given.time, settings.timeZone, settings.acknowledgements.dates);
  if (on === undefined || on === 'undecided') {
    return { diagnostics: [on ? undecidedDay(at, given.time) : unreadDay(at, given.time)] };
  }
  return { value: { at, ...given, on } };
}

function plainHeading(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** The name of a file without its ending, by which the settings name the system that wrote it. */
function stemOf(file: string): string {
  return (file.split('/').at(-1) ?? '').replace(/\.csv$/, '');
}

function fault(code: string, at: SourceLocation, problem: string, remedy: string): Diagnostic {
  return { code: `acknowledgement/${code}`, severity: 'error', at, problem, remedy };
}

function notUtf8(file: string, text: string): Diagnostic {
  const [before = ''] = text.split(/[\u{fffd}\0]/u, 1);
  return fault(
    'encoding',
    { file, line: before.split('\n').length },
    'The file contains bytes that are not UTF-8.',
    'Export it again as "CSV UTF-8".',
  );
}

function badQuote(at: SourceLocation): Diagnostic {
  return fault(
    'quote',
    at,
    'A quotation mark of the row is not closed, or letters follow the closing one.',
    'Export the file again, or close the quotation mark; a mark within a cell is written twice.',
  );
}

function emptyFile(file: string): Diagnostic {
  return fault(
    'empty',
    { file, line: 1 },
    'The file does not have a row with the names of its columns.',
    'Export it again with column names, or delete it.',
  );
}

function twoColumns(at: SourceLocation, field: string, names: readonly string[]): Diagnostic {
  return fault(
    'columns',
    at,
    `Several columns may be the ${field}: ${names.map((name) => `"${name}"`).join(', ')}.`,
    `Name one of them in policybook.yaml: acknowledgements: { columns: { ${field}: [${names[0] ?? ''}] } }.`,
  );
}

function noColumn(
  at: SourceLocation,
  field: string,
  head: readonly string[],
  known: readonly string[],
): Diagnostic {
  const near = head.find((name) => nearestName(plainHeading(name), known.map(plainHeading)));
  const shown = listNames(
    head.map((name) => `"${shorten(name)}"`),
    8,
  );
  return fault(
    'columns',
    at,
    `No column is known as the ${field}; the file has ${shown}.`,
    near === undefined
      ? `Name the column in policybook.yaml: acknowledgements: { columns: { ${field}: [<name>] } }.`
      : `Did you mean "${near}"? Then add it to policybook.yaml: acknowledgements: { columns: { ${field}: [${near}] } }.`,
  );
}

function noSystem(at: SourceLocation): Diagnostic {
  return fault(
    'source',
    at,
    'The file does not have a column "source", and the settings do not name the system that it comes from.',
    `Name it in policybook.yaml: acknowledgements: { systems: { ${stemOf(at.file)}: <name of the system> } }.`,
  );
}

function tooLong(at: SourceLocation, found: number, expected: number): Diagnostic {
  return fault(
    'cells',
    at,
    `The row has ${found} cells; expected at most ${expected}, as many as there are names of columns.`,
    'Put cells with a separator in quotation marks, or export the file again.',
  );
}

function emptyCell(
  at: SourceLocation,
  field: AcknowledgementField,
  hasVersions: boolean,
): Diagnostic {
  const isUnversioned = field === 'version' && !hasVersions;
  return fault(
    'cells',
    at,
    isUnversioned
      ? 'The row does not state which version was accepted.'
      : `The cell of the ${field} is empty.`,
    isUnversioned
      ? 'Export a column "version", or names of policies that end with the version, such as "Access Control Policy 1.2".'
      : 'Export the row with it, or delete the row: it does not count.',
  );
}

function undecidedDay(at: SourceLocation, written: string): Diagnostic {
  return fault(
    'day',
    at,
    `"${shorten(written)}" may begin with the day or with the month.`,
    'Add the order to policybook.yaml: acknowledgements: { dates: day-first } or { dates: month-first }.',
  );
}

function unreadDay(at: SourceLocation, written: string): Diagnostic {
  return fault(
    'day',
    at,
    `"${shorten(written)}" is not a day that can be read; expected a time such as 2026-07-14T09:12:00+01:00.`,
    'Export the time in this form; 2026-07-14, 14.07.2026 and 14 Jul 2026 are read too.',
  );
}
