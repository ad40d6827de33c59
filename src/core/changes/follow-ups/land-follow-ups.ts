import type { CalendarDate } from '../../model/calendar-date.ts';
import type { FollowUp, Landing } from '../../model/change-record.ts';
import type { Translations } from '../../model/closed-words.ts';
import { calendarDateOf, epochOf, type Instant } from '../../model/instant.ts';
import type { RecordHistory, RecordLanding } from '../../model/record-history.ts';
import { parseFollowUp } from '../../parse/parse-follow-up.ts';
import type { FollowUpFields } from '../../schemas/follow-up.ts';
import { isFiller } from '../message/is-filler.ts';
import { parseTrailers } from '../message/parse-trailers.ts';
import { isOpen } from '../message/is-open.ts';
import { collectAuthors } from '../people/collect-authors.ts';
import { isForgeAddress } from '../../forges/match-forge.ts';
import { type PeopleIndex } from '../people/identify-people.ts';
import { findMerger } from '../population/assemble-record.ts';
import {
  doneKeys,
  findings,
  listFollowUpValues,
  listParts,
  partName,
} from './follow-up-contents.ts';

/** What the book has of one change, each with the landing since which it is there without a gap. */
interface Holding {
  readonly since: RecordLanding;
  /** By the names of the parts; a field that is still open has the mark in its name. */
  readonly parts: ReadonlyMap<string, RecordLanding>;
  /** By the person who approved. */
  readonly approvals: ReadonlyMap<string, RecordLanding>;
}

/** A result in place of `not-run` is another part, with a landing of its own. */
const openMark = ' (open)';

/**
 * Gives each follow-up what the history of the book shows of its landing. A field counts from the landing since which
 * the book has it without a gap, with content and for the same change, in any file: a file that was renamed or put
 * into another keeps its landing, and one that was taken over from another change does not bring one along.
 */
export function landFollowUps(
  followUps: readonly FollowUp[],
  { landings, unknown }: RecordHistory,
  people: PeopleIndex,
  words: Translations = {},
): readonly FollowUp[] {
  const current = new Map(followUps.map((one) => [one.source.text, one.fields]));
  const parseFields = (file: string, text: string) => current.get(text) ?? parse(file, text);
  const holdings = traceHoldings(landings, parseFields, words);
  return followUps.map((followUp): FollowUp => {
    const holding = holdings.get(changeKey(followUp.fields));
    if (!holding && unknown !== undefined) return { ...followUp, landing: { unknown } };
    return { ...followUp, landing: describeLanding(holding, people) };
  });
}

/** The change that a file is about: the one it follows, or one made outside git at a moment. */
function changeKey({ change, madeAt }: FollowUpFields): string {
  return change === undefined ? `made ${madeAt ?? ''}` : `follows ${change}`;
}

// A text that cannot be parsed has no content, whatever was there before.
function parse(file: string, text: string): FollowUpFields | undefined {
  const parsed = parseFollowUp({ file, text });
  return 'followUp' in parsed ? parsed.followUp.fields : undefined;
}

function traceHoldings(
  landings: readonly RecordLanding[],
  parseFields: (file: string, text: string) => FollowUpFields | undefined,
  words: Translations,
): ReadonlyMap<string, Holding> {
  const holdings = new Map<string, Holding>();
  const keyOfFile = new Map<string, string>();
  const filesOfKey = new Map<string, Map<string, FollowUpFields>>();
  for (const landing of landings) {
    const touched = new Set<string>();
    for (const { file, text } of landing.texts) {
      const before = keyOfFile.get(file);
      if (before !== undefined) {
        touched.add(before);
        filesOfKey.get(before)?.delete(file);
        keyOfFile.delete(file);
      }
      const fields = text === undefined ? undefined : parseFields(file, text);
      if (!fields) continue;
      const key = changeKey(fields);
      touched.add(key);
      keyOfFile.set(file, key);
      filesOfKey.set(
        key,
        (filesOfKey.get(key) ?? new Map<string, FollowUpFields>()).set(file, fields),
      );
    }
    for (const key of touched) {
      const files = [...(filesOfKey.get(key)?.values() ?? [])];
      if (files.length === 0) holdings.delete(key);
      else holdings.set(key, continueHolding(holdings.get(key), files, landing, words));
    }
  }
  return holdings;
}

function continueHolding(
  before: Holding | undefined,
  files: readonly FollowUpFields[],
  landing: RecordLanding,
  words: Translations,
): Holding {
  const values = files.flatMap(listFollowUpValues).filter(({ value }) => !isFiller(value));
  // Of several files one with a result counts.
  const fields = [...Map.groupBy(values, ({ field }) => field)].map(([field, all]) =>
    all.every(({ value }) => isOpen(field, value, words)) ? `${field}${openMark}` : field,
  );
  const approvers = files.flatMap(({ approvals }) => approvals.map(({ by }) => by));
  const continueAll = (
    names: readonly string[],
    known: ReadonlyMap<string, RecordLanding> | undefined,
  ) => new Map(names.map((name) => [name, known?.get(name) ?? landing]));
  return {
    since: before?.since ?? landing,
    parts: continueAll([...fields, ...files.flatMap(listParts)], before?.parts),
    approvals: continueAll(approvers, before?.approvals),
  };
}

