import { z } from 'zod';
import type { Book } from '../model/book.ts';
import { answerSchema } from '../schemas/answer.ts';
import { apiSchemas } from '../schemas/api.ts';
import { dutyRecordSchema } from '../schemas/duty-record.ts';
import { followUpSchema } from '../schemas/follow-up.ts';
import { peopleSchema } from '../schemas/people.ts';
import { periodReportSchema } from '../schemas/period-report.ts';
import { policySchema } from '../schemas/policy.ts';
import { settingsSchema } from '../schemas/settings.ts';
import { exportApi } from './export-api.ts';
import { formatCalendar } from './format-calendar.ts';
import { feedPath, formatFeed } from './format-feed.ts';
import { reportFiles } from './report-files.ts';
import { siteFiles } from './site-files.ts';

/** A file of the site by its path below the site's root. */
export interface ExportedFile {
  readonly path: string;
  readonly contents: string;
}

/** The kinds of files in a book; their schemas let an editor complete and check them. */
const contentSchemas = {
  policybook: settingsSchema,
  people: peopleSchema,
  policy: policySchema,
  change: followUpSchema,
  answer: answerSchema,
  duty: dutyRecordSchema,
};

/** The machine-readable files of an edition: all for staff; for customers policies.json and the feed of versions. */
export function exportFiles(book: Book, edition: 'internal' | 'public'): ExportedFile[] {
  const documents = exportApi(book);
  const names = edition === 'internal' ? keysOf(apiSchemas) : (['policies'] as const);
  return [
    ...names.flatMap((name) => [
      { path: `api/${name}.json`, contents: print(documents[name]) },
      { path: `api/schema/${name}.json`, contents: printSchema(apiSchemas[name]) },
    ]),
    { path: feedPath, contents: formatFeed(book, edition) },
    ...siteFiles(book, edition),
    ...(edition === 'internal' ? [{ path: 'reviews.ics', contents: formatCalendar(book) }] : []),
    ...(edition === 'internal' ? internalReports(book) : []),
    ...(edition === 'internal'
      ? Object.entries(contentSchemas).map(([name, schema]) => ({
          path: `schema/${name}.json`,
          contents: printSchema(schema),
        }))
      : []),
  ];
}

function internalReports(book: Book): ExportedFile[] {
  return [
    ...reportFiles(book),
    { path: 'reports/schema.json', contents: printSchema(periodReportSchema) },
  ];
}

// The checks and brands that a schema adds to a text have no form in JSON Schema; the text itself has.
function printSchema(schema: z.ZodType): string {
  return print(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
}

function print(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}
