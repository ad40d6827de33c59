import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Diagnostic } from '#core/diagnostics/diagnostic.ts';
import { publicBook } from '#core/editions/projection/public-book.ts';
import { reportFiles } from '#core/exports/report-files.ts';
import { measure } from '#core/metrics/measure.ts';
import type { Book } from '#core/model/book.ts';
import { changeRules, documentRules } from '#core/rules/index.ts';
import type { PeriodReportDocument } from '#core/schemas/period-report.ts';
import { loadBook } from '#commands/loading/load-book.ts';
import { io, root } from './helpers/command.ts';
import { describeOutcome } from './helpers/expected-verdicts.ts';

const text = readFileSync(path.join(root, 'src/demands.md'), 'utf8');
const rows = [...text.matchAll(/^\| ([DCRSTEO]\d+) +\|(.+)\|$/gm)].map(([, no = '', rest = '']) => {
  const [asks = '', carried = '', keeps = '', breaks = '', caught = ''] = rest
    .split('|')
    .map((cell) => cell.trim());
  return { no, asks, carried, keeps, breaks, caught };
});

/** What the last column says of one demand: `book/what` and the code under which it is reported. */
const reported = rows.flatMap(({ no, caught }) =>
  [...caught.matchAll(/`(\w[\w-]*)\/([^`]+)` ([^;]+)/g)].map(
    ([, book = '', what = '', code = '']) => ({ no, book, what, code: code.trim() }),
  ),
);

interface JudgedBook {
  readonly book: Book;
  readonly diagnostics: readonly Diagnostic[];
}

const books = new Map<string, JudgedBook>();

beforeAll(async () => {
  for (const name of new Set(reported.map(({ book }) => book))) {
    const content = name === 'sample' ? 'content' : `test/fixtures/books/${name}`;
    const order = { content: path.join(root, content), asOf: undefined };
    const { book, diagnostics } = await loadBook(order, io);
    if (!book) throw new Error(`The book ${name} cannot be read.`);
    const forCustomers = book.settings.editions.public ? publicBook(book).diagnostics : [];
    books.set(name, { book, diagnostics: [...diagnostics, ...forCustomers] });
  }
});

test('every demand of the list has one row, in its order', () => {
  const last = { D: 12, C: 7, R: 10, S: 10, T: 9, E: 5, O: 7 };
  const all = Object.entries(last).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, index) => `${letter}${index + 1}`),
  );
  expect(rows.map(({ no }) => no)).toEqual(all);
});

test('every row says what is asked, where the sample carries it and what keeps it', () => {
  const empty = rows.filter(({ asks, carried, keeps }) => !asks || !carried || !keeps);
  expect(empty).toEqual([]);
});

test('only what no record can show is not for software, and every other demand is caught', () => {
  const excused = rows.filter(({ caught }) => caught.includes('not for software'));
  expect(excused.map(({ no }) => no)).toEqual(['D7', 'T7', 'O6']);
  const caught = new Set(reported.map(({ no }) => no));
  expect(rows.map(({ no }) => no).filter((no) => !caught.has(no))).toEqual(['D7', 'T7']);
});

test.for(reported.map((one) => [one.no, `${one.book}/${one.what}`, one.code, one] as const))(
  '%s: %s is caught as %s',
  ([, , code, { book, what }]) => {
    const judged = books.get(book);
    if (!judged) throw new Error(`There is no book ${book}.`);
    expect(listCodes(judged, what)).toContain(code);
  },
);

/** Everything that is reported of a change, a file (`file#word`: where the word is said) or a period of a book. */
function listCodes({ book, diagnostics }: JudgedBook, what: string): readonly string[] {
  const change = book.changes.find(({ record }) => record.id === what);
  if (change) {
    const verdicts = change.verdicts.map((one) => `${one.rule} ${describeOutcome(one)}`);
    const reports = reportFiles(book)
      .filter(({ path: file }) => file.endsWith('.json'))
      .filter(({ contents }) => {
        const report = JSON.parse([...contents].join('')) as PeriodReportDocument;
        return report.emergencies.some((one) => one.change === what);
      })
      .map(({ path: file }) => file);
    return [...verdicts, ...reports];
  }
  if (/^\d{4}/.test(what)) {
    return measure(book).flatMap(({ definition, months, years }) =>
      [...months, ...years]
        .filter(({ span }) => span.key === what)
        .map(({ standing }) => `${definition.metric} ${standing}`),
    );
  }
  const [file = '', word = ''] = what.split('#');
  return diagnostics
    .filter(({ at, problem }) => at.file.endsWith(`/${file}`) && problem.includes(word))
    .map(({ code }) => code);
}

test('every code that the table names is that of a rule, or is reported of a fixture', () => {
  const rules = new Set<string>([...changeRules, ...documentRules].map(({ code }) => code));
  const found = new Set(
    [...books.values()].flatMap((one) => one.diagnostics.map(({ code }) => code)),
  );
  const named = rows.flatMap(({ keeps, caught }) => [
    ...`${keeps} ${caught}`.matchAll(/(?<![`\w/])(\w+)\/([a-z]+(?:-[a-z]+)*)(?![\w/.-])/g),
  ]);
  const codes = named.map(([code]) => code);
  expect(codes.length).toBeGreaterThan(100);
  expect(codes.filter((code) => !rules.has(code) && !found.has(code))).toEqual([]);
});

test('the clauses, duties and commands that the table names exist', () => {
  const sample = books.get('sample')?.book;
  const clausesOf = (policy: string) =>
    sample?.policies.find(({ id }) => id === policy)?.current.clauses.map(({ id }) => id) ?? [];
  const named = [
    ...text.matchAll(/`([a-z-]+)` (\d+(?:\.\w+)*(?:(?:, | and | to )\d+(?:\.\w+)*)*)/g),
  ];
  const clauses = named.flatMap(([, policy = '', list = '']) =>
    list.split(/, | and | to /).map((clause) => ({ policy, clause })),
  );
  expect(clauses.length).toBeGreaterThan(60);
  expect(clauses.filter(({ policy, clause }) => !clausesOf(policy).includes(clause))).toEqual([]);

  const duties = [...text.matchAll(/([a-z-]+)\.yaml`/g)].map(([, duty = '']) => duty);
  const isFiled = (duty: string) =>
    duty === 'policybook' || existsSync(path.join(root, `content/duties/${duty}.yaml`));
  expect(duties.filter((duty) => !isFiled(duty))).toEqual([]);

  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
  const { scripts } = JSON.parse(manifest) as { scripts: Record<string, string> };
  const commands = [...text.matchAll(/npm run ([a-z]+)/g)].map(([, name = '']) => name);
  expect(commands.filter((name) => !(name in scripts))).toEqual([]);
});