function describeLanding(holding: Holding | undefined, people: PeopleIndex): Landing {
  if (!holding) return { parts: {}, proofs: {} };
  const parts = [...holding.parts].map(
    ([name, { at }]) => [name.replace(openMark, ''), at] as const,
  );
  const proofs = [...holding.approvals].flatMap(([by, landing]) => {
    const proof = proofOf(by, landing, people);
    return proof ? [[by, proof] as const] : [];
  });
  return {
    at: holding.since.at,
    parts: Object.fromEntries(parts),
    proofs: Object.fromEntries(proofs),
  };
}

/** The proof of an approval by the commit that brought it into the book; none where its giver made a part of it. */
function proofOf(
  approver: string,
  { commit, merged = [], isClean }: RecordLanding,
  people: PeopleIndex,
): 'merged' | 'signed' | undefined {
  if (!commit || isWriter(approver, { commit, merged }, people)) return undefined;
  const isSigned = commit.signatures?.some(
    ({ over, state, by }) => over === 'commit' && state === 'good' && by === approver,
  );
  if (isSigned) return 'signed';
  const isMerger = findMerger(commit, people)?.person === approver;
  return isMerger && isClean === true ? 'merged' : undefined;
}

function isWriter(
  approver: string,
  { commit, merged }: Required<Pick<RecordLanding, 'commit' | 'merged'>>,
  people: PeopleIndex,
): boolean {
  const { coAuthors } = parseTrailers(commit.message);
  const committers = merged
    .filter(({ committer }) => !isForgeAddress(committer.email))
    .map(({ committer }) => people.identify(committer));
  // The signature of whoever approves is the proof that is looked for here.
  const unsigned = { ...commit, signatures: [] };
  const isByForge = () => true;
  const sources = { commit: unsigned, merged, coAuthors, isByForge };
  return [...collectAuthors(sources, people), ...committers].some(
    // Somebody whom people.yaml does not have may be anybody.
    ({ person }) => person === undefined || person === approver,
  );
}

/** The landings that a sample states of its records in place of git, by the names of their files. */
export function landingsOfSample(
  landed: Readonly<Record<string, Instant>>,
  followUps: readonly FollowUp[],
): RecordHistory {
  const landings = followUps.flatMap(({ source: { file, text } }) => {
    const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.mdx?$/, '');
    const at = Object.hasOwn(landed, name) ? landed[name] : undefined;
    return at === undefined ? [] : [{ at, texts: [{ file, text }] }];
  });
  return {
    landings: landings.sort((left, right) => epochOf(left.at) - epochOf(right.at)),
    unknown: 'a sample book has no history of its own',
  };
}

interface KeepingOrder {
  /** The day on which the book is judged. */
  readonly asOf: CalendarDate;
  /** Whether that is the present day, on which what lies in the working copy can still land. */
  readonly isToday: boolean;
  readonly timeZone: string;
}

/** The follow-ups with the parts that had landed by a day, or with all parts where no landing is known. */
export function keepLanded(followUps: readonly FollowUp[], order: KeepingOrder): FollowUp[] {
  return followUps.flatMap((followUp) => keepParts(followUp, order) ?? []);
}

function keepParts(
  followUp: FollowUp,
  { asOf, isToday, timeZone }: KeepingOrder,
): FollowUp | undefined {
  const { fields, landing } = followUp;
  if (!landing || 'unknown' in landing) return followUp;
  const isThere = (at: Instant | undefined) =>
    at === undefined ? isToday : calendarDateOf(at, timeZone) <= asOf;
  if (fields.change !== undefined && !isThere(landing.at)) return undefined;

  const isPartThere = (name: string) => isThere(landing.parts[name]);
  const keepIf = <Part>(part: Part | undefined, name: (part: Part) => string) =>
    part !== undefined && isPartThere(name(part)) ? part : undefined;
  // Filler never landed as content and counts for nothing, so it may stay.
  const later = listFollowUpValues(fields)
    .filter(({ field, value }) => !isFiller(value) && !isThere(landing.parts[field]))
    .map(({ path }) => path.map(String));
  const retrospective = keepIf(fields.retrospective, partName.retrospective);
  return {
    ...followUp,
    fields: {
      ...fields,
      ...without(later.filter(({ length }) => length === 1).flat()),
      trailers: fields.trailers && {
        ...fields.trailers,
        ...without(later.filter(({ length }) => length > 1).map(([, key = '']) => key)),
      },
      approvals: fields.approvals.filter((one) => isPartThere(partName.approval(one))),
      copied: fields.copied.filter((one) => isPartThere(partName.copied(one))),
      deployed: keepIf(fields.deployed, partName.deployed),
      validated: keepIf(fields.validated, partName.validated),
      monitored: keepIf(fields.monitored, partName.monitored),
      ...without(
        doneKeys.filter((key) => {
          const done = fields[key];
          return done && !isPartThere(partName.done(key, done));
        }),
      ),
      retrospective: retrospective && {
        ...retrospective,
        ...without(
          findings.filter((finding) => !isPartThere(partName.finding(retrospective, finding))),
        ),
      },
    },
  };
}

function without(names: readonly string[]): Record<string, undefined> {
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
