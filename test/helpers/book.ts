import { assembleBook, type AssembledBook } from '#core/assemble-book.ts';
import type { Book } from '#core/model/book.ts';
import { parseCalendarDate, type CalendarDate } from '#core/model/calendar-date.ts';
import type { PolicyHistory } from '#core/model/policy-text.ts';
import type { RawHistory } from '#core/model/raw-commit.ts';
import type { RecordHistory } from '#core/model/record-history.ts';
import { parseContent } from '#core/parse/parse-content.ts';

export function day(text: string): CalendarDate {
  const date = parseCalendarDate(text);
  if (!date) throw new Error(`${text} is no day.`);
  return date;
}

export const settingsText = `organisation: { name: Example, contact: office@example.org }
timeZone: Europe/London
editions:
  internal: { url: https://policies.example.org }
  public: { url: https://trust.example.org, contact: trust@example.org }
`;

export const peopleText = `ada:
  name: Ada Finch
  emails: [ada@example.org]
  roles: [{ role: cto, from: 2020-01-01 }, { role: technical, from: 2020-01-01 }]
ben:
  name: Ben Hollis
  emails: [ben@example.org]
  roles: [{ role: engineer, from: 2020-01-01 }]
cleo:
  name: Cleo Marsh
  emails: [cleo@example.org, cleo@home.example.org]
  roles: [{ role: engineer, from: 2020-01-01, to: 2026-02-28 }]
robo:
  name: Robo
  emails: [robo@example.org]
  roles: [{ role: engineer, from: 2020-01-01 }]
  bot: true
`;

const goodFields: Readonly<Record<string, string>> = {
  title: 'Access Control Policy',
  version: '"1.0"',
  status: 'approved',
  classification: 'internal',
  owner: 'cto',
  effective: '2026-01-05',
  approval: '{ by: ben, on: 2026-01-05 }',
  nextReview: '2027-01-05',
  reviewEvery: 'P1Y',
  history: '[{ version: "1.0", date: 2026-01-05, by: ada, change: normative, summary: First. }]',
  reviews: '[{ on: 2026-01-05, by: ben, version: "1.0", outcome: changed, note: All of it. }]',
};

/** The text of a policy; a field that is given as undefined is left out. */
export function policyText(
  fields: Readonly<Record<string, string | undefined>> = {},
  body = '## 1. Purpose\n\nAccess is given by role.\n',
): string {
  const lines = Object.entries({ ...goodFields, ...fields }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return `---\n${lines.join('\n')}\n---\n\n${body}`;
}

export interface BookOrder {
  /** Files by their path below content/; settings and people have a default. */
  readonly files?: Readonly<Record<string, string>>;
  readonly histories?: readonly RawHistory[];
  readonly assets?: readonly string[];
  readonly asOf?: string;
  readonly policyHistory?: PolicyHistory;
  readonly recordHistory?: RecordHistory;
}

/** Reads and judges a book that is given as text. */
export function judge({
  files = {},
  histories = [],
  assets = [],
  asOf = '2026-06-01',
  policyHistory,
  recordHistory,
}: BookOrder): AssembledBook {
  const all = { 'policybook.yaml': settingsText, 'people.yaml': peopleText, ...files };
  const sources = Object.entries(all).map(([name, text]) => ({ file: `content/${name}`, text }));
  const content = parseContent({ folder: 'content', files: sources, assets });
  return assembleBook(content, histories, {
    asOf: day(asOf),
    engine: 'policybook test',
    ...(policyHistory && { policyHistory }),
    ...(recordHistory && { recordHistory }),
  });
}

/** The same for a book that has to be without faults. */
export function judgeGood(order: BookOrder): Book {
  const { book, diagnostics } = judge(order);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (!book || errors.length > 0) throw new Error(JSON.stringify(diagnostics, undefined, 1));
  return book;
}

/** Line and code of each diagnostic, as a test can read it. */
export function briefly({ diagnostics }: AssembledBook): string[] {
  return diagnostics.map(({ at, code }) => `${at.file.replace('content/', '')}:${at.line} ${code}`);
}
