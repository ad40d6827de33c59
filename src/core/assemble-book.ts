import { landAnswers } from './changes/follow-ups/land-answers.ts';
import { checkEarly, checkEvidence } from './changes/follow-ups/check-evidence.ts';
import { keepLanded, landFollowUps } from './changes/follow-ups/land-follow-ups.ts';
import { createPeopleIndex } from './changes/people/identify-people.ts';
import { assembleChanges } from './changes/population/assemble-changes.ts';
import { assembleOutsideChanges } from './changes/population/assemble-outside-changes.ts';
import { checkCheckpoints } from './changes/population/check-checkpoints.ts';
import { checkGlobs } from './changes/population/check-globs.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { assembleVersions, compareWithGit } from './history/assemble-versions.ts';
import { closeWrongEdits } from './history/closings.ts';
import { proveDecisions } from './changes/people/prove-decisions.ts';
import { contentKnownOn, historyKnownOn } from './history/known-on.ts';
import { checkLandings, findLostPolicies } from './history/land-versions.ts';
import type { Book, Filed, JudgedChange } from './model/book.ts';
import type { CalendarDate } from './model/calendar-date.ts';
import type { ChangeRecord, FollowUp, Population } from './model/change-record.ts';
import type { UnmatchedDeployment } from './model/deployments.ts';
import type { RepositoryEvidence } from './model/forge-pull.ts';
import { epochOf } from './model/instant.ts';
import type { PolicyHistory } from './model/policy-text.ts';
import type { RawHistory } from './model/raw-commit.ts';
import type { BookHistory, RecordHistory } from './model/record-history.ts';
import type { Part } from './parse/find-unread.ts';
import type { Content } from './parse/parse-content.ts';
import { checkIdle } from './rules/check-idle.ts';
import { checkDocuments, documentRules } from './rules/index.ts';
import { judgeChange } from './rules/judge-change.ts';
import type { People } from './schemas/people.ts';
import type { Settings } from './schemas/settings.ts';

/** A book where one could be made, and everything that is wrong with it either way. */
export interface AssembledBook {
  readonly book?: Book;
  readonly diagnostics: readonly Diagnostic[];
}

export interface JudgingOrder {
  /** The day on which the book is judged. */
  readonly asOf: CalendarDate;
  /** Whether that is the present day. */
  readonly isToday?: boolean;
  /** Whether the book was written on later days too: what was recorded after that day is left out. */
  readonly isPast?: boolean;
  /** Name and version of the engine. */
  readonly engine: string;
  /** What git knows of the policies, in a book whose versions come from it. */
  readonly policyHistory?: PolicyHistory;
  /** What git shows of the policies, in a book whose versions come from files. */
  readonly comparedWith?: PolicyHistory;
  /** When the records in content/ landed there. */
  readonly recordHistory?: RecordHistory;
  /** What the book's own repository and its forge show of the decisions on policies. */
  readonly bookHistory?: BookHistory;
  /** What other systems say of the repositories. */
  readonly evidence?: readonly RepositoryEvidence[];
}

