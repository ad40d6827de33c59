import { typeOfUnit } from '../model/draw-sample.ts';
import { listAcceptances } from '../history/acceptance.ts';
import { listExceptions } from '../history/exceptions.ts';
import type { Book } from '../model/book.ts';
import { acceptanceColumns, exportAcceptances } from '../views/evidence/acknowledgements.ts';
import { exceptionColumns, exportExceptions } from '../views/evidence/exceptions.ts';
import { describeBook } from './export-api.ts';
import { formatCsv } from './format-csv.ts';
import { printDocument } from './print-document.ts';
import type { ExportedFile } from './site-files.ts';

/** The registers beside that of changes, as CSV and JSON: exceptions, and who has accepted which version. */
export function registerFiles(book: Book): ExportedFile[] {
  const head = describeBook(book);
  const exceptions = listExceptions(book);
  const records = book.changes.map(({ record }) => ({
    id: record.id,
    type: typeOfUnit(record),
    day: record.day,
    title: record.title,
  }));
  return [
    { path: 'evidence/records.json', contents: printDocument({ ...head, records }) },
    {
      path: 'evidence/exceptions.json',
      contents: printDocument({ ...head, exceptions: exportExceptions(exceptions) }),
    },
    {
      path: 'evidence/exceptions.csv',
      contents: formatCsv(exceptionColumns(book), exceptions),
    },
    {
      path: 'evidence/acknowledgements.json',
      contents: printDocument({ ...head, acknowledgements: exportAcceptances(book) }),
    },
    {
      path: 'evidence/acknowledgements.csv',
      contents: formatCsv(acceptanceColumns(book), listAcceptances(book)),
    },
  ];
}
