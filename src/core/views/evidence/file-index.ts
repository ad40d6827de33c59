import type { Book } from '../../model/book.ts';
import { fold, link, listContent, type Content } from '../content.ts';
import { reportOn } from '../metrics/period-report.ts';
import { reportPath } from '../metrics/report-path.ts';

/** A file for programs: its path below the root of the internal edition, and what it contains. */
interface IndexedFile {
  readonly path: string;
  readonly what: string;
}

const api = [
  ['policies', 'policies with their versions'],
  ['changes', 'changes with every field and verdict'],
  ['reviews', 'reviews'],
  ['metrics', 'metrics by week, month, quarter and year'],
  ['controls', 'controls with what covers them'],
  ['population', 'every commit as a record or an exclusion'],
] as const;

const contents = [
  ['policybook', 'settings'],
  ['people', 'people'],
  ['policy', 'the fields of a policy'],
  ['change', 'follow-ups'],
  ['answer', 'answers and standing exceptions'],
  ['duty', 'duties done'],
  ['checkpoint', 'checkpoints'],
] as const;

const parts = [
  ['', 'metrics'],
  ['-types', 'types'],
  ['-deviations', 'deviations'],
  ['-emergencies', 'emergencies'],
] as const;

/** Every file for programs of the internal edition, as links. */
export function fileIndex(book: Book): Content {
  const { months, quarters, years } = reportOn(book);
  const periods = [...years, ...quarters, ...months].map(({ span, title }) => {
    const path = reportPath(span);
    const files = [
      { path: `${path}.json`, what: 'all of it' },
      ...parts.map(([end, what]) => ({ path: `${path}${end}.csv`, what })),
    ];
    return [`${title}: `, ...files.flatMap((file) => [fileLink(file, ' '), ' '])];
  });
  return [
    filesList([
      ...api.map(([name, what]) => ({ path: `api/${name}.json`, what })),
      { path: 'reports/changes.csv', what: 'the register of changes' },
      {
        path: 'evidence/records.json',
        what: 'the population of changes, from which a sample is drawn',
      },
      { path: 'evidence/exceptions.csv', what: 'the register of exceptions' },
      { path: 'evidence/exceptions.json', what: 'the same' },
      { path: 'evidence/acknowledgements.csv', what: 'who has accepted which version' },
      { path: 'evidence/acknowledgements.json', what: 'the same' },
      { path: 'reviews.ics', what: 'reviews, duties and last days of exceptions as a calendar' },
      { path: 'versions.xml', what: 'new versions as a feed' },
    ]),
    fold('Reports by year, quarter and month', listContent('files', periods)),
    fold(
      'JSON Schemas of these files and of the files of the book',
      filesList([
        ...api.map(([name, what]) => ({ path: `api/schema/${name}.json`, what })),
        { path: 'reports/schema.json', what: 'reports of a period' },
        { path: 'evidence/exceptions-schema.json', what: 'the register of exceptions' },
        { path: 'evidence/acknowledgements-schema.json', what: 'acknowledgements' },
        ...contents.map(([name, what]) => ({ path: `schema/${name}.json`, what })),
      ]),
    ),
  ];
}

function filesList(files: readonly IndexedFile[]): Content {
  return listContent(
    'files',
    files.map((file) => [fileLink(file), `, ${file.what}`]),
  );
}

/** Named by its path or, in a row of one period, by what it contains and its ending. */
function fileLink({ path, what }: IndexedFile, separator?: string): Content {
  const end = path.split('.').at(-1) ?? '';
  return link(`/${path}`, separator === undefined ? path : `${what} (${end.toUpperCase()})`);
}
