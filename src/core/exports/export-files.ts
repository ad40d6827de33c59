import { isForStaff, isWhole, type EditionName, type PublicBook } from '../model/edition.ts';
import { z } from 'zod';
import type { Book } from '../model/book.ts';
import { acceptanceSchema } from '../schemas/acceptance.ts';
import { answerFileSchema } from '../schemas/answer.ts';
import { apiSchemas } from '../schemas/api.ts';
import { checkpointSchema } from '../schemas/checkpoint.ts';
import { dutyRecordSchema } from '../schemas/duty-record.ts';
import { exceptionRegisterSchema } from '../schemas/exception-register.ts';
import { fieldWords } from '../schemas/field-words.ts';
import { followUpSchema } from '../schemas/follow-up.ts';
import { peopleSchema } from '../schemas/people.ts';
import { periodReportSchema } from '../schemas/period-report.ts';
import { policySchema } from '../schemas/policy.ts';
import { settingsSchema } from '../schemas/settings.ts';
import { exportApi, exportPolicies } from './export-api.ts';
import { formatCalendar } from './format-calendar.ts';
import { feedPath, formatFeed } from './format-feed.ts';
import { printDocument } from './print-document.ts';
import { reportFiles } from './report-files.ts';
import { registerFiles } from './register-files.ts';
import { changePlaces, searchPlaces } from './search-places.ts';
import { siteFiles, type ExportedFile } from './site-files.ts';

/** The kinds of files in a book; their schemas let an editor complete and check them. */
const contentSchemas = {
  policybook: settingsSchema,
  people: peopleSchema,
  policy: policySchema,
  change: followUpSchema,
  answer: answerFileSchema,
  duty: dutyRecordSchema,
  /** Of one line of checkpoints.jsonl. */
  checkpoint: checkpointSchema,
};

/** The machine-readable files of an edition: all for staff; for customers policies.json and the feed of versions. */
export function* exportFiles(book: PublicBook, edition: EditionName): Iterable<ExportedFile> {
  const whole = isForStaff(edition) && isWhole(book) ? book : undefined;
  const names = whole ? keysOf(apiSchemas) : (['policies'] as const);
  for (const name of names) {
    const document = whole ? exportApi(whole, name) : exportPolicies(book);
    yield { path: `api/${name}.json`, contents: printDocument(document) };
    yield { path: `api/schema/${name}.json`, contents: printSchema(apiSchemas[name]) };
  }
  yield { path: feedPath, contents: formatFeed(book) };
  yield { path: 'search/places.json', contents: JSON.stringify(searchPlaces(book)) };
  yield* siteFiles(book, edition);
  if (whole) yield* internalFiles(whole);
}

function* internalFiles(book: Book): Iterable<ExportedFile> {
  yield { path: 'reviews.ics', contents: formatCalendar(book) };
  yield { path: 'search/changes.json', contents: JSON.stringify(changePlaces(book)) };
  yield* reportFiles(book);
  yield* registerFiles(book);
  yield { path: 'evidence/exceptions-schema.json', contents: printSchema(exceptionRegisterSchema) };
  yield { path: 'evidence/acknowledgements-schema.json', contents: printSchema(acceptanceSchema) };
  yield { path: 'reports/schema.json', contents: printSchema(periodReportSchema) };
  for (const [name, schema] of Object.entries(contentSchemas)) {
    yield { path: `schema/${name}.json`, contents: printSchema(schema) };
  }
}

// The checks and brands that a schema adds to a text have no form in JSON Schema; the text itself has.
function printSchema(schema: z.ZodType): string {
  const value = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      for (const [name, property] of Object.entries(jsonSchema.properties ?? {})) {
        if (typeof property === 'object' && !property.description) {
          property.description = describeField(name);
        }
      }
    },
  });
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** What a field is that its schema does not describe; names with a capital are trailers of a message. */
function describeField(name: string): string {
  return /^[A-Z]/.test(name) ? `As the trailer ${name} of a message.` : (fieldWords[name] ?? '');
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}
