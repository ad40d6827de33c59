import type { Book } from '../model/book.ts';
import { dateInWords } from '../model/calendar-date.ts';
import type { SampleOrder } from '../model/draw-sample.ts';
import type { DaySpan } from '../model/span.ts';
import { formatCsv } from '../exports/format-csv.ts';
import { element, formatContent, type Content } from '../views/content.ts';
import { changePath, siteAddress } from '../views/paths.ts';
import { changeColumns } from '../views/register/change-table.ts';
import { pickColumns, tableContent, type Column } from '../views/table.ts';
import type { ChangeSample } from './sample-changes.ts';

/** What a sample was drawn from, and how. */
export interface WorksheetOrder extends DaySpan, SampleOrder {
  readonly book: Book;
  readonly sample: ChangeSample;
  readonly populationCount: number;
}

type Row = ChangeSample['drawn'][number] & { readonly number: number };

const blanks = ['Looked at', 'Result', 'Notes', 'Auditor and date'];

/** The worksheet as a table for a spreadsheet, with empty columns for the auditor. */
export function worksheetCsv(order: WorksheetOrder): string {
  return `\u{feff}${formatCsv(columnsOf(order), rowsOf(order))}`;
}

/** The worksheet as a page that prints. */
export function worksheetPage(order: WorksheetOrder): string {
  const { book, from, until } = order;
  const title = `Sample of changes, ${dateInWords(from)} to ${dateInWords(until)}`;
  const organisation = book.settings.organisation.name;
  const body: Content = [
    element('h1', {}, title),
    element(
      'p',
      {},
      `${organisation}${book.settings.sample ? ' (sample book)' : ''}, judged as of ${dateInWords(book.asOf)} by ${book.engine}.`,
    ),
    element(
      'dl',
      {},
      describeDraw(order).map(([name, value]) =>
        element('div', {}, [element('dt', {}, name), element('dd', {}, value)]),
      ),
    ),
    tableContent(columnsOf(order), rowsOf(order), {
      caption: title,
      empty: 'The population is empty, so no change was drawn.',
    }),
  ];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${formatContent(title, String)}</title>
<style>
@page { size: A4 landscape; margin: 12mm }
body { font: 14px/1.4 system-ui, sans-serif; margin: 2em; color: #111; background: #fff }
table { border-collapse: collapse; width: 100% }
caption { display: none }
th, td { border: 1px solid #999; padding: .4em; text-align: left; vertical-align: top; font-weight: normal }
thead th { font-weight: bold }
tr { break-inside: avoid }
.blank { min-width: 7em; height: 4em }
dl div { display: flex; gap: 1em } dt { min-width: 12em; color: #555 } dd { margin: 0; overflow-wrap: anywhere }
@media print { body { margin: 0; font-size: 9pt } }
</style></head>
<body>${formatContent(body, (path) => siteAddress(book.settings.editions.internal.url, path))}</body></html>
`;
}

/** How the sample was drawn, as the worksheet and the terminal state it. */
export function describeDraw({
  from,
  until,
  seed,
  size,
  isByType,
  all,
  sample,
  populationCount,
}: WorksheetOrder): [string, string][] {
  const others = sample.drawn.filter(({ isOfAll }) => !isOfAll).length;
  return [
    ['Period', `${from} to ${until}`],
    ['Population', `${populationCount} changes, SHA-256 of their ids ${sample.populationDigest}`],
    ['Seed', seed],
    [
      'Drawn',
      [
        `${others} of ${size} asked for${isByType ? ', by type' : ''}`,
        ...(all.length > 0
          ? [`, and all ${sample.drawn.length - others} of type ${all.join(', ')}`]
          : []),
      ].join(''),
    ],
    ['Method', 'smallest SHA-256 of seed, line feed and id of the change'],
  ];
}

function rowsOf({ sample }: WorksheetOrder): Row[] {
  return sample.drawn.map((one, index) => ({ ...one, number: index + 1 }));
}

function columnsOf({ book, seed, sample, from, until }: WorksheetOrder): Column<Row>[] {
  const ofChange = (key: string, label?: string): Column<Row> => {
    const [column] = pickColumns(changeColumns(book), key);
    return {
      key,
      value: ({ change }) => column?.value?.(change),
      ...(label !== undefined && { label }),
      ...(key === 'title' && {
        isHead: true,
        cell: ({ change: { record } }: Row) =>
          element('a', { href: changePath(record.id) }, record.title),
      }),
    };
  };
  return [
    { key: 'number', label: 'No.', value: ({ number }) => number },
    ofChange('change', 'Change'),
    ofChange('title', 'What'),
    ofChange('type', 'Type'),
    ofChange('day', 'Day'),
    ofChange('repository'),
    ofChange('commit'),
    ofChange('authors', 'Authors'),
    ofChange('approvals', 'Approvals'),
    ofChange('version'),
    ofChange('standing', 'Verdict'),
    ofChange('deviations'),
    ofChange('answered'),
    ofChange('unknown'),
    {
      key: 'page',
      value: ({ id }) => siteAddress(book.settings.editions.internal.url, changePath(id)),
    },
    ...blanks.map((name): Column<Row> => ({
      key: name,
      label: name,
      value: () => undefined,
      style: 'blank',
    })),
    { key: 'key', value: ({ key }) => key },
    { key: 'seed', value: () => seed },
    { key: 'period', value: () => `${from} to ${until}` },
    { key: 'population', value: () => sample.populationDigest },
  ];
}