/** The whole flow: files and commits in, a judged book out. Reads no disk, no git and no clock. */
export function assembleBook(
  written: Content,
  histories: readonly RawHistory[],
  order: JudgingOrder,
): AssembledBook {
  const { asOf, isToday = false, engine, recordHistory, evidence = [] } = order;
  const { content, policyHistory } = order.isPast
    ? contentKnownOn(written, order)
    : { content: written, policyHistory: order.policyHistory };
  const { settings, people, duties } = content;
  if (!settings || !people) return { diagnostics: content.diagnostics };

  const { timeZone } = settings.value;
  const setting = { timeZone, people: people.value };
  const comparedWith =
    order.comparedWith && order.isPast
      ? historyKnownOn(order.comparedWith, asOf, timeZone)
      : order.comparedWith;
  const assembledPolicies = policyHistory
    ? assembleVersions(content.policies, policyHistory, setting)
    : comparedWith
      ? compareWithGit(content.policies, comparedWith, setting)
      : content.policies;
  const history = policyHistory ?? comparedWith;
  const closable = { policies: assembledPolicies, notSeen: history?.notSeen ?? [] };
  const closed = closeWrongEdits(closable, settings, { people: people.value, asOf });
  const policies = settings.value.sample
    ? closed.policies
    : proveDecisions(closed.policies, {
        people: people.value,
        texts: history?.texts ?? [],
        book: order.bookHistory,
      });

  const landed = recordHistory
    ? landFollowUps(
        content.followUps,
        recordHistory,
        createPeopleIndex(people.value),
        settings.value.words,
      )
    : content.followUps;
  const { answers, diagnostics: datedAhead } = landAnswers(content.answers, {
    timeZone,
    asOf,
    recordHistory,
  });
  const evident = checkEvidence(landed, people.value, timeZone);
  const assembled = assembleRecords(settings.value, {
    people: people.value,
    followUps: keepLanded(evident.followUps, { asOf, isToday, timeZone }),
    histories,
    evidence,
    asOf,
    isToday,
  });
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
    incomplete: content.incomplete,
    populations: assembled.populations,
    unmatchedDeployments: assembled.unmatchedDeployments,
    changes: sortNewestFirst(changes),
    answers,
    duties,
    acknowledgements: content.acknowledgements,
    checkpoints: content.checkpoints.map(({ value }) => value),
    assets: content.assets,
  };
  return {
    book,
    diagnostics: [
      ...content.diagnostics,
      ...closed.notSeen.map(({ diagnostic }) => diagnostic),
      // Without git, or on an earlier day, nobody can say what an entry closes.
      ...(history && !order.isPast ? closed.diagnostics : []),
      ...listLost(content, history, settings),
      ...(policyHistory && isToday ? checkLandings(policyHistory, { today: asOf, timeZone }) : []),
      ...evident.diagnostics,
      ...assembled.diagnostics,
      ...checkGlobs(settings, histories),
      ...checkIdle(book),
      ...datedAhead,
      ...checkCheckpoints({
        ...content,
        ...settings.value,
        populations: assembled.populations,
        histories,
        asOf,
      }),
      ...checkDocuments(
        toleratingUnreadable(book, content.unreadable),
        listUnread(content, evidence),
        order.isPast ? documentRules.filter(({ isOfPresent }) => !isOfPresent) : documentRules,
      ),
    ],
  };
}

interface RecordsInput {
  readonly people: People;
  readonly followUps: readonly FollowUp[];
  readonly histories: readonly RawHistory[];
  readonly evidence: readonly RepositoryEvidence[];
  readonly asOf: CalendarDate;
  readonly isToday: boolean;
}

function listLost(
  { policies, incomplete, unreadable }: Content,
  history: PolicyHistory | undefined,
  { value, source }: Filed<Settings>,
): Diagnostic[] {
  // A draft that lacks fields must not hide that a version of it is in force.
  const drafts = incomplete.map(({ id }) => id);
  const ids = [...policies.map(({ id }) => id), ...unreadable].filter((id) => !drafts.includes(id));
  const present = { timeZone: value.timeZone, ids, incomplete: drafts, settingsFile: source.file };
  return history ? [...findLostPolicies(history, present)] : [];
}

interface AssembledRecords {
  readonly records: readonly { record: ChangeRecord; policy: string }[];
  readonly populations: readonly Population[];
  readonly unmatchedDeployments: readonly UnmatchedDeployment[];
  readonly diagnostics: readonly Diagnostic[];
}

function assembleRecords(
  { repositories, timeZone, outsideGit, words }: Settings,
  { histories, evidence, ...given }: RecordsInput,
): AssembledRecords {
  const shared = { ...given, timeZone, words };
  const parts = repositories.flatMap((repository) => {
    const history = histories.find((one) => one.repository === repository.id);
    if (!history) return [];
    const own = evidence.find((one) => one.repository === repository.id);
    const order = { ...shared, repository, history, ...(own && { evidence: own }) };
    return [{ repository, ...assembleChanges(order) }];
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
    unmatchedDeployments: parts.flatMap((part) => part.unmatchedDeployments),
    diagnostics: [
      ...parts.flatMap(({ diagnostics }) => diagnostics),
      ...outside.diagnostics,
      ...[...parts, outside].flatMap(({ records }) =>
        records.flatMap((one) => [...checkEarly(one)]),
      ),
    ],
  };
}

function sortNewestFirst(changes: readonly JudgedChange[]): JudgedChange[] {
  return changes
    .map((change) => ({ change, id: change.record.id, at: epochOf(change.record.mergedAt) }))
    .sort((left, right) => right.at - left.at || (left.id < right.id ? -1 : 1))
    .map(({ change }) => change);
}

/** What an export would say of changes is a part of their records. */
function listUnread({ unread }: Content, evidence: readonly RepositoryEvidence[]): Set<Part> {
  return new Set([
    ...unread,
    ...evidence.flatMap(({ isPartial }) => (isPartial ? (['changes'] as const) : [])),
  ]);
}

/** A policy with faults of its own should not be reported again by every document that refers to it. */
function toleratingUnreadable(book: Book, unreadable: readonly string[]): Book {
  const planned = [...book.settings.policies.planned, ...unreadable];
  return {
    ...book,
    settings: { ...book.settings, policies: { ...book.settings.policies, planned } },
  };
}
