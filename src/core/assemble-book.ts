import { assembleChanges } from './changes/assemble-changes.ts';
import { assembleOutsideChanges } from './changes/assemble-outside-changes.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { Book, JudgedChange } from './model/book.ts';
import type { CalendarDate } from './model/calendar-date.ts';
import type { ChangeRecord, FollowUp, Population } from './model/change-record.ts';
import { epochOf } from './model/instant.ts';
import type { RawHistory } from './model/raw-commit.ts';
import type { Content } from './parse/parse-content.ts';
import { documentRules } from './rules/index.ts';
import { judgeChange } from './rules/judge-change.ts';
import { runRules } from './rules/run-rules.ts';
import type { People } from './schemas/people.ts';
import type { Settings } from './schemas/settings.ts';

/** A book where one could be made, and everything that is wrong with it either way. */
export interface AssembledBook {
  readonly book?: Book;
  readonly diagnostics: readonly Diagnostic[];
}

/** The whole flow: files and commits in, a judged book out. Reads no disk, no git and no clock. */
export function assembleBook(
  content: Content,
  histories: readonly RawHistory[],
  { asOf, engine }: { asOf: CalendarDate; engine: string },
): AssembledBook {
  const { settings, people, policies, followUps, answers, duties } = content;
  if (!settings || !people) return { diagnostics: content.diagnostics };

  const assembled = assembleRecords(settings.value, people.value, followUps, histories, asOf);
  const shared = {
    people: people.value,
    settings: settings.value,
    asOf,
    answers: answers.map(({ value }) => value),
  };
  const changes = assembled.records.map(({ record, policy }): JudgedChange => {
    const judging = policies.find(({ id }) => id === policy);
    return judging
      ? judgeChange(record, judging, shared)
      : { record, judgedBy: { kind: 'none-in-force', policy }, verdicts: [] };
  });

  const book: Book = {
    asOf,
    engine,
    settings: settings.value,
    settingsSource: settings.source,
    people: people.value,
    peopleSource: people.source,
    policies,
    populations: assembled.populations,
    changes: changes.sort(newestFirst),
    answers,
    duties,
    assets: content.assets,
  };
  return {
    book,
    diagnostics: [
      ...content.diagnostics,
      ...assembled.diagnostics,
      ...runRules(documentRules, toleratingUnreadable(book, content.unreadable)),
    ],
  };
}

interface AssembledRecords {
  readonly records: readonly { record: ChangeRecord; policy: string }[];
  readonly populations: readonly Population[];
  readonly diagnostics: readonly Diagnostic[];
}

function assembleRecords(
  { repositories, timeZone, outsideGit }: Settings,
  people: People,
  followUps: readonly FollowUp[],
  histories: readonly RawHistory[],
  asOf: CalendarDate,
): AssembledRecords {
  const shared = { people, followUps, timeZone, asOf };
  const parts = repositories.flatMap((repository) => {
    const history = histories.find((one) => one.repository === repository.id);
    return history ? [{ repository, ...assembleChanges({ ...shared, repository, history }) }] : [];
  });
  const outside = assembleOutsideChanges({
    ...shared,
    repositories: repositories.map(({ id }) => id),
  });
  return {
    records: [
      ...parts.flatMap(({ repository, records }) =>
        records.map((record) => ({ record, policy: repository.policy })),
      ),
      ...outside.records.map((record) => ({ record, policy: outsideGit?.policy ?? '' })),
    ],
    populations: parts.map(({ population }) => population),
    diagnostics: [...parts.flatMap(({ diagnostics }) => diagnostics), ...outside.diagnostics],
  };
}

function newestFirst({ record: left }: JudgedChange, { record: right }: JudgedChange): number {
  return epochOf(right.mergedAt) - epochOf(left.mergedAt) || (left.id < right.id ? -1 : 1);
}

/** A policy with faults of its own should not be reported again by every document that refers to it. */
function toleratingUnreadable(book: Book, unreadable: readonly string[]): Book {
  const planned = [...book.settings.policies.planned, ...unreadable];
  return {
    ...book,
    settings: { ...book.settings, policies: { ...book.settings.policies, planned } },
  };
}
